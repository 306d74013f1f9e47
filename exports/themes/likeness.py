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


class Likeness:
    """Of any text to the texts it was made of."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._length = _length(read)

    def to(self, read: Read) -> Numbers:
        """Row by the text it was made of."""
        both = (read.x @ self._read.x.T).toarray() + read.traits @ self._read.traits.T
        apart = _length(read)[:, None] + self._length[None] - 2 * both
        alike: Numbers = np.exp(apart * (-STEEP / 2), dtype=np.float32)
        same = read.asked[:, None] == self._read.asked[None]
        alike *= np.where(same, np.float32(1), np.float32(OTHER_QUESTION))
        return alike


def _length(read: Read) -> Numbers:
    """Of each row, squared."""
    words: Any = read.x.multiply(read.x).sum(axis=1)
    length: Numbers = np.asarray(words).ravel() + (read.traits**2).sum(axis=1)
    return length
