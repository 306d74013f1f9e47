"""A text as a direction: the sum of what its words mean (`moderation/meaning.py`)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from moderation import meaning


def directions(texts: Sequence[str]) -> NDArray[np.float64]:
    """A row of length one for each text; all nought where no word is known."""
    known = meaning.known()
    table = np.frombuffer(known.numbers, dtype=np.int8).reshape(-1, meaning.SIZE)
    sums = np.array([table[known.places(text)].sum(axis=0, dtype=np.int64) for text in texts])
    rows = sums.reshape(-1, meaning.SIZE).astype(np.float64)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    whole: NDArray[np.float64] = rows / np.maximum(length, 1e-9)
    return whole
