"""A text cut into the pieces of words a reader knows (WordPiece, as BERT cuts small letters).

Of each word the longest piece that it begins with, then the longest that goes on; a word with a
stretch that no piece fits is one unknown piece.
"""

from collections.abc import Sequence
from string import punctuation
from typing import NamedTuple

from moderation.vocabulary import known

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_GOES_ON = "##"
_LONGEST = 100
"""Letters of a word; a longer one is unknown."""

_APART = str.maketrans({sign: f" {sign} " for sign in punctuation})


class Said(NamedTuple):
    """A word or sign of a text, where it stands, and how many pieces it is."""

    start: int
    end: int
    pieces: int


class Cutter:
    """Cuts plain ASCII in small letters. Of words it has met it keeps those of our lists only."""

    __slots__ = ("_places", "_ready", "begin", "end")

    def __init__(self, pieces: Sequence[str]) -> None:
        self._places = {piece: place for place, piece in enumerate(pieces)}
        self._ready: dict[str, tuple[int, ...]] = {}
        self.begin, self.end = self._places[BEGIN], self._places[END]

    def knows(self, pieces: Sequence[str]) -> bool:
        """It cuts into just these, by the same numbers."""
        return list(self._places) == list(pieces)

    def cut(self, text: str) -> list[int]:
        """The pieces of a text, by number."""
        ready = self._ready
        cut: list[int] = []
        for word in text.translate(_APART).split():
            cut += ready.get(word) or self._word(word)
        return cut

    def said(self, text: str) -> list[Said]:
        """The words and signs of a text, in their order."""
        ready = self._ready
        found, place = [], 0
        for word in text.translate(_APART).split():
            place = text.index(word, place)
            pieces = ready.get(word) or self._word(word)
            found.append(Said(place, place + len(word), len(pieces)))
            place += len(word)
        return found

    def _word(self, word: str) -> tuple[int, ...]:
        cut = tuple(self._fitting(word)) if len(word) <= _LONGEST else ()
        cut = cut or (self._places[UNKNOWN],)
        if word in known():
            self._ready[word] = cut
        return cut

    def _fitting(self, word: str) -> list[int]:
        """The pieces, or none if they do not fill the word."""
        found: list[int] = []
        start, mark = 0, ""
        while start < len(word):
            for end in range(len(word), start, -1):
                if (place := self._places.get(mark + word[start:end])) is not None:
                    break
            else:
                return []
            found.append(place)
            start, mark = end, _GOES_ON
        return found
