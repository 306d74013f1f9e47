"""Texts looked at for what no theme explains: each telling word, and how far it is nobody's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exports.themes.reading import MOST_LETTERS, Floats
from exports.themes.samples import Tagging, Text
from exports.themes.speaking import Spoken, of_columns, spoken
from exports.themes.unmasked import unmasked
from exports.themes.vectors import directions

EXPLAINED = 0.5
"""Where one theme is so much likelier with a word than without, the word is that theme's."""

FREE = 0.3
SHOWN = 5
"""Words of a column, the commonest, that tell what it means."""


@dataclass(frozen=True, slots=True)
class Looked:
    spoken: Spoken
    voices: Floats
    count: Floats
    meant: Floats
    """The direction of what each column means, of length one."""

    unexplained: Floats
    """How far each column is nobody's, from 0 to EXPLAINED, more where texts have no theme."""

    directions: Floats
    """Where each text points from the middle of all voices, of length one."""


def look(texts: Sequence[Text], taggings: Sequence[Tagging]) -> Looked:
    seen = spoken([text.words for text in texts])
    voices = seen.voices.astype(np.float64)
    free = np.array([[not each.tags] for each in taggings] or [[True]] * len(texts), dtype=float)
    sure = _sure(taggings) if taggings else np.zeros((len(texts), 1))
    usual = (sure * voices[:, None]).sum(axis=0) / max(voices.sum(), 1.0)
    with_it = of_columns(seen, sure, voices)
    explained = ((with_it - usual) / (1 - usual + 1e-9)).max(axis=1, initial=0.0)
    bare = of_columns(seen, free.reshape(-1, 1), voices)[:, 0]
    nobodys = np.clip(EXPLAINED - explained, 0, 1) * (FREE + bare)
    meant = directions([" ".join(words[:SHOWN]) for words in seen.shown])
    return Looked(seen, voices, seen.said.T @ voices, meant, nobodys, _pointing(texts, voices))


def _pointing(texts: Sequence[Text], voices: Floats) -> Floats:
    found = directions([unmasked(text.words[:MOST_LETTERS].lower()) for text in texts])
    off = found - (found.T @ voices) / max(voices.sum(), 1.0)
    whole: Floats = off / np.linalg.norm(off, axis=1, keepdims=True).clip(1e-9)
    return whole


def _sure(taggings: Sequence[Tagging]) -> Floats:
    """Text by theme: how likely the theme is, where it was given or nearly so."""
    keys = sorted({tag.key for each in taggings for tag in (*each.tags, *each.near)})
    place = {key: n for n, key in enumerate(keys)}
    sure = np.zeros((len(taggings), max(len(keys), 1)))
    for row, each in enumerate(taggings):
        for tag in (*each.tags, *each.near):
            sure[row, place[tag.key]] = tag.score
    return sure
