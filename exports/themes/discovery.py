"""Themes nobody wrote down yet: what texts speak of and no theme of the codebook explains.

A text about buses and food is tagged for its buses and would hide the food. So all texts are looked
at, and what counts is whether those that use a word have a theme because of it. Only ever a
proposal: an officer looks at each, names it and takes it into the codebook, or does not.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from exports.themes.company import joining
from exports.themes.gathering import gathered, telling
from exports.themes.looking import Looked, look
from exports.themes.reading import Floats
from exports.themes.samples import Proposed, Tagging, Text
from exports.themes.speaking import Spoken

LEAST = 5
"""Voices that make a theme worth proposing."""

MOST_TEXTS = 20_000
MOST_PHRASES = 5
MOST_EXAMPLES = 5
LARGEST = 0.35
"""What a larger part of all voices speaks of is no theme but the subject of the survey."""

SMALL = 12
"""So many voices are never too large a part."""

GROUPED = 1.5
"""How much more a group of like words counts than a single word."""

STEEP = 0.7


def discover(texts: Sequence[Text], most: int, taggings: Sequence[Tagging] = ()) -> list[Proposed]:
    """At most so many proposals, the most telling first. A text may come up in several.

    `taggings` are those of the texts, in their order; without them nothing is explained.
    """
    texts = texts[:MOST_TEXTS]
    looked = look(texts, taggings[:MOST_TEXTS])
    left, used = looked.voices.copy(), np.zeros(len(looked.count), dtype=bool)
    found: list[Proposed] = []
    while len(found) < most and (core := _core(looked, left, used)):
        told = telling(looked.spoken, core)
        found.append(_proposed(texts, looked.spoken, core, gathered(looked, told)))
        left[told > 0], used[core] = 0.0, True
    return found


def _core(looked: Looked, left: Floats, used: NDArray[np.bool_]) -> list[int]:
    """The column that most voices left speak of and no theme explains, and what goes with it."""
    now = looked.spoken.said.T @ left
    louder = np.where(looked.spoken.grouped, GROUPED, 1.0)
    worth = now**STEEP * looked.unexplained * louder
    largest = max(LARGEST * looked.voices.sum(), SMALL)
    worth[used | (now < LEAST) | (looked.count > largest)] = 0.0
    if not worth.any():
        return []
    first = int(worth.argmax())
    return [first, *joining(looked, first, used)]


def _proposed(
    texts: Sequence[Text], seen: Spoken, core: Sequence[int], rows: NDArray[np.int64]
) -> Proposed:
    shown = [seen.shown[n] for n in core]
    named = [each[0] for each in shown] + [word for each in shown for word in each[1:3]]
    phrases = tuple(dict.fromkeys(named))[:MOST_PHRASES]
    voices = [texts[row] for row in rows if seen.voices[row]]
    return Proposed(
        label=" / ".join(phrases[:3]),
        phrases=phrases,
        members=tuple(texts[row].id for row in rows),
        examples=tuple(text.words for text in voices[:MOST_EXAMPLES]),
    )
