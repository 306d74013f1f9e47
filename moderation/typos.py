"""Slips in the words that matter most, undone: letters swapped or left out, words run together.

Only a word we do not know is mended, and only into one that threatens or insults, or that names a
group; everyday words and names that are one slip away from such are listed and stay.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from moderation import vocabulary
from moderation.personal.dictionary import is_common
from moderation.phrases import Pattern
from moderation.shelf import shipped

_SHORTEST = 5
"""Letters of a word in which a slip can be told; a few shorter ones are listed."""

_JOINED = 8
"""Letters from which an unknown word may be several."""

_LONGEST = 80
_LONGEST_WORD = 14
_WHOLE = 4
_MANY = 3


def slipped(word: str) -> str:
    """The heavy word that `word` was meant to be, or ""."""
    meant = _slips().get(word, "")
    return "" if meant and is_common(word) else meant


def is_heavy(word: str) -> bool:
    """A strong word, or one for a group, long enough not to come about by chance."""
    return len(word) >= _SHORTEST and word in vocabulary.heavy()


def run_together(letters: str) -> str:
    """The words that were written without blanks between, or "" if it is no such thing."""
    if not _JOINED <= len(letters) <= _LONGEST or not _holds_weight(letters):
        return ""
    words = _fewest(letters)
    heavy = [word for word in words if len(word) >= _WHOLE and word in _weighty()]
    heavy += [word for word in words[-1:] if word == "die"]
    enough = len(words) >= _MANY or (len(words) > 1 and len(heavy) == len(words))
    return " ".join(words) if heavy and enough else ""


def _fewest(letters: str) -> tuple[str, ...]:
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(letters) + 1):
        ways = (
            (*way, letters[start:end])
            for start in range(max(0, end - _LONGEST_WORD), end)
            if (way := best[start]) is not None and _is_piece(letters[start:end])
        )
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


def may_be_joined(word: str) -> bool:
    """Long, and no word we know: worth the search for the words in it."""
    return len(word) >= _JOINED and not is_common(word)


def _is_piece(letters: str) -> bool:
    return letters in _pieces() or (len(letters) >= _WHOLE and is_common(letters))


def _holds_weight(letters: str) -> bool:
    return _heavy_within().search(letters.encode()) is not None


@cache
def _heavy_within() -> Pattern:
    """One of the words that make the search worth it, or "die"."""
    return Pattern("|".join((*sorted(word for word in _weighty() if len(word) >= _WHOLE), "die")))


@cache
def _slips() -> Mapping[str, str]:
    raw = shipped("typos")
    stay = vocabulary.known() | _names() | set(raw["stay"].split())
    short = set(raw["short"].split())
    return {
        slip: word
        for word in sorted(vocabulary.heavy(), reverse=True)
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
def _weighty() -> frozenset[str]:
    raw = shipped("typos")
    return (vocabulary.heavy() | set(raw["joined"].split())) - set(raw["light"].split())


@cache
def _pieces() -> frozenset[str]:
    small = shipped("speech")["small"].split()
    long = {word for word in vocabulary.known() if len(word) >= _WHOLE}
    short = {word for word in small if len(word) >= _MANY}
    return _weighty() | long | short | set(shipped("typos")["pieces"].split())


@cache
def _names() -> frozenset[str]:
    return frozenset(word for names in shipped("names").values() for word in names.split())
