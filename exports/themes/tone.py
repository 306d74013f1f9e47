"""How a text sounds: bad, neither or good.

TextBlob's polarity is one feature among others: alone it calls two in five complaints positive.
Without examples a cautious formula of polarity, our groups of words and the person's own rating
stands in.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from exports.themes import concepts, denied
from exports.themes.reading import Floats, Read
from exports.themes.samples import NEUTRAL, Example
from surveys.themes.records import Tone

FEWEST = 30
"""Labelled texts before tone is learnt."""

ORDER = (Tone.NEGATIVE, Tone.NEUTRAL, Tone.POSITIVE)
POLARITY, RATING = 0, 5
GOOD_GROUPS, BAD_GROUPS = ("praise", "kind", "friendly", "polite"), ("complaint", "rude")
TURNED = 0.8
"""What a good or bad word counts that a "not" turns round."""

LEAST = 0.15
MOST_WRONG = 0.05
"""Of the bad texts at most so many may be called good."""

LEANS = np.linspace(-0.1, 0.4, 21)
"""How far neither, and good, may be called likelier than they were heard."""


class Tones:
    """What people said of how texts sound, as something to be learnt (`recall.py`)."""

    def __init__(self, examples: Sequence[Example]) -> None:
        said = np.array([example.sentiment for example in examples])
        self.rows = np.flatnonzero(said)
        self.meant = np.select([said > NEUTRAL, said == NEUTRAL], [0, 1], 2)[self.rows]
        each = np.eye(len(ORDER))[self.meant]
        self.usual: Floats = each.sum(axis=0) / max(len(self.rows), 1)
        self.wanted = np.zeros((len(examples), len(ORDER)))
        self.wanted[self.rows] = each - self.usual

    def enough(self) -> bool:
        return len(self.rows) >= FEWEST and bool((self.usual > 0).all())


class ToneModel:
    """`unseen` is how far from the usual each text was heard by a model without it."""

    def __init__(self, tones: Tones | None = None, unseen: Floats | None = None) -> None:
        self._lean: Floats | None = None
        if tones is not None and unseen is not None and tones.enough():
            self._usual = tones.usual
            self._lean = _leaning(unseen[tones.rows] + tones.usual, tones.meant)

    def heard(self, read: Read, recalled: Floats | None) -> list[tuple[float, str]]:
        """Score and name for each text."""
        if self._lean is None or recalled is None:
            return [_plain(*each) for each in zip(read.tone, read.sides, strict=True)]
        sure = recalled + self._usual + self._lean
        names = sure.argmax(axis=1)
        scores = np.clip(sure[:, 2] - sure[:, 0], -1, 1)
        return [
            (_agreeing(float(s), n), ORDER[n].value) for s, n in zip(scores, names, strict=True)
        ]


def _leaning(sure: Floats, classes: Any) -> Floats:
    """How far to lean to each side, so that few bad texts are called good. The best of a grid."""
    grid = [np.array([0.0, middle, good]) for middle in LEANS for good in -LEANS]
    return max(grid, key=lambda lean: _worth((sure + lean).argmax(axis=1), classes))


def _worth(said: Any, classes: Any) -> float:
    """Mean F1 of the three, less what is called good though it is bad beyond the most allowed."""
    f1 = [_f1(said == n, classes == n) for n in range(len(ORDER))]
    wrong = float((said[classes == 0] == len(ORDER) - 1).mean())
    return float(np.mean(f1)) - 4 * max(wrong - 0.8 * MOST_WRONG, 0.0)


def _f1(said: Any, meant: Any) -> float:
    both = float((said & meant).sum())
    return 2 * both / max(float(said.sum() + meant.sum()), 1.0)


def _agreeing(score: float, name: int) -> float:
    """The score lies on the side its name says."""
    if name == 1:
        return round(float(np.clip(score, -LEAST, LEAST)), 4)
    return round(max(score, LEAST) if name else min(score, -LEAST), 4)


def _plain(tone: Floats, sides: Floats) -> tuple[float, str]:
    names = concepts.names()
    groups = tone[7:]
    good = sum(groups[names.index(each)] for each in GOOD_GROUPS)
    bad = sum(groups[names.index(each)] for each in BAD_GROUPS)
    turned = TURNED * (sides[denied.TURNED + 1] - sides[denied.TURNED])
    felt = tone[POLARITY] + 0.3 * (good - 1.5 * bad) + turned + tone[RATING]
    score = round(float(np.tanh(felt)), 4)
    if abs(score) < LEAST:
        return score, Tone.NEUTRAL.value
    return score, (Tone.POSITIVE if score > 0 else Tone.NEGATIVE).value
