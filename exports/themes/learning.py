"""All that is learnt from labelled texts, and how it is put together."""

from collections.abc import Iterable
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from exports.themes import lines, pairing, shares
from exports.themes.pairing import Pairing
from exports.themes.reading import Floats, Read
from exports.themes.recall import Recall
from exports.themes.scorers import Labels, Opinions, Scorers
from exports.themes.shares import Shares
from exports.themes.together import Together, heard

FOLDS = 4
JUDGE_FOLDS = 3


class Learnt:
    """`tones` are what each text should sound like, learnt along with the themes."""

    def __init__(self, read: Read, labels: Labels, tones: Floats) -> None:
        self._usual = labels.usual()
        off = labels.weight * (labels.meant - self._usual)
        self._recall = Recall(read, np.hstack([off, tones]))
        seen, self.tones_unseen = self._parted(self._recall.unseen)
        self._together = Together(heard(self._recall.unseen, read.hits), off)
        self._scorers = Scorers(read, labels)
        unseen = _unseen(read, labels, seen, self._together.unseen)
        self._pairing = Pairing(unseen, read, labels)
        trust = len(labels.meant) / (len(labels.meant) + pairing.SETTLED)
        self.lines = lines.drawn(labels.meant, _judged(unseen, read, labels), trust)
        words = read.x[:, : read.has.shape[1]]
        self.weights: Floats = words.T @ self._recall.weights[:, : len(self._usual)]
        """How far each word speaks for each theme."""
        self._shares = Shares(np.zeros(len(self._usual)))

    def settle(self, known: Read, say: float) -> None:
        """Take the shares of the themes from the texts at hand (`shares.py`)."""
        before = self._unmoved(known)[0]
        self._shares = shares.at_hand(known, self._usual, say)
        self.lines = lines.moved(self.lines, before, self._shares.moved(before), say)

    def said(self, read: Read) -> tuple[Floats, Floats]:
        """The probability of each theme, and of each tone how far it lies from the usual."""
        sure, tones = self._unmoved(read)
        return self._shares.moved(sure), tones

    def _unmoved(self, read: Read) -> tuple[Floats, Floats]:
        found = self._recall.of(read)
        together = self._together.of(heard(found, read.hits))
        recalled, tones = self._parted(found)
        opinions = self._scorers.score(read, recalled, together)
        return self._pairing.probability(opinions, read), tones

    def _parted(self, recalled: Floats) -> tuple[Floats, Floats]:
        themes = len(self._usual)
        return recalled[:, :themes] + self._usual, recalled[:, themes:]


_Rows = NDArray[np.int64]


def _folds(rows: int, count: int, seed: int) -> Iterable[tuple[_Rows, _Rows]]:
    made: Iterable[tuple[_Rows, _Rows]] = KFold(count, shuffle=True, random_state=seed).split(
        np.zeros(rows)
    )
    return made


def _unseen(read: Read, labels: Labels, recalled: Floats, together: Floats) -> Opinions:
    """The opinions on each labelled text of models that never saw it."""
    parts = [np.zeros_like(labels.meant) for _ in fields(Opinions)]
    for rest, held in _folds(len(labels.meant), FOLDS, 0):
        scorers = Scorers(read.rows(rest), labels.rows(rest))
        found = scorers.score(read.rows(held), recalled[held], together[held])
        for part, each in zip(parts, fields(Opinions), strict=True):
            part[held] = getattr(found, each.name)
    return Opinions(*parts)


def _judged(unseen: Opinions, read: Read, labels: Labels) -> Floats:
    """What the judge says of texts that it was not made from."""
    guessed = np.zeros_like(labels.meant)
    for rest, held in _folds(len(labels.meant), JUDGE_FOLDS, 1):
        judge = Pairing(unseen.rows(rest), read.rows(rest), labels.rows(rest))
        guessed[held] = judge.probability(unseen.rows(held), read.rows(held))
    return guessed
