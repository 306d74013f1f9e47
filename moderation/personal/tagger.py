"""Whether a word is a person's name, from its letters and from what stands around it.

A linear model over hashed features; `weights/names.bin` is made by
`tests/benchmarks/names_train.py` from sentences and name lists written for this project and, as
text without names, two public sets (docs/moderation.md).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from moderation.errors import BadWeights
from moderation.personal.found import guard
from moderation.personal.words import OTHER, SURE, SURNAME, Word

WEIGHTS = Path(__file__).parents[1] / "weights" / "names.bin"
BITS = 17
_MASK = (1 << BITS) - 1
_EDGE = "^"
_AFFIXES = (2, 3, 4)
_LETTERS = 3
_MONTH_NEEDS = 6.0
"""How much more a month or a day must read like a name."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights, and for each sort and shape of word the score from which it is a name."""

    weights: memoryview
    scale: float
    bias: float
    least: Mapping[str, float]

    def score(self, said: Sequence[Word], place: int) -> float:
        """How much the word at `place` reads like a name; above 0 is more likely than not."""
        weights = self.weights
        return self.bias + self.scale * sum([weights[at] for at in places(said, place)])

    def is_name(self, said: Sequence[Word], place: int) -> bool:
        """The score is high enough for a word of that sort."""
        word = said[place]
        least = self.least.get(word.sort + shape(word))
        if least is None:
            return False
        more = _MONTH_NEEDS if word.low in guard("months") else 0.0
        return self.score(said, place) >= least + more


def places(said: Sequence[Word], place: int) -> list[int]:
    """Where in the table the features of a word lie."""
    return [crc32(feature.encode()) & _MASK for feature in features(said, place)]


def features(said: Sequence[Word], place: int) -> list[str]:
    """All that is looked at, as short texts."""
    word = said[place]
    before, before2 = _near(said, place - 1), _near(said, place - 2)
    after, after2 = _near(said, place + 1), _near(said, place + 2)
    own, earlier, later = (_kind(said, at) for at in (place, place - 1, place + 1))
    found = [own, f"{own}<{before}", f"{own}>{after}", f"<{before}", f">{after}"]
    found += (f"<<{before2} {before}", f">>{after} {after2}", f"<>{before} {after}")
    found += (f"{own}<{earlier}", f"{own}>{later}", f"{word.sort}{earlier}{later}")
    if word.sort not in (SURE, SURNAME):
        found += (f"={word.low}", f"={word.low}<{before}", f"={word.low}>{after}")
    if word.sort == OTHER:
        found += _letters(word.low)
    return found


def _near(said: Sequence[Word], place: int) -> str:
    return said[place].low if 0 <= place < len(said) else _EDGE


def _kind(said: Sequence[Word], place: int) -> str:
    return said[place].sort + shape(said[place]) if 0 <= place < len(said) else _EDGE


def shape(word: Word) -> str:
    """How it is written: small, with a capital (F: where a sentence begins), all capitals."""
    if not word.seen[0].isupper():
        return "x"
    return ("F" if word.first else "X") if word.capital else "A"


def _letters(low: str) -> Iterator[str]:
    whole = f"^{low}$"
    for size in _AFFIXES:
        yield from (f"p{whole[: size + 1]}", f"s{whole[-size - 1 :]}")
    yield from (f"t{whole[i : i + _LETTERS]}" for i in range(len(whole) - 2))
    yield f"l{min(len(low), 12)}"


def _whole(weights: memoryview) -> memoryview:
    if len(weights) != 1 << BITS:
        raise ValueError
    return weights


@cache
def tagger() -> Tagger:
    """The shipped weights."""
    return load(WEIGHTS)


def load(path: Path) -> Tagger:
    """The weights of a file, or `BadWeights` that names it."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        raw: Any = json.loads(head)
        weights = memoryview(body).cast("b")
        least = {str(sort): float(score) for sort, score in raw["least"].items()}
        return Tagger(_whole(weights), float(raw["scale"]), float(raw["bias"]), least)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadWeights(f"{path.name}: cannot be used ({type(error).__name__})") from error
