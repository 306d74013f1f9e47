"""A text read in stretches of words, so that a sentence does not drown in a long one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 40
"""Words of a text that is read at once. A longer one is read in stretches, and as a whole."""

LENGTH = 24
STRIDE = 12


class Part(StrEnum):
    """What is read: a short text, a longer one as a whole, or a stretch of a longer one."""

    SHORT = "short"
    WHOLE = "whole"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a folded text, and where each begins in it."""

    words: Sequence[str]
    starts: Sequence[int]

    @classmethod
    def of(cls, folded: str) -> "Words":
        """All the words."""
        words = folded.split(" ")
        starts, place = [], 0
        for word in words:
            starts.append(place)
            place += len(word) + 1
        return cls(words, starts)

    def end(self, last: int) -> int:
        """Where the word before number `last` ends."""
        return self.starts[last - 1] + len(self.words[last - 1])


def spans(number: int) -> Iterator[tuple[Part, int, int]]:
    """What is read of so many words: the first, and the one after the last."""
    if number <= LONGEST:
        yield Part.SHORT, 0, number
        return
    yield Part.WHOLE, 0, number
    for first in range(0, number - LENGTH + STRIDE, STRIDE):
        yield Part.STRETCH, first, min(first + LENGTH, number)
