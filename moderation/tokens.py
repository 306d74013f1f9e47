"""A clean text cut into plain pieces: words, odd chunks, sentence ends."""

from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """A piece of a clean text, in lower case, and the characters `start:end` it came from."""

    word: str
    start: int
    end: int


STOP = "."
"""The word of a token that ends a sentence."""

_BEFORE = "\"'([{<-_~*.,;:!?/\\#&=`^"
_AFTER = "\"')]}>-_~*.,;:!?/\\=`^"
_ENDS = frozenset(".!?;")


def split(text: str) -> Iterator[Token]:
    """The chunks between blanks, outer punctuation off, sentence ends as tokens of their own."""
    place = 0
    for chunk in text.lower().split():
        start = _past_blanks(text, place)
        place = start + len(chunk)
        if chunk.isalpha():
            yield Token(chunk, start, place)
        else:
            yield from _trimmed(chunk, start)


def _past_blanks(text: str, place: int) -> int:
    """The first character from `place` on that is no blank."""
    while text[place].isspace():
        place += 1
    return place


def _trimmed(chunk: str, start: int) -> Iterator[Token]:
    left = len(chunk) - len(chunk.lstrip(_BEFORE))
    right = len(chunk.rstrip(_AFTER))
    if left < right:
        yield Token(chunk[left:right], start + left, start + right)
    if _ENDS.intersection(chunk[max(left, right) :]) or (left >= right and _ENDS & set(chunk)):
        yield Token(STOP, start + max(left, right) - (left >= right), start + len(chunk))
