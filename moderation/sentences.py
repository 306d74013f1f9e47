"""The sentences of a text, so that what one of them tells does not drown in the others.

And its pieces, for a text in which nothing tells where a sentence ends.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from moderation.stretches import LENGTH, LONGEST, STRIDE, Words
from moderation.text import Text

LINES = "\n\r"
COMMAS = ",;:()"

_STOP = "."
_SHORTEST, _SHORTEST_PIECE = 3, 4
"""Fewer words go with those before them."""
_UNBROKEN, _PIECE, _NEXT = 14, 12, 6
"""What has more words than the first comes in stretches of so many, so many words apart."""

Span = tuple[int, int]
"""The first word, and the one after the last."""


def parts(words: Sequence[str], lines: Collection[int] = ()) -> Iterator[Span]:
    """Each sentence of a folded text, and each two that follow each other and are short enough.

    `lines`: words that begin a line. What is too long to be read at once comes in stretches. What
    is all of the text is no part.
    """
    single = list(_in_stretches(_sentences(words, lines)))
    double = [(first, last) for (first, _), (_, last) in pairwise(single)]
    for first, last in (*single, *double):
        if last - first <= LONGEST and last - first < len(words) - 1:
            yield first, last


def pieces(words: Sequence[str], marked: Collection[int]) -> Iterator[Span]:
    """What stands between the `marked` words, and stretches of a text that goes on and on."""
    for first, last in pairwise([0, *_cuts(sorted(marked), len(words)), len(words)]):
        if last - first < len(words) - 1:
            yield first, last
    if len(words) > _UNBROKEN:
        for first in range(0, len(words) - _PIECE + _NEXT, _NEXT):
            yield first, min(first + _PIECE, len(words))


def after(marks: str, text: Text, every: Words) -> list[int]:
    """The words before which one of these marks stands, in the text as it was written."""
    if not any(mark in text.raw for mark in marks):
        return []
    offsets, found = text.folded.offsets, []
    for place in range(1, len(every.words)):
        before = text.folded.span(every.starts[place - 1], every.end(place))[1]
        between = text.raw[before : offsets[every.starts[place]]]
        if any(mark in between for mark in marks):
            found.append(place)
    return found


def _cuts(marked: Sequence[int], number: int) -> Iterator[int]:
    begun = 0
    for place in marked:
        if place - begun >= _SHORTEST_PIECE and number - place >= _SHORTEST_PIECE:
            yield place
            begun = place


def _sentences(words: Sequence[str], lines: Collection[int]) -> Iterator[Span]:
    ends = {place: place + 1 for place, word in enumerate(words) if word == _STOP}
    ends |= {place: place for place in lines if words[place - 1] != _STOP}
    begun = 0
    for end, following in pairwise([*sorted(ends), len(words)]):
        if end - begun >= _SHORTEST and following - ends[end] >= _SHORTEST:
            yield begun, end
            begun = ends[end]
    yield begun, len(words)


def _in_stretches(spans: Iterator[Span]) -> Iterator[Span]:
    for first, last in spans:
        if last - first <= LONGEST:
            yield first, last
            continue
        for start in range(first, last - LENGTH + STRIDE, STRIDE):
            yield start, min(start + LENGTH, last)
