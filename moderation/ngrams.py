"""Word and letter n-grams of a folded text, as places in a table of weights.

A place is a checksum, so there is no list of words to ship, and the same text has the same
places on every machine. Each phrase is taken twice: as it stands, and with words of one sort
("mum", "stepdad") made one (`lexicons/classes.toml`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from zlib import crc32

from moderation import shelf
from moderation.remembered import for_known_words

BITS = 18
"""The table of weights has two to this power places."""

_MASK = (1 << BITS) - 1
_LONGEST = 3
_LETTERS = (3, 4, 5)
_SKIPS = (2, 3, 4)
_IN_WORD, _APART, _SORTS, _SORTS_APART = 1, 2, 3, 4
"""Where a checksum starts, so that the sorts of n-gram do not share places."""


def places(words: Sequence[str]) -> frozenset[int]:
    """Every place some words stand for, each once."""
    data = [word.encode() for word in words]
    sorts = _classes()
    sorted_ = [sorts.get(word) or stem(word) for word in data]
    found = set(_joined(data))
    found.update(_joined(sorted_, _SORTS))
    found.update(_apart(data, _APART))
    found.update(_apart(sorted_, _SORTS_APART))
    for word in words:
        found.update(_letters(word))
    return frozenset(found)


def _joined(data: Sequence[bytes], start: int = 0) -> Iterator[int]:
    """The places of `phrases`, each made from the one before that is a word shorter."""
    after = [b" " + word for word in data]
    for first, word in enumerate(data):
        place = crc32(word, start)
        yield place & _MASK
        for more in after[first + 1 : first + _LONGEST]:
            place = crc32(more, place)
            yield place & _MASK


def phrases(data: Sequence[bytes], start: int = 0) -> Iterator[tuple[int, int, int]]:
    """Phrases of one to three words: the first word, the one after the last, the place."""
    for first in range(len(data)):
        for end in range(first + 1, min(first + _LONGEST, len(data)) + 1):
            yield first, end, crc32(b" ".join(data[first:end]), start) & _MASK


def _apart(data: Sequence[bytes], start: int) -> Iterator[int]:
    """Pairs of words with one to three others between."""
    begun = [crc32(one + b" ", start) for one in data]
    for skip in _SKIPS:
        for one, other in zip(begun, data[skip:], strict=False):
            yield crc32(other, one) & _MASK


@for_known_words
def _letters(word: str) -> tuple[int, ...]:
    whole = b"^" + word.encode() + b"$"
    return tuple(
        crc32(whole[first : first + size], _IN_WORD) & _MASK
        for size in _LETTERS
        for first in range(len(whole) - size + 1)
    )


def stem(word: bytes) -> bytes:
    """The word without a common ending: rough, and the same for all."""
    for ending in (b"ing", b"ed", b"es", b"s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


@cache
def _classes() -> Mapping[bytes, bytes]:
    lists: Mapping[str, str] = shelf.shipped("classes")
    return {
        word.encode(): f"<{name}>".encode()
        for name, words in lists.items()
        for word in words.split()
    }
