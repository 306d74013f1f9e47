"""How a text sounds: bad, neither or good.

TextBlob's polarity is one feature among others: alone it calls two in five complaints positive.
Without examples a cautious formula of polarity, our groups of words and the person's own rating
stands in.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from exports.themes import concepts
from exports.themes.reading import Floats, Read
from exports.themes.samples import NEUTRAL, Example
from surveys.theme_records import Tone

FEWEST = 30
"""Labelled texts before tone is learnt."""

ORDER = (Tone.NEGATIVE, Tone.NEUTRAL, Tone.POSITIVE)
POLARITY, RATING = 0, 5
GOOD_GROUPS, BAD_GROUPS = ("praise", "kind", "friendly", "polite"), ("complaint", "rude")
LEAST = 0.15
MOST_WRONG = 0.05
"""Of the bad texts at most so many may be called good."""

LOUD = np.linspace(0.5, 2.0, 7)


class ToneModel:
    def __init__(self, read: Read | None, examples: Sequence[Example]) -> None:
        self._model: LogisticRegression | None = None
        self._lean = np.ones(len(ORDER))
        said = np.array([example.sentiment for example in examples])
        rows = np.flatnonzero(said)
        if read is None or len(rows) < FEWEST:
            return
        classes = np.select([said[rows] > NEUTRAL, said[rows] == NEUTRAL], [0, 1], 2)
        if len(set(classes.tolist())) == len(ORDER) and np.bincount(classes).min() >= FOLDS:
            self._learn(_features(read.rows(rows)), classes)

    def heard(self, read: Read) -> list[tuple[float, str]]:
        """Score and name for each text."""
        if self._model is None:
            return [_plain(row) for row in read.tone]
        sure = self._model.predict_proba(_features(read)) * self._lean
        sure /= sure.sum(axis=1, keepdims=True)
        names = sure.argmax(axis=1)
        scores = sure[:, 2] - sure[:, 0]
        return [
            (_agreeing(float(s), n), ORDER[n].value) for s, n in zip(scores, names, strict=True)
        ]

    def _learn(self, features: Any, classes: Any) -> None:
        fresh = LogisticRegression(C=1.0, class_weight="balanced", max_iter=300)
        unseen = cross_val_predict(fresh, features, classes, cv=FOLDS, method="predict_proba")
        self._lean = _leaning(unseen, classes)
        self._model = fresh.fit(features, classes)


FOLDS = 3


def _features(read: Read) -> Any:
    felt = np.hstack(
        [read.tone[:, :7], np.sqrt(read.tone[:, 7:]) * 0.3, read.length[:, None] * 0.3]
    )
    asked = np.eye(int(max(read.asked.max(initial=0), 30)) + 1)[read.asked]
    return sp.hstack([read.x, sp.csr_matrix(np.hstack([felt, asked]))]).tocsr()


def _leaning(sure: Floats, classes: Any) -> Floats:
    """How far to lean to each side, so that few bad texts are called good. The best of a grid."""
    best, found = -1.0, np.ones(len(ORDER))
    for middle in LOUD:
        for good in LOUD:
            lean = np.array([1.0, middle, good])
            value = _worth((sure * lean).argmax(axis=1), classes)
            if value > best:
                best, found = value, lean
    return found


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


def _plain(tone: Floats) -> tuple[float, str]:
    names = concepts.names()
    groups = tone[7:]
    good = sum(groups[names.index(each)] for each in GOOD_GROUPS)
    bad = sum(groups[names.index(each)] for each in BAD_GROUPS)
    felt = tone[POLARITY] + 0.3 * (good - 1.5 * bad) + tone[RATING]
    score = round(float(np.tanh(felt)), 4)
    if abs(score) < LEAST:
        return score, Tone.NEUTRAL.value
    return score, (Tone.POSITIVE if score > 0 else Tone.NEGATIVE).value
