"""The small language rules are written in, turned into linear-time patterns (re2).

Words of a phrase are matched whole, in folded text (lower case, no apostrophes, " . " between
sentences). `<name>` is any phrase of that slot, `(a|b)` a choice, `{a|b}` an optional word,
` ~ ` up to three words between, ` ~~ ` up to eight; neither crosses a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

import re2

_GAPS = {" ~ ": " (?:[a-z0-9]+ ){0,3}", " ~~ ": " (?:[a-z0-9]+ ){0,8}"}
_SLOT = re.compile(r"<([a-z_]+)>")  # noqa: TID251 - reads our own rule lists, never a text
_OPTION = re.compile(r"\{([0-9]*[a-z|][^{}]*)\} ")  # noqa: TID251 - as above
_LEFT_OVER = re.compile(r"\{[^{}]*[a-z|]")  # noqa: TID251 - as above
_GROUP = re.compile(r"\((?!\?)")  # noqa: TID251 - as above
_WORD = re.compile(r"(?<![\\\[a-z-])[a-z]{2,}(?![a-z\]-])")  # noqa: TID251 - as above
_MEMORY = 2 << 20
"""Bytes one compiled pattern may use for what it has met: with more, nothing was faster."""

Slots = Mapping[str, Sequence[str]]


class Match(Protocol):
    """What is used of a match."""

    def start(self) -> int: ...

    def end(self) -> int: ...


class BadPhrase(Exception):
    """A phrase cannot be read."""


def source(phrases: Sequence[str], slots: Slots, filled: dict[str, str] | None = None) -> str:
    """The pattern that matches any of `phrases`, as whole words.

    `filled` keeps what became of each slot, for the next phrases with the same slots.
    """
    kept: dict[str, str] = {} if filled is None else filled
    return rf"\b(?:{'|'.join(_expand(phrase, slots, kept) for phrase in phrases)})\b"


def _expand(phrase: str, slots: Slots, filled: dict[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in slots:
            raise BadPhrase(f"there is no slot <{name}>")
        if name not in filled:
            ways = "|".join(_expand(one, slots, filled) for one in slots[name])
            filled[name] = f"(?:{ways})"
        return filled[name]

    phrase = _OPTION.sub(r"(?:(?:\1) )?", phrase)
    for gap, pattern in _GAPS.items():
        phrase = phrase.replace(gap, pattern)
    if "~" in phrase or _LEFT_OVER.search(phrase):
        raise BadPhrase("a gap ( ~ ) or an option ({a|b} ) needs a word on both sides")
    return _SLOT.sub(fill, _GROUP.sub("(?:", phrase))


def words(phrases: Sequence[str]) -> set[str]:
    """The plain words of some phrases, for undoing spelling tricks."""
    return {word for phrase in phrases for word in _WORD.findall(_SLOT.sub(" ", phrase))}


class Pattern:
    """A compiled pattern over ASCII text; positions are characters."""

    __slots__ = ("_compiled",)

    def __init__(self, pattern: "str | re2._Regexp[str]", *, any_case: bool = False) -> None:
        """Of its source, or of what is compiled already."""
        written = isinstance(pattern, str)
        self._compiled: Any = _compile(pattern, any_case) if written else pattern

    def search(self, text: bytes) -> Match | None:
        found: Match | None = self._compiled.search(text)
        return found

    def all(self, text: bytes) -> list[Match]:
        return list(self._compiled.finditer(text))

    def groups(self, text: bytes) -> list[tuple[int, int]]:
        """The span of the first group of each match, or of the whole match without groups."""
        group = 1 if self._compiled.groups else 0
        return [match.span(group) for match in self._compiled.finditer(text)]

    def whole(self, text: bytes) -> bool:
        return self._compiled.fullmatch(text) is not None


@cache
def _compile(pattern: str, any_case: bool):  # type: ignore[no-untyped-def] # noqa: ANN202, FBT001
    return re2.compile(pattern, options(any_case=any_case))


def options(*, any_case: bool = False) -> re2.Options:
    """How every pattern is compiled."""
    chosen = re2.Options()
    chosen.max_mem = _MEMORY
    chosen.log_errors = False
    chosen.case_sensitive = not any_case
    return chosen
