"""What goes with a telling word: what texts say along with it, and what means much the same."""

import numpy as np
from numpy.typing import NDArray

from exports.themes.looking import Looked

TOGETHER = 3.0
"""How much oftener than by chance a word comes with the first to join it."""

JOINED = 10
MEETINGS = 3

ALIKE, MOST_ALIKE = 0.5, 8
"""Words whose directions are so near, and at most so many, mean much the same."""

LARGER = 1.5


def joining(looked: Looked, first: int, used: NDArray[np.bool_]) -> list[int]:
    """Other columns, those said together with the first one before those that are only like it."""
    together = _together(looked, first, used)
    there = used.copy()
    there[together] = True
    return [*together, *_alike(looked, first, there)]


def _together(looked: Looked, first: int, used: NDArray[np.bool_]) -> list[int]:
    said = looked.spoken.said
    mine = said[:, [first]].toarray()[:, 0] * looked.voices
    meet = said.T @ mine
    by_chance = looked.count * mine.sum() / max(looked.voices.sum(), 1.0)
    lift = meet / np.maximum(by_chance, 1e-9)
    fits = (meet >= MEETINGS) & (lift > TOGETHER) & (looked.unexplained > 0) & ~used
    fits &= looked.count <= LARGER * looked.count[first]
    fits[first] = False
    order = np.argsort(-np.where(fits, lift * np.sqrt(meet), -1.0), kind="stable")
    return [int(n) for n in order[:JOINED] if fits[n]]


def _alike(looked: Looked, first: int, used: NDArray[np.bool_]) -> list[int]:
    near = looked.meant @ looked.meant[first]
    fits = (near > ALIKE) & (looked.unexplained > 0) & ~used
    fits &= looked.count <= LARGER * looked.count[first]
    fits[first] = False
    order = np.argsort(-np.where(fits, near, -1.0), kind="stable")
    return [int(n) for n in order[:MOST_ALIKE] if fits[n]]
