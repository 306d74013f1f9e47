"""Where the line of each theme lies: above it a text is tagged. And what the sums are worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exports.themes.reading import Floats

GRID = np.linspace(0.12, 0.6, 25)
MIDDLE = 0.5
ONE_HIT = 0.33
"""The line without labels: one pattern of the codebook is just enough (`pairing.AT_FIRST`)."""

SHRINK = 10
"""Examples at which a theme's own line weighs as much as the common one."""

LIKELY = 0.8
MANY = 600.0
"""Say of the line that is likeliest to be best, once there are many texts; half of it at MANY."""

SURE_SHARE = 1.96
PICKED_LINE = 0.35
"""The line to begin with where labelled texts were picked, so that theirs do not hold."""


@dataclass(frozen=True, slots=True)
class Lines:
    """`error` is how far the sum of probabilities may be off for one text, by theme."""

    at: Floats
    error: Floats


def without_labels(themes: int) -> Lines:
    """Nobody knows how good the sums are."""
    return Lines(np.full(themes, ONE_HIT), np.full(themes, 0.05))


def drawn(meant: Floats, probability: Floats, trust: float) -> Lines:
    """The lines that would have been best on texts the model had not seen.

    Yes and no of a few texts jump about; the probabilities of all of them are steadier.
    """
    known = meant.astype(bool)
    common = max(GRID, key=lambda line: _f1(known.ravel(), probability.ravel() > line))
    common = trust * float(common) + (1 - trust) * MIDDLE
    themes = range(known.shape[1])
    seen = np.array([_line(known[:, n], probability[:, n], common) for n in themes])
    likely = np.array([_likely(probability[:, n]) for n in themes])
    say = LIKELY * len(meant) / (len(meant) + MANY)
    own = say * likely + (1 - say) * seen
    spread = np.sqrt(((meant - probability) ** 2).mean(axis=0) / max(len(meant), 1))
    return Lines(own, spread)


def moved(drawn_: Lines, before: Floats, after: Floats, say: float) -> Lines:
    """The lines once probabilities were moved to the shares of the texts at hand."""
    likely = np.array([_likely(each) for each in after.T])
    at = say * (likely + PICKED_LINE) / 2 + (1 - say) * drawn_.at
    doubt = np.abs(after.mean(axis=0) - before.mean(axis=0)) / 2
    return Lines(at, np.hypot(drawn_.error, doubt))


def _line(meant: NDArray[np.bool_], probability: Floats, common: float) -> float:
    best = max(GRID, key=lambda line: _f1(meant, probability > line) - 0.3 * abs(line - common))
    seen = int(meant.sum())
    return float((seen * best + SHRINK * common) / (seen + SHRINK))


def _likely(probability: Floats) -> float:
    """The line with the best F1 that is to be expected if the probabilities are right."""
    return float(max(GRID, key=lambda line: _expected(probability, probability > line)))


def _expected(probability: Floats, said: NDArray[np.bool_]) -> float:
    return 2 * float(probability[said].sum()) / float(said.sum() + probability.sum() + 1e-9)


def _f1(meant: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    either = int(meant.sum()) + int(said.sum())
    return 2 * int((meant & said).sum()) / either if either else 0.0
