"""What words mean, as numbers: words used alike point the same way.

`weights/meaning.bin` holds 96 small numbers for each of some 37,000 English words; the sum over a
text says roughly what it is about. Made by `tests/benchmarks/words_distil.py`; docs/themes.md says
from what. A word that is not there says nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import re2

from moderation.errors import BadWeights

WORDS = Path(__file__).parent / "weights" / "meaning.bin"
SIZE = 96
MOST_WORDS = 200
"""Words of a text that are looked at."""

_WORD = re2.compile(r"\pL+(?:'\pL+)*")


@dataclass(frozen=True, slots=True)
class Meanings:
    """Each word's place, and SIZE whole numbers from -127 to 127 a place."""

    place: Mapping[str, int]
    numbers: memoryview

    def of(self, places: Sequence[int]) -> tuple[float, ...]:
        """The direction of some words together, of length one; all nought for no words."""
        if not places:
            return (0.0,) * SIZE
        rows = (self.numbers[n * SIZE : (n + 1) * SIZE] for n in places)
        total = [sum(column) for column in zip(*rows, strict=True)]
        length = sqrt(sum(each * each for each in total)) or 1.0
        return tuple(each / length for each in total)

    def places(self, text: str) -> list[int]:
        """Where the words of a text are that are known."""
        found = (self.place.get(word) for word in spelt(text)[:MOST_WORDS])
        return [n for n in found if n is not None]


def spelt(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes alike."""
    found: list[str] = _WORD.findall(text.lower().replace("’", "'"))
    return found


@cache
def known() -> Meanings:
    """The shipped words."""
    return load(WORDS)


def load(path: Path) -> Meanings:
    """The words of a file, or `BadWeights` that names it."""
    try:
        head, words, body = path.read_bytes().split(b"\n", 2)
        names = words.decode().split(" ")
        if json.loads(head)["size"] != SIZE or len(body) != SIZE * len(names):
            raise BadWeights(f"{path.name}: cannot be used (another size)")
        return Meanings({name: n for n, name in enumerate(names)}, memoryview(body).cast("b"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadWeights(f"{path.name}: cannot be used ({type(error).__name__})") from error
