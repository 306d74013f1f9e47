"""How alike two texts are, from 0 to 1: by words, letters, codebook words, meaning and question."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from exports.themes.reading import Read

Numbers = NDArray[np.float32]

STEEP = 1.2
"""How fast likeness falls as texts differ."""

OTHER_QUESTION = 0.8
"""What is left of the likeness where the question was another."""


AT_A_TIME = 500
"""Rows worked out at once, so that what lies in between takes little memory."""


class Likeness:
    """Of any text to the texts it was made of."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._length = _length(read.x, read.traits)

    def to(self, read: Read) -> Numbers:
        """Row by the text it was made of."""
        alike = np.empty((len(read.asked), len(self._read.asked)), np.float32)
        for at in range(0, len(alike), AT_A_TIME):
            some = slice(at, at + AT_A_TIME)
            alike[some] = self._some(read.x[some], read.traits[some], read.asked[some])
        return alike

    def _some(self, grams: Any, traits: Numbers, asked: NDArray[np.int64]) -> Numbers:
        both = (grams @ self._read.x.T).toarray() + traits @ self._read.traits.T
        apart = _length(grams, traits)[:, None] + self._length[None] - 2 * both
        alike: Numbers = np.exp(apart * (-STEEP / 2), dtype=np.float32)
        same = asked[:, None] == self._read.asked[None]
        alike *= np.where(same, np.float32(1), np.float32(OTHER_QUESTION))
        return alike


def _length(grams: Any, traits: Numbers) -> Numbers:
    """Of each row, squared."""
    words = np.asarray(grams.multiply(grams).sum(axis=1)).ravel()
    length: Numbers = words + (traits**2).sum(axis=1)
    return length
