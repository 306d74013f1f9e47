"""Rules as data: read from `lexicons/*.toml`, checked on reading, compiled once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import re2

from moderation.errors import BadLexicon
from moderation.gate import Gate
from moderation.phrases import BadPhrase, Pattern, Slots, source
from moderation.shelf import load, shipped, slots
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route

_NEEDED = {"name": str, "kind": str, "route": str, "score": float, "why": str, "phrases": list}
_OPTIONAL = {
    "firm": bool,
    "but_not": list,
    "unless": list,
    "asked": list,
    "not_asked": list,
    "whole": bool,
}
_NEAR = 160
"""Characters on either side in which a suppressor counts, within the sentence or two."""
_BEFORE = 24
"""Characters before a match, in its sentence, in which the person may name themselves."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to stop at a text.

    A match whose end lies inside a `but_not` match is none: that is the shape of the rule.
    `unless` are suppressors nearby, which lower the route by one step; a `firm` (first-person)
    rule has none. What a firm rule finds is certain unless it names another and not the person who
    writes ("in the film she was groped"), and so is an answer to its question; of anything
    else the readers may say that nobody is in danger.
    `asked`, `not_asked`: it holds only for an answer to such, and not such, a question.
    `whole`: for the whole text.
    """

    name: str
    kind: Kind
    route: Route
    score: float
    why: str
    pattern: Pattern
    but_not: Pattern | None
    unless: tuple[Pattern, ...]
    asked: Pattern | None
    not_asked: Pattern | None
    whole: bool
    firm: bool

    def find(self, text: Text, folded: bytes) -> Iterator[Finding]:
        """Every place where the rule holds."""
        if self.asked and not self._was_asked(self.asked, text.question.encode()):
            return
        exempt = self.but_not.all(folded) if self.but_not else []
        for start, end in self._places(folded):
            if any(no.start() < end <= no.end() for no in exempt):
                continue
            if (route := self._lowered(folded, start, end)) is Route.PUBLISH:
                continue
            where = text.folded.span(start, end)
            certain = self._is_certain(folded, start, end)
            yield Finding(*where, self.kind, route, self.score, self.why, certain=certain)

    def _was_asked(self, asked: Pattern, question: bytes) -> bool:
        other = self.not_asked is not None and self.not_asked.search(question) is not None
        return asked.search(question) is not None and not other

    def _places(self, folded: bytes) -> Iterator[tuple[int, int]]:
        if not self.whole:
            yield from ((match.start(), match.end()) for match in self.pattern.all(folded))
        elif self.pattern.whole(_unstopped(folded)):
            yield 0, len(folded)

    def _is_certain(self, folded: bytes, start: int, end: int) -> bool:
        if not self.firm:
            return self.asked is not None
        before = folded[max(0, start - _BEFORE) : start].rpartition(b" . ")[2]
        said = before + folded[start:end]
        return not before or _names("speaker", said) or not _names("another", said)

    def _lowered(self, folded: bytes, start: int, end: int) -> Route:
        if not self.unless:
            return self.route
        near = folded[max(0, start - _NEAR) : end + _NEAR]
        lower = any(pattern.search(near) for pattern in self.unless)
        return Route(self.route - 1) if lower else self.route


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Rules with one gate before them: most texts meet the gate only.

    Where an urgent rule holds, what milder rules say of the same words is left out.
    """

    gate: Gate
    rules: tuple[Rule, ...]

    def find(self, text: Text) -> Iterator[Finding]:
        """What all the rules find."""
        found = [finding for _, finding in self.by_rule(text)]
        urgent = [finding for finding in found if finding.route is Route.ESCALATE]
        for finding in found:
            if finding in urgent or not any(_meet(finding, other) for other in urgent):
                yield finding

    def by_rule(self, text: Text) -> Iterator[tuple[Rule, Finding]]:
        """What each rule finds by itself."""
        folded = text.folded.text.encode()
        near = self.gate.near(folded)
        if b" ." in folded:
            near |= self.gate.near(_unstopped(folded))
        for n in sorted(near):
            yield from ((self.rules[n], finding) for finding in self.rules[n].find(text, folded))


def _unstopped(folded: bytes) -> bytes:
    """Without the marks between sentences."""
    return folded.replace(b" .", b"")


def _meet(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _names(slot: str, said: bytes) -> bool:
    """The words name somebody of that slot."""
    return _slot(slot).search(said) is not None


@cache
def _slot(name: str) -> Pattern:
    return Pattern(source([f"<{name}>"], slots()))


@cache
def lexicon(name: str) -> Lexicon:
    """The shipped lexicon of that name."""
    return _lexicon(f"{name}.toml", shipped(name), slots())


def read(path: Path, words: Slots) -> Lexicon:
    """The rules of one file; `words` are the slots it may name."""
    return _lexicon(path.name, load(path), words)


def _lexicon(file: str, raw: Mapping[str, Any], words: Slots) -> Lexicon:
    rows = raw.get("rule", [])
    if not rows:
        raise BadLexicon(f"{file}: holds no [[rule]]")
    _refuse_twins(file, rows)
    slots_of = {**words, **raw.get("slots", {})}
    reader = _Reader(file, slots_of, raw.get("suppressors", {}), Gate())
    rules = tuple(reader.rule(reader.checked(row)) for row in rows)
    reader.gate.close()
    return Lexicon(reader.gate, rules)


def _refuse_twins(file: str, rows: Iterable[Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    for name in (str(row.get("name")) for row in rows):
        if name in seen:
            raise BadLexicon(f"{file}: two rules are called {name!r}")
        seen.add(name)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the rows of one file into rules; an error names file and rule."""

    file: str
    slots: Slots
    suppressors: Mapping[str, Sequence[str]]
    gate: Gate
    filled: dict[str, str] = field(default_factory=dict)

    def checked(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row itself, once it is known to be sound."""
        name = row.get("name", "(no name)")
        for key, kind in _NEEDED.items():
            if not isinstance(row.get(key), kind) or row[key] in ("", []):
                raise self._bad(name, f"needs {key} ({kind.__name__})")
        for key in row.keys() - _NEEDED.keys():
            if not isinstance(row[key], _OPTIONAL.get(key, ())):
                raise self._bad(name, f"{key} is not known or of the wrong type")
        if row.get("firm") and row.get("unless"):
            raise self._bad(name, "is firm (first person): nothing may lower it, so no unless")
        if missing := set(row.get("unless", ())) - self.suppressors.keys():
            raise self._bad(name, f"there is no suppressor {min(missing)!r}")
        return row

    def rule(self, row: Mapping[str, Any]) -> Rule:
        """The compiled rule of a checked row."""
        name = row["name"]
        return Rule(
            name,
            self._member(name, Kind, row["kind"]),
            self._route(name, row["route"]),
            row["score"],
            row["why"],
            self._made(self.gate.put, name, row["phrases"]),
            self._maybe(name, row.get("but_not")),
            tuple(self._pattern(name, self.suppressors[key]) for key in row.get("unless", ())),
            self._maybe(name, row.get("asked")),
            self._maybe(name, row.get("not_asked")),
            row.get("whole", False),
            row.get("firm", False),
        )

    def _maybe(self, name: str, phrases: Sequence[str] | None) -> Pattern | None:
        return self._pattern(name, phrases) if phrases else None

    def _pattern(self, name: str, phrases: Sequence[str]) -> Pattern:
        return self._made(Pattern, name, phrases)

    def _made(self, make: Callable[[str], Pattern], name: str, phrases: Sequence[str]) -> Pattern:
        try:
            return make(source(phrases, self.slots, self.filled))
        except (BadPhrase, re2.error, RecursionError) as error:
            raise self._bad(name, f"has a phrase that cannot be used ({error})") from error

    def _member(self, name: str, kinds: type[Kind], value: str) -> Kind:
        try:
            return kinds(value)
        except ValueError as error:
            raise self._bad(name, f"kind {value!r} is not known") from error

    def _route(self, name: str, value: str) -> Route:
        try:
            return Route[value.upper()]
        except KeyError as error:
            raise self._bad(name, f"route {value!r} is not known") from error

    def _bad(self, name: object, problem: str) -> BadLexicon:
        return BadLexicon(f"{self.file}: rule {name}: {problem}")
