"""The tagger: learns from a codebook and from examples, says what texts are about, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from exports.themes import lines, pairing
from exports.themes.pairing import Pairing
from exports.themes.reading import Floats, Read, Reader
from exports.themes.samples import Counted, Example, Tag, Tagging, Text
from exports.themes.scorers import UNKNOWN, Labels, Opinions, Scorers
from exports.themes.tone import ToneModel
from surveys.codebook import Codebook, Theme

FOLDS = 4
FEWEST = 8
"""Labelled texts before anything is learnt from them."""

MOST_WHY = 3
NEAR = 0.5
"""A theme that came this far towards its line just missed it."""


@dataclass(frozen=True, slots=True)
class _Learnt:
    scorers: Scorers
    pairing: Pairing


class Tagger:
    """Made anew from all examples each time: seconds for thousands of them.

    `known` are texts without labels, from which it learns only which words are common.
    """

    def __init__(
        self, codebook: Codebook, examples: Sequence[Example] = (), known: Sequence[Text] = ()
    ) -> None:
        self.themes = codebook.in_use
        taught = [*examples, *_from_codebook(codebook)]
        texts = [example.text for example in taught]
        self._reader = Reader(self.themes, [*texts, *known])
        self._learnt: _Learnt | None = None
        self._lines = lines.without_labels(len(self.themes))
        read = self._reader.read(texts) if texts else None
        self.tone = ToneModel(read, taught)
        if read is not None and len(taught) >= FEWEST and self.themes:
            self._learn(read, _labels(codebook, self.themes, taught))

    def tag(self, texts: Sequence[Text]) -> list[Tagging]:
        """One for each, in their order."""
        if not texts:
            return []
        if not self.themes:
            return [Tagging(text.id, (), 0.0) for text in texts]
        read = self._reader.read(texts)
        sure = self._probability(read)
        tones = self.tone.heard(read)
        return [
            self._tagging(text, read, row, sure[row], tones[row]) for row, text in enumerate(texts)
        ]

    def counts(self, sums: "Sums") -> list[Counted]:
        """How many texts speak of each theme, from what was summed up."""
        spread = np.sqrt(sums.variance + (sums.texts * self._lines.error) ** 2)
        reach = lines.SURE_SHARE * spread
        return [
            Counted(
                theme.key,
                float(sums.probability[n]),
                float(max(sums.probability[n] - reach[n], 0.0)),
                float(min(sums.probability[n] + reach[n], sums.texts)),
                int(sums.tagged[n]),
            )
            for n, theme in enumerate(self.themes)
        ]

    def sums(self, texts: Sequence[Text]) -> "Sums":
        sure = self._probability(self._reader.read(texts))
        variance = (sure * (1 - sure)).sum(axis=0)
        return Sums(len(texts), sure.sum(axis=0), variance, (sure > self._lines.at).sum(axis=0))

    # ------------------------------------------------------------ learning
    def _learn(self, read: Read, labels: Labels) -> None:
        unseen = _unseen(read, labels)
        guessed = np.zeros_like(labels.meant)
        for rest, held in _folds(len(labels.meant), 1):
            judge = Pairing(_rows(unseen, rest), read.rows(rest), labels.rows(rest))
            guessed[held] = judge.probability(_rows(unseen, held), read.rows(held))
        self._learnt = _Learnt(Scorers(read, labels), Pairing(unseen, read, labels))
        trust = len(labels.meant) / (len(labels.meant) + pairing.SETTLED)
        self._lines = lines.drawn(labels.meant, guessed, trust)

    # ------------------------------------------------------------ saying
    def _probability(self, read: Read) -> Floats:
        if self._learnt is None:
            return pairing.unlearnt(read)
        return self._learnt.pairing.probability(self._learnt.scorers.score(read), read)

    def _tagging(
        self, text: Text, read: Read, row: int, sure: Floats, tone: tuple[float, str]
    ) -> Tagging:
        towards = sure / self._lines.at
        above = [n for n in np.argsort(-sure) if towards[n] > 1]
        near = [n for n in np.argsort(-towards) if NEAR < towards[n] <= 1]
        doubt = 1 - np.abs(_spread(sure, self._lines.at)).min(initial=1.0)
        return Tagging(
            text.id,
            tuple(self._tag(read, row, int(n), sure) for n in above),
            tone[0],
            float(doubt),
            tuple(self._tag(read, row, int(n), sure) for n in near),
            tone[1],
        )

    def _tag(self, read: Read, row: int, n: int, sure: Floats) -> Tag:
        above = float(_spread(sure, self._lines.at)[n])
        why = self._why(read, row, n)
        return Tag(self.themes[n].key, round(float(sure[n]), 4), why, round(0.5 + above / 2, 4))

    def _why(self, read: Read, row: int, n: int) -> tuple[str, ...]:
        """The codebook's own words first, then the words that weighed most in the model."""
        own = list(read.found[row].get(n, ()))
        weighed: list[str] = []
        if self._learnt is not None:
            begin, end = read.has.indptr[row : row + 2]
            columns = read.has.indices[begin:end]
            first = read.x.indptr[row]  # words stand first in a row of x, in the order of `has`
            loud = read.x.data[first : first + len(columns)]
            weight = self._learnt.scorers.weights[columns, n] * loud * self._reader.telling[columns]
            most = np.argsort(-weight)[:MOST_WHY]
            weighed = [str(self._reader.words[columns[i]]) for i in most if weight[i] > 0]
        return tuple(dict.fromkeys([*own, *weighed]))[:MOST_WHY]


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up over a stream of texts."""

    texts: int
    probability: Floats
    variance: Floats
    tagged: NDArray[np.int64]

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.texts + other.texts,
            self.probability + other.probability,
            self.variance + other.variance,
            self.tagged + other.tagged,
        )


def _from_codebook(codebook: Codebook) -> list[Example]:
    return [
        Example(Text("", words), frozenset({theme.key}), whole=False)
        for theme in codebook.in_use
        for words in theme.examples
    ]


def _labels(codebook: Codebook, themes: Sequence[Theme], taught: Sequence[Example]) -> Labels:
    """Themes of an earlier version count under the name they have today."""
    place = {theme.key: n for n, theme in enumerate(themes)}
    now = {theme.key: codebook.now(theme.key) for theme in codebook.themes}
    meant = np.zeros((len(taught), len(themes)))
    weight = np.full(meant.shape, UNKNOWN)
    for row, example in enumerate(taught):
        if example.whole:
            weight[row] = 1.0
        for keys, value in ((example.not_themes, 0.0), (example.themes, 1.0)):
            for n in {place[now[key]] for key in keys if now.get(key) in place}:
                meant[row, n], weight[row, n] = value, 1.0
    return Labels(meant, weight)


def _folds(rows: int, seed: int) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    made: Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]] = KFold(
        FOLDS, shuffle=True, random_state=seed
    ).split(np.zeros(rows))
    return made


def _unseen(read: Read, labels: Labels) -> Opinions:
    """The opinions on each labelled text of models that never saw it."""
    parts = [np.zeros_like(labels.meant) for _ in range(5)]
    for rest, held in _folds(len(labels.meant), 0):
        found = Scorers(read.rows(rest), labels.rows(rest)).score(read.rows(held))
        for part, each in zip(parts, _each(found), strict=True):
            part[held] = each
    return Opinions(*parts)


def _each(opinions: Opinions) -> tuple[Floats, ...]:
    return (opinions.linear, opinions.bayes, opinions.alike, opinions.pattern, opinions.asked)


def _rows(opinions: Opinions, which: NDArray[np.int64]) -> Opinions:
    return Opinions(*(each[which] for each in _each(opinions)))


def _spread(sure: Floats, line: Floats) -> Floats:
    """From -1, surely not, over 0, on the line, to 1, surely."""
    return np.where(sure > line, (sure - line) / (1 - line), (sure - line) / line)
