"""Whether a pair of text and theme fits, learnt from all pairs: a straight judge and a bent one.

The straight one, logistic, is steady with few texts. The bent one, small trees one after another,
also hears what only counts together with something else, and gains a say as texts come.
"""

from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from exports.themes.reading import Floats

EVEN = 500.0
"""Labelled texts at which both have the same say."""


class Judge:
    """`texts` is how many texts the pairs were made of. Both yes and no have to be there."""

    def __init__(self, pairs: Floats, fits: Floats, weight: Floats, texts: int) -> None:
        self._say = texts / (texts + EVEN)
        self._scale = StandardScaler().fit(pairs)
        scaled = self._scale.transform(pairs)
        self._straight = LogisticRegression(C=1.0, max_iter=300).fit(
            scaled, fits, sample_weight=weight
        )
        known = weight == weight.max()  # weights would make the trees twenty times slower
        self._bent = _trees().fit(scaled[known], fits[known])

    def probability(self, pairs: Floats) -> Floats:
        scaled = self._scale.transform(pairs)
        straight, bent = (_yes(each, scaled) for each in (self._straight, self._bent))
        mixed: Floats = self._say * bent + (1 - self._say) * straight
        return mixed


def _trees() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=60,
        learning_rate=0.1,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )


def _yes(model: Any, pairs: Floats) -> Floats:
    sure: Floats = np.asarray(model.predict_proba(pairs))[:, 1]
    return sure
