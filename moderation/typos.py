"""Slips in the words that matter most, undone: letters swapped or left out, words run together.

Only a word we do not know is mended, and only into one that threatens or insults, or that names a
group; everyday words and names that are one slip away from such are listed and stay.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from moderation import vocabulary
from moderation.shelf import shipped

_SHORTEST = 5
"""Letters of a word in which a slip can be told; a few shorter ones are listed."""

_JOINED = 8
"""Letters from which an unknown word may be several."""

_LONGEST = 60
_LONGEST_WORD = 14
_WHOLE = 4
_MANY = 3


def slipped(word: str) -> str:
    """The heavy word that `word` was meant to be, or ""."""
    return _slips().get(word, "")


def is_heavy(word: str) -> bool:
    """A strong word, or one for a group, long enough not to come about by chance."""
    return len(word) >= _SHORTEST and word in _heavy()


def run_together(letters: str) -> str:
    """The words that were written without blanks between, or "" if it is no such thing."""
    if not _JOINED <= len(letters) <= _LONGEST:
        return ""
    words = _fewest(letters)
    heavy = [word for word in words if len(word) >= _WHOLE and word in _weighty()]
    heavy += [word for word in words[-1:] if word == "die"]
    enough = len(words) >= _MANY or (len(words) > 1 and len(heavy) == len(words))
    return " ".join(words) if heavy and enough else ""


def _fewest(letters: str) -> tuple[str, ...]:
    pieces = _pieces()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(letters) + 1):
        ways = (
            (*way, letters[start:end])
            for start in range(max(0, end - _LONGEST_WORD), end)
            if (way := best[start]) is not None and letters[start:end] in pieces
        )
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


@cache
def _slips() -> Mapping[str, str]:
    raw = shipped("typos")
    stay = vocabulary.known() | _names() | set(raw["stay"].split())
    short = set(raw["short"].split())
    return {
        slip: word
        for word in sorted(_heavy(), reverse=True)
        if len(word) >= _SHORTEST or word in short
        for slip in _slips_of(word)
        if slip not in stay
    }


def _slips_of(word: str) -> Iterator[str]:
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if len(word) >= _SHORTEST:
        yield from (word[:i] + word[i + 1 :] for i in range(1, len(word)))


@cache
def _heavy() -> frozenset[str]:
    """Strong words, and single words for a group."""
    slots = shipped("abuse")["slots"]
    groups = {word for word in (*slots["group"], *slots["slur"]) if " " not in word}
    return frozenset(groups.union(shipped("speech")["strong"].split()))


@cache
def _weighty() -> frozenset[str]:
    raw = shipped("typos")
    return (_heavy() | set(raw["joined"].split())) - set(raw["light"].split())


@cache
def _pieces() -> frozenset[str]:
    small = shipped("speech")["small"].split()
    long = {word for word in vocabulary.known() if len(word) >= _WHOLE}
    short = {word for word in small if len(word) >= _MANY}
    return _weighty() | long | short | set(shipped("typos")["pieces"].split())


@cache
def _names() -> frozenset[str]:
    return frozenset(word for names in shipped("names").values() for word in names.split())
