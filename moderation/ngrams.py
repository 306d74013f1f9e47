"""Word and letter n-grams of a folded text, as places in a table of weights.

A place is a checksum, so there is no list of words to ship, and the same text has the same
places on every machine. Each phrase is taken twice: as it stands, and with words of one sort
("mum", "stepdad") made one (`lexicons/classes.toml`). Every place belongs to the word it begins
at, so that the places of a stretch are those of its words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from zlib import crc32

from moderation import shelf

BITS = 19
"""The table of weights has two to this power places."""

_MASK = (1 << BITS) - 1
_LONGEST = 3
_LETTERS = (3, 4, 5)
_SKIPS = (2, 3, 4)
_ENDINGS = (b"ing", b"ed", b"es", b"s")
_IN_WORD, _APART, _SORTS, _SORTS_APART = 1, 2, 3, 4
"""Where a checksum starts, so that the sorts of n-gram do not share places."""


def places(words: Sequence[str]) -> list[int]:
    """Every place some words stand for, as often as they do."""
    data, sorts = coded(words)
    found = [place for word in data for place in of_word(word)]
    for column in of_phrases(data, sorts):
        found += column
    return found


def coded(words: Sequence[str]) -> tuple[list[bytes], list[bytes]]:
    """The words, and their sorts or stems."""
    data = [word.encode() for word in words]
    return data, [sort(word) for word in data]


def of_word(word: bytes) -> list[int]:
    """The places of one word: itself, its sort, its letters."""
    inside = b"^" + word + b"$"
    length = len(inside) + 1
    pieces = [inside[at : at + size] for size in _LETTERS for at in range(length - size)]
    found = [crc32(piece, _IN_WORD) & _MASK for piece in pieces]
    found += (crc32(word) & _MASK, crc32(sort(word), _SORTS) & _MASK)
    return found


def of_phrases(data: Sequence[bytes], sorts: Sequence[bytes]) -> Iterator[list[int]]:
    """The places of the longer phrases, and of pairs of words apart, in lists.

    Number n of a list begins at word n; there are fewer than words, for the last ones have not
    enough after them.
    """
    for column in (*_columns(data, 0, _APART), *_columns(sorts, _SORTS, _SORTS_APART)):
        yield [place & _MASK for place in column]


def _columns(words: Sequence[bytes], together: int, apart: int) -> Iterator[Iterable[int]]:
    """A checksum goes on where a shorter one ended."""
    heads = [word + b" " for word in words]
    pairs = [
        crc32(word, crc32(head, together)) for head, word in zip(heads, words[1:], strict=False)
    ]
    yield pairs
    yield map(crc32, [b" " + word for word in words[2:]], pairs)
    begun = [crc32(head, apart) for head in heads[: -_SKIPS[0]]]
    yield from (map(crc32, words[skip:], begun) for skip in _SKIPS)


def phrases(data: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    """Phrases of one to three words: the first word, the one after the last, the place."""
    for first in range(len(data)):
        for end in range(first + 1, min(first + _LONGEST, len(data)) + 1):
            yield first, end, crc32(b" ".join(data[first:end])) & _MASK


@cache
def _classes() -> Mapping[bytes, bytes]:
    lists: Mapping[str, str] = shelf.shipped("classes")
    return {
        word.encode(): f"<{name}>".encode()
        for name, words in lists.items()
        for word in words.split()
    }


def sort(word: bytes) -> bytes:
    """The sort a word belongs to, or else its stem."""
    return _classes().get(word) or stem(word)


def stem(word: bytes) -> bytes:
    """The word without a common ending: rough, and the same for all."""
    for ending in _ENDINGS if word.endswith(_ENDINGS) else ():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word
