"""Which themes come together: what was recalled of all themes and tones, as an opinion on each."""

import numpy as np

from exports.themes.reading import Floats

STIFF = 10.0
"""Labelled texts' worth of doubt."""

HIT = 0.3
MOST_HITS = 2


class Together:
    """`heard` is row by what was heard of a text, `off` how far each theme is from the usual."""

    def __init__(self, heard: Floats, off: Floats) -> None:
        settled = np.linalg.inv(heard.T @ heard + STIFF * np.eye(heard.shape[1]))
        self._weights = settled @ (heard.T @ off)
        own = ((heard @ settled) * heard).sum(axis=1, keepdims=True)
        self.unseen: Floats = (heard @ self._weights - own * off) / (1 - own)
        """What it says of each of the texts without that text."""

    def of(self, heard: Floats) -> Floats:
        said: Floats = heard @ self._weights
        return said


def heard(recalled: Floats, hits: Floats) -> Floats:
    """`recalled` is row by theme, then tone; hits of the codebook and a constant join it."""
    known = np.minimum(hits, MOST_HITS) * HIT
    return np.hstack([recalled, known, np.ones((len(recalled), 1))])
