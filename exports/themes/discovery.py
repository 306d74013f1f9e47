"""Themes nobody wrote down yet: what texts speak of and no theme of the codebook explains.

A text about buses and food is tagged for its buses and would hide the food. So all texts are looked
at, and what counts is whether those that use a word have a theme because of it. Only ever a
proposal: an officer looks at each, names it and takes it into the codebook, or does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exports.themes.reading import Floats
from exports.themes.samples import Proposed, Tagging, Text
from exports.themes.speaking import Spoken, of_columns, spoken

LEAST = 5
"""Voices that make a theme worth proposing."""

MOST_TEXTS = 20_000
MOST_PHRASES = 5
MOST_EXAMPLES = 5
LARGEST = 0.35
"""What a larger part of all voices speaks of is no theme but the subject of the survey."""

SMALL = 12
"""So many voices are never too large a part."""

EXPLAINED = 0.5
"""Where one theme is so much likelier with a word than without, the word is that theme's."""

GROUPED = 1.5
"""How much more a group of like words counts than a single word."""

TOGETHER = 3.0
"""How much oftener than by chance a word comes with the first to join it."""

JOINED = 4
MEETINGS = 3
STEEP = 0.7
FREE = 0.3


@dataclass(frozen=True, slots=True)
class _Looked:
    spoken: Spoken
    voices: Floats
    count: Floats
    unexplained: Floats
    """How far each column is nobody's, from 0 to EXPLAINED, more where texts have no theme."""


def discover(texts: Sequence[Text], most: int, taggings: Sequence[Tagging] = ()) -> list[Proposed]:
    """At most so many proposals, the most telling first. A text may come up in several.

    `taggings` are those of the texts, in their order; without them nothing is explained.
    """
    texts = texts[:MOST_TEXTS]
    looked = _look(texts, taggings[:MOST_TEXTS])
    left, used = looked.voices.copy(), np.zeros(len(looked.count), dtype=bool)
    found: list[Proposed] = []
    while len(found) < most and (core := _core(looked, left, used)):
        rows = _members(looked.spoken, core)
        found.append(_proposed(texts, looked.spoken, core, rows))
        left[rows], used[core] = 0.0, True
    return found


def _look(texts: Sequence[Text], taggings: Sequence[Tagging]) -> _Looked:
    seen = spoken([text.words for text in texts])
    voices = seen.voices.astype(np.float64)
    free = np.array([[not each.tags] for each in taggings] or [[True]] * len(texts), dtype=float)
    sure = _sure(taggings) if taggings else np.zeros((len(texts), 1))
    usual = (sure * voices[:, None]).sum(axis=0) / max(voices.sum(), 1.0)
    with_it = of_columns(seen, sure, voices)
    explained = ((with_it - usual) / (1 - usual + 1e-9)).max(axis=1, initial=0.0)
    bare = of_columns(seen, free.reshape(-1, 1), voices)[:, 0]
    nobodys = np.clip(EXPLAINED - explained, 0, 1) * (FREE + bare)
    return _Looked(seen, voices, seen.said.T @ voices, nobodys)


def _sure(taggings: Sequence[Tagging]) -> Floats:
    """Text by theme: how likely the theme is, where it was given or nearly so."""
    keys = sorted({tag.key for each in taggings for tag in (*each.tags, *each.near)})
    place = {key: n for n, key in enumerate(keys)}
    sure = np.zeros((len(taggings), max(len(keys), 1)))
    for row, each in enumerate(taggings):
        for tag in (*each.tags, *each.near):
            sure[row, place[tag.key]] = tag.score
    return sure


def _core(looked: _Looked, left: Floats, used: NDArray[np.bool_]) -> list[int]:
    """The column that most voices left speak of and no theme explains, and what goes with it."""
    now = looked.spoken.said.T @ left
    louder = np.where(looked.spoken.grouped, GROUPED, 1.0)
    worth = now**STEEP * looked.unexplained * louder
    largest = max(LARGEST * looked.voices.sum(), SMALL)
    worth[used | (now < LEAST) | (looked.count > largest)] = 0.0
    if not worth.any():
        return []
    first = int(worth.argmax())
    return [first, *_joining(looked, first, used)]


def _joining(looked: _Looked, first: int, used: NDArray[np.bool_]) -> list[int]:
    said = looked.spoken.said
    mine = said[:, [first]].toarray()[:, 0] * looked.voices
    meet = said.T @ mine
    by_chance = looked.count * mine.sum() / max(looked.voices.sum(), 1.0)
    lift = meet / np.maximum(by_chance, 1e-9)
    fits = (meet >= MEETINGS) & (lift > TOGETHER) & (looked.unexplained > 0) & ~used
    fits &= looked.count <= 1.5 * looked.count[first]
    fits[first] = False
    order = np.argsort(-np.where(fits, lift * np.sqrt(meet), -1.0), kind="stable")
    return [int(n) for n in order[:JOINED] if fits[n]]


def _members(seen: Spoken, core: Sequence[int]) -> NDArray[np.int64]:
    """All that speak of it, whatever else they are about; those that say most of it first."""
    weight = np.array([2.0, *[1.0] * (len(core) - 1)])
    told = seen.said[:, core] @ weight
    rows = np.flatnonzero(told)
    return rows[np.argsort(-told[rows], kind="stable")]


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
