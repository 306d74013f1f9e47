"""What tells hate against a group from talk about it, as places in a table of weights.

Every group is made one, so that all are treated alike, and words of one sort ("vermin", "scum") are
made one as well (`lexicons/hate.toml`): what was learnt of one word holds for the others.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from zlib import crc32

from moderation.shelf import shipped

BITS = 16
GROUP = "<group>"
SLUR = "<slur>"
_MASK = (1 << BITS) - 1
_SORTS = ("hating", "harm", "bad", "denying", "saying", "against", "good")
"""A word of several sorts is of the first."""
_LONGEST = 4
_NEAR = 12


def places(words: Sequence[str], *, quoted: bool = False) -> frozenset[int]:
    """Every place the words stand for; `quoted`: somebody's words are quoted among them."""
    said = list(_joined(_grouped(words)))
    sorts = sorted_words(said)
    found = set(_phrases("=", said, _LONGEST - 1))
    found.update(_phrases("", sorts, _LONGEST))
    found.update(_about(sorts))
    found.update(_signs(sorts, quoted=quoted))
    return frozenset(found)


def sorted_words(words: Sequence[str]) -> list[str]:
    """Each word, or the sort it is of."""
    sorts = _sorts()
    return [sorts.get(word, word) for word in words]


def names_a_group(words: Sequence[str]) -> bool:
    """A group of people is named, or insulted by a word."""
    return not (group_words().isdisjoint(words) and _slurs().isdisjoint(words))


def tells(words: Sequence[str]) -> bool:
    """Something is denied, told or stood up against."""
    return not {"<denying>", "<saying>", "<against>"}.isdisjoint(sorted_words(words))


def _grouped(words: Sequence[str]) -> Iterator[str]:
    """The words, with those for a group as such."""
    groups, slurs, colours = group_words(), _slurs(), _listed("colours")
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        if word in slurs:
            yield SLUR
        elif word in groups and (word not in colours or after in _listed("persons")):
            yield GROUP
        else:
            yield word


def _joined(words: Iterator[str]) -> Iterator[str]:
    """A group named in several words once ("black people")."""
    before = ""
    for word in words:
        if not (before == GROUP and (word == GROUP or word in _listed("persons"))):
            yield word
            before = word


def _phrases(mark: str, words: Sequence[str], longest: int) -> Iterator[int]:
    for first in range(len(words)):
        for end in range(first + 1, min(first + longest, len(words)) + 1):
            yield _place(mark + " ".join(words[first:end]))


def _about(sorts: Sequence[str]) -> Iterator[int]:
    """The sorts of words before and after each group, however far within a sentence or two."""
    for at, word in enumerate(sorts):
        if word in (GROUP, SLUR):
            yield from (_place(f"{one}..{word}") for one in sorts[max(0, at - _NEAR) : at])
            yield from (_place(f"{word}..{one}") for one in sorts[at + 1 : at + _NEAR])


def _signs(sorts: Sequence[str], *, quoted: bool) -> Iterator[int]:
    """Which sorts there are at all, in pairs: what is denied or told is not said."""
    there = sorted(
        {one for one in sorts if one.startswith("<")} | ({"<quoted>"} if quoted else set())
    )
    for place, one in enumerate(there):
        yield _place(f"#{one}")
        yield from (_place(f"#{one}{other}") for other in there[place + 1 :])


def _place(phrase: str) -> int:
    return crc32(phrase.encode()) & _MASK


@cache
def group_words() -> frozenset[str]:
    """Single words for a group of people."""
    slots = shipped("abuse")["slots"]
    apart = {"people", "the", "kids", "seekers", "boat", "eastern", "islam"}
    words = {word for phrase in slots["group"] for word in phrase.split()} - apart
    return frozenset(words.union(slots["one_of_a_group"]))


@cache
def _slurs() -> frozenset[str]:
    return frozenset(word for word in shipped("abuse")["slots"]["slur"] if " " not in word)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(shipped("hate")[name].split())


@cache
def _sorts() -> dict[str, str]:
    return {word: f"<{name}>" for name in reversed(_SORTS) for word in _listed(name)}
