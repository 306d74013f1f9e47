"""Several simple opinions on each pair of text and theme, each wrong in its own way.

What the texts most like it were called (`recall.py`), which themes come together (`together.py`),
naive Bayes over words, the likeness to the mean example, how right the codebook's patterns have
been so far, and how often a question speaks of a theme.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from exports.themes.reading import MOST_QUESTIONS, Floats, Read

UNKNOWN = 0.3
"""Weight of a text of which nobody said whether it is about a theme, taken as a no."""

MOST_HITS = 3


@dataclass(frozen=True, slots=True)
class Labels:
    """Row by theme: 1 where it is meant, and how far that is known (1, or UNKNOWN)."""

    meant: Floats
    weight: Floats

    def rows(self, which: NDArray[Any]) -> "Labels":
        return Labels(self.meant[which], self.weight[which])

    def told(self) -> float:
        """How many texts looked at whole they are worth."""
        return float(self.weight.mean(axis=1).sum())

    def usual(self) -> Floats:
        """How common each theme is among what is known."""
        known = self.weight.sum(axis=0)
        share: Floats = (self.meant * self.weight).sum(axis=0) / known.clip(1e-9)
        return share


@dataclass(frozen=True, slots=True)
class Opinions:
    """Row by theme, one array an opinion; higher speaks for the theme."""

    recalled: Floats
    together: Floats
    bayes: Floats
    alike: Floats
    pattern: Floats
    asked: Floats

    def rows(self, which: NDArray[Any]) -> "Opinions":
        return Opinions(*(getattr(self, each.name)[which] for each in fields(self)))


class Scorers:
    """Learnt from labelled texts."""

    def __init__(self, read: Read, labels: Labels) -> None:
        themes = range(labels.meant.shape[1])
        self._bayes = np.column_stack([_bayes(read, labels, n) for n in themes])
        self._centre = np.column_stack([_centre(read, labels, n) for n in themes])
        self._pattern = np.column_stack([_pattern(read, labels, n) for n in themes])
        self._asked = _asked(read, labels)

    def score(self, read: Read, recalled: Floats, together: Floats) -> Opinions:
        """Row by theme: `recalled` and `together` are opinions that are known already."""
        n_words = read.has.shape[1]
        length = np.sqrt(np.maximum(np.asarray(read.has.sum(axis=1)), 1))
        hits = np.minimum(read.hits, MOST_HITS).astype(int)
        return Opinions(
            recalled=recalled,
            together=together,
            bayes=(read.has @ self._bayes) / length,
            alike=read.x[:, :n_words] @ self._centre,
            pattern=np.take_along_axis(self._pattern, hits, axis=0),
            asked=self._asked[read.asked],
        )


def _bayes(read: Read, labels: Labels, n: int) -> Floats:
    """How much likelier each word is in texts of the theme than in others."""
    meant, weight = labels.meant[:, n], labels.weight[:, n]
    inside, outside = meant * weight, (1 - meant) * weight
    told = (read.has.T @ inside + 0.5) / (inside.sum() + 1)
    else_ = (read.has.T @ outside + 0.5) / (outside.sum() + 1)
    odds: Floats = np.log(told) - np.log(else_)
    return odds


def _centre(read: Read, labels: Labels, n: int) -> Floats:
    """The mean text of the theme, in words."""
    n_words = read.has.shape[1]
    centre = np.asarray(read.x[:, :n_words].T @ labels.meant[:, n])
    whole: Floats = centre / (np.linalg.norm(centre) + 1e-9)
    return whole


def _pattern(read: Read, labels: Labels, n: int) -> Floats:
    """How often the theme is meant where none, one, two or more of its patterns are there."""
    hits, meant = np.minimum(read.hits[:, n], MOST_HITS), labels.meant[:, n]
    known = labels.weight[:, n]
    right = [(meant * known)[hits == each].sum() + 0.5 for each in range(MOST_HITS + 1)]
    seen = [known[hits == each].sum() + 1.0 for each in range(MOST_HITS + 1)]
    odds: Floats = logit(np.array(right) / np.array(seen))
    return odds


def _asked(read: Read, labels: Labels) -> Floats:
    """How much more often than elsewhere each question speaks of each theme.

    One of which no text is labelled says nothing of any.
    """
    mean = labels.meant.mean(axis=0)
    rows = []
    for question in range(MOST_QUESTIONS + 1):
        here = read.asked == question
        share = (labels.meant[here].sum(axis=0) + 2 * mean) / (here.sum() + 2)
        rows.append(np.log(share + 1e-3) - np.log(mean + 1e-3))
    return np.array(rows)
