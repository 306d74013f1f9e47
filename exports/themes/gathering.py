"""Which texts a proposal holds: those that say its words, and some that mean the same without them.

Words alone miss whoever says it in another way. The more a text as a whole points where those
texts point, the likelier it belongs with them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from exports.themes.looking import Looked
from exports.themes.reading import Floats
from exports.themes.speaking import Spoken

FIRST = 2.0
"""How much more the first word tells than one that joined it."""

SAYING = 0.35
"""How much what a text says counts for its place beside where it points."""

MORE = 0.25
"""So many more, for each text that says it, are taken for their meaning, at most."""

LEAST_LIKE = 0.2
"""They have to point there better than this share of the texts that say it."""


def telling(spoken: Spoken, core: Sequence[int]) -> Floats:
    """How much of it each text says; nought for none."""
    told: Floats = spoken.said[:, core] @ np.array([FIRST, *[1.0] * (len(core) - 1)])
    return told


def gathered(looked: Looked, told: Floats) -> NDArray[np.int64]:
    """Rows of texts: all that say it, whatever else they are about, then those that only mean it.

    Each likeliest first.
    """
    like = _like(looked.directions, told * looked.voices)
    said = np.flatnonzero(told)
    by = SAYING * np.log1p(told[said]) + like[said]
    return np.concatenate([said[_falling(by)], _meaning(looked, told, like)])


def _like(directions: Floats, weight: Floats) -> Floats:
    """How far each text points where these do, from -1 to 1."""
    middle = directions.T @ weight
    like: Floats = directions @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    return like


def _meaning(looked: Looked, told: Floats, like: Floats) -> NDArray[np.int64]:
    voices = looked.voices > 0
    saying = like[voices & (told > 0)]
    least = max(float(np.quantile(saying, LEAST_LIKE)), 0.0) if len(saying) else 1.0
    rows = np.flatnonzero(voices & (told == 0) & (like > least))
    return rows[_falling(like[rows])][: int(MORE * np.count_nonzero(told))]


def _falling(values: Floats) -> NDArray[np.int64]:
    order: NDArray[np.int64] = np.argsort(-values, kind="stable")
    return order
