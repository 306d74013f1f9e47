"""The tagger: learns from a codebook and from examples, says what texts are about, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exports.themes import lines, pairing, recall, shares
from exports.themes.learning import Learnt
from exports.themes.reading import Floats, Read, Reader
from exports.themes.samples import Counted, Example, Tag, Tagging, Text
from exports.themes.taught import from_codebook, labels
from exports.themes.tone import ToneModel, Tones
from surveys.themes.codebook import Codebook

FEWEST = 8
"""Labelled texts before anything is learnt from them."""

MOST_WHY = 3
NEAR = 0.5
"""A theme that came this far towards its line just missed it."""


class Tagger:
    """Made anew from all examples each time: seconds for thousands of them.

    `known` are texts without labels: from them it learns which words are common, and how common the
    themes are while examples are few.
    """

    def __init__(
        self, codebook: Codebook, examples: Sequence[Example] = (), known: Sequence[Text] = ()
    ) -> None:
        self.themes = codebook.in_use
        taught = [*examples, *from_codebook(codebook)][-recall.MOST :]
        texts = [example.text for example in taught]
        self._reader = Reader(self.themes, [*texts, *known])
        self._learnt: Learnt | None = None
        self._lines = lines.without_labels(len(self.themes))
        self.tone = ToneModel()
        known_of = labels(codebook, taught)
        if self.themes and known_of.told() >= FEWEST:
            read, tones = self._reader.read(texts), Tones(taught)
            self._learnt = Learnt(read, known_of, tones.wanted)
            if say := shares.say(len(taught), len(known)):
                self._learnt.settle(self._reader.read(known), say)
            self._lines = self._learnt.lines
            self.tone = ToneModel(tones, self._learnt.tones_unseen)

    def tag(self, texts: Sequence[Text]) -> list[Tagging]:
        """One for each, in their order."""
        if not texts:
            return []
        if not self.themes:
            return [Tagging(text.id, (), 0.0) for text in texts]
        read = self._reader.read(texts)
        sure, recalled = self._said(read)
        tones = self.tone.heard(read, recalled)
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
        sure, _ = self._said(self._reader.read(texts))
        variance = (sure * (1 - sure)).sum(axis=0)
        return Sums(len(texts), sure.sum(axis=0), variance, (sure > self._lines.at).sum(axis=0))

    # ------------------------------------------------------------ saying
    def _said(self, read: Read) -> tuple[Floats, Floats | None]:
        if self._learnt is None:
            return pairing.unlearnt(read), None
        return self._learnt.said(read)

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
            weight = self._learnt.weights[columns, n] * loud * self._reader.telling[columns]
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


def _spread(sure: Floats, line: Floats) -> Floats:
    """From -1, surely not, over 0, on the line, to 1, surely."""
    return np.where(sure > line, (sure - line) / (1 - line), (sure - line) / line)
