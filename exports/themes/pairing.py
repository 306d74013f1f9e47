"""Opinions on a pair of text and theme, weighed alike for all themes.

What a hit or a margin is worth is learnt over all themes together, so a theme with few examples
gains from the others. With no examples at all a plain formula stands in.
"""

import numpy as np
from scipy.special import expit

from exports.themes.judge import Judge
from exports.themes.reading import Floats, Read
from exports.themes.scorers import Labels, Opinions

SETTLED = 40.0
"""Labelled texts at which what was learnt weighs as much as the plain formula."""

LIKELY = 0.3
"""What is recalled more strongly than this counts among the likely themes of a text."""

AT_FIRST = (-4.3, 3.6, 0.8, 1.4, 3.2)
"""The plain formula in log odds: at rest, a first hit, each more, a word of the label, a group."""


def unlearnt(read: Read) -> Floats:
    """The probability of each theme from the codebook alone."""
    rest, first, more, name, group = AT_FIRST
    hits = first * np.minimum(read.hits, 1) + more * np.maximum(read.hits - 1, 0)
    bare = (read.hits == 0) * name * np.minimum(read.names, 2)
    told: Floats = expit(rest + hits + bare + group * np.minimum(read.near, 1.5))
    return told


class Pairing:
    def __init__(self, opinions: Opinions, read: Read, labels: Labels) -> None:
        self._usual = np.log(labels.meant.mean(axis=0) + 1e-3)
        rows, themes = labels.meant.shape
        told = labels.told()
        self._trust = told / (told + SETTLED)
        pairs = self._pairs(opinions, read).reshape(rows * themes, -1)
        meant = labels.meant.ravel()
        self._judge: Judge | None = None
        if 0 < meant.sum() < len(meant):
            self._judge = Judge(pairs, meant, labels.weight.ravel(), rows)

    def probability(self, opinions: Opinions, read: Read) -> Floats:
        """Row by theme."""
        plain = unlearnt(read)
        if self._judge is None:
            return plain
        rows, themes = plain.shape
        pairs = self._pairs(opinions, read).reshape(rows * themes, -1)
        learnt = self._judge.probability(pairs)
        mixed: Floats = self._trust * learnt.reshape(rows, themes) + (1 - self._trust) * plain
        return mixed

    def _pairs(self, opinions: Opinions, read: Read) -> Floats:
        """Everything that is known of each pair: row, theme, feature."""
        each = (opinions.recalled, opinions.bayes, opinions.alike, opinions.pattern, read.near)
        known = [found for one in each for found in (one, _best_other(one))]
        rank = opinions.recalled.argsort(axis=1).argsort(axis=1).astype(float)
        length = np.maximum(read.length, 0.7)[:, None]
        flat = np.ones((1, read.hits.shape[1]))
        known += [
            rank,
            opinions.together,
            opinions.asked,
            read.hits,
            read.names,
            read.hits / length,
            read.near / length,
            (read.hits > 0).sum(axis=1, keepdims=True) * flat,
            (opinions.recalled > LIKELY).sum(axis=1, keepdims=True) * flat,
            read.length[:, None] * flat,
            np.repeat(self._usual[None], len(read.hits), axis=0),
        ]
        return np.stack(known, axis=-1)


def _best_other(scores: Floats) -> Floats:
    """The highest score of any other theme."""
    if scores.shape[1] == 1:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=1)
    top, second = ordered[:, -1:], ordered[:, -2:-1]
    return np.where(scores == top, second, top)
