"""A text as words that can be marked one by one, without any script."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.review.review import REMOVED


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `start:end` of the text. `gap` is the white space after them."""

    start: int
    end: int
    said: str
    gap: str

    @property
    def value(self) -> str:
        return f"{self.start}-{self.end}"

    @property
    def removed(self) -> bool:
        """Taken out before: there is nothing left to mark."""
        return REMOVED in self.said


def words(text: str) -> tuple[Word, ...]:
    """Every word once, in order; nothing of the text is lost."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    start = 0
    while start < len(text):
        end = _run(text, start, space=False)
        after = _run(text, end, space=True)
        yield Word(start, end, text[start:end], text[end:after])
        start = after


def _run(text: str, start: int, *, space: bool) -> int:
    """Where the run of spaces, or of anything else, ends."""
    end = start
    while end < len(text) and text[end].isspace() is space:
        end += 1
    return end


def spans(text: str, marked: tuple[str, ...]) -> list[tuple[int, int]]:
    """The places of the marked words; only words of this text count.

    Words that stand side by side become one place, with the space between them.
    """
    offered = [word for word in words(text) if word.said and not word.removed]
    chosen = {each.value for each in offered} & set(marked)
    joined: list[tuple[int, int]] = []
    for word in offered:
        if word.value in chosen:
            _join(joined, word, text)
    return joined


def _join(joined: list[tuple[int, int]], word: Word, text: str) -> None:
    if joined and text[joined[-1][1] : word.start].isspace():
        joined[-1] = (joined[-1][0], word.end)
    else:
        joined.append((word.start, word.end))


def print_of(text: str) -> str:
    """Tells whether a text is still the one that was shown."""
    return hashlib.sha256(text.encode()).hexdigest()
