"""The shipped weights of the risk model, and how a text is weighed with them.

`weights/risk.bin` is made by `tests/benchmarks/moderation_train.py`; docs/moderation.md says from
what, and how far it can be trusted.
"""

import json
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from math import sqrt
from pathlib import Path
from typing import Any

from moderation.errors import BadWeights
from moderation.ngrams import BITS, coded, of_phrases, of_word
from moderation.stretches import Part
from moderation.verdict import RISKS, Kind
from moderation.vocabulary import known

WEIGHTS = Path(__file__).parent / "weights" / "risk.bin"
ORDER = tuple(kind for kind in Kind if kind in RISKS)
"""The kinds of harm, as the readers' weights have them."""

LENGTHS = (4, 7, 13, 25, 41)
"""From so many words on a text belongs to the next class of length; each class has its bias."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Sum and number of the weights that begin at each word, added up from the first on."""

    sums: Sequence[int]
    counts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights, and the scores from which each part of a text is urgent.

    `ready`: what words of our own lists weigh, as they come; no other word is ever kept.
    """

    risk: memoryview
    scale: float
    bias: float
    lengths: tuple[float, ...]
    urgent: Mapping[Part, float]
    ready: dict[str, tuple[int, int]] = field(default_factory=dict)

    def weigh(self, words: Sequence[str]) -> Weighed:
        """All that the words and their phrases weigh."""
        risk, ready = self.risk, self.ready
        each = {word: ready.get(word) or self._word(word) for word in set(words)}
        found = [each[word] for word in words]
        weights, counts = [whole for whole, _ in found], [parts for _, parts in found]
        for column in of_phrases(*coded(words)):
            for first, place in enumerate(column):
                weights[first] += risk[place]
                counts[first] += 1
        return Weighed([0, *accumulate(weights)], [0, *accumulate(counts)])

    def _word(self, word: str) -> tuple[int, int]:
        """Sum and number of the weights of one word; of a word of our own lists, kept ready."""
        found = of_word(word.encode())
        weight = sum([self.risk[place] for place in found]), len(found)
        if word in known():
            self.ready[word] = weight
        return weight

    def score(self, weighed: Weighed, first: int, last: int) -> float:
        """How much some words read like a disclosure; above 0 is more likely than not."""
        total = weighed.sums[last] - weighed.sums[first]
        number = weighed.counts[last] - weighed.counts[first]
        bias = self.bias + self.lengths[bisect(LENGTHS, last - first)]
        return bias + self.scale * total / sqrt(number)


@cache
def model() -> Model:
    """The shipped weights."""
    return load(WEIGHTS)


def load(path: Path) -> Model:
    """The weights of a file, or `BadWeights` that names it."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        raw: Any = json.loads(head)
        return _model(raw, memoryview(body).cast("b"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadWeights(f"{path.name}: cannot be used ({type(error).__name__})") from error


def _model(raw: Any, weights: memoryview) -> Model:
    if len(weights) != 1 << BITS or len(raw["lengths"]) != len(LENGTHS) + 1:
        raise ValueError
    return Model(
        risk=weights,
        scale=float(raw["scale"]),
        bias=float(raw["bias"]),
        lengths=tuple(map(float, raw["lengths"])),
        urgent={part: float(raw["urgent"][part]) for part in Part},
    )
