"""Which way a short text leans: hate, insult, advertising. Three small linear models.

They hear what no rule names and only ever make a text wait. `weights/leaning.bin` is made by
`tests/benchmarks/leaning_train.py`; docs/moderation.md says from what.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from math import inf, sqrt
from pathlib import Path
from typing import Any
from zlib import crc32

from moderation import hate
from moderation.errors import BadWeights
from moderation.remembered import for_known_words
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route
from moderation.vocabulary import known

WEIGHTS = Path(__file__).parent / "weights" / "leaning.bin"
BITS = 16
HEADS = ("hate", "insult", "spam")
_MASK = (1 << BITS) - 1
_MOST_WORDS = 120
_SHORTEST = 2
_LETTERS = 4
_LONGEST = 3
_QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')
_FIGURES = str.maketrans("123456789", "0" * 9)
_DOUBTFUL = -2.0
"""Score of hate below which an insult in a text that names a group is no hate."""
_WHY = {
    "hate": (Kind.HATE, "reads like hate against a group of people"),
    "insult": (Kind.PROFANITY, "reads like an insult or a threat to somebody"),
    "spam": (Kind.SPAM, "reads like an advertisement or a trick"),
}


@dataclass(frozen=True, slots=True)
class Leaning:
    """The weights of one model and the score from which it speaks."""

    weights: memoryview
    scale: float
    bias: float
    least: float

    def score(self, found: frozenset[int]) -> float:
        """How much some places lean that way; above 0 is more likely than not."""
        total = sum(map(self.weights.__getitem__, found))
        return self.bias + self.scale * total / sqrt(len(found) or 1)


def find_abuse(text: Text) -> Iterator[Finding]:
    """Hate and insults that no rule names."""
    words = text.folded.text.split(" ")[:_MOST_WORDS]
    if len(words) >= _SHORTEST:
        score = hate_score(text) if hate.names_a_group(words) else -inf
        if score >= models()["hate"].least:
            yield _finding(text, "hate", score)
        insults = list(_heard(text, "insult", insult_places(words))) if _familiar(words) else []
        if insults and _DOUBTFUL < score < models()["hate"].least:
            why = "reads like an insult, and speaks of a group of people"
            yield from (replace(found, kind=Kind.HATE, why=why) for found in insults)
        yield from insults


def hate_score(text: Text) -> float:
    """How much a text reads like hate; far below 0, it speaks of it, or against it."""
    words = text.folded.text.split(" ")[:_MOST_WORDS]
    return models()["hate"].score(hate.places(words, quoted=_is_quoted(text)))


def speaks_of_hate(text: Text) -> bool:
    """It denies hate, tells of it or stands up against it, whatever words it repeats."""
    told = _is_quoted(text) or hate.tells(text.folded.text.split(" ")[:_MOST_WORDS])
    return told and hate_score(text) < _DOUBTFUL


def _is_quoted(text: Text) -> bool:
    return not _QUOTES.isdisjoint(text.raw)


def find_spam(text: Text) -> Iterator[Finding]:
    """Advertising that no rule names."""
    yield from _heard(text, "spam", spam_places(text.clean.text))


def _familiar(words: Sequence[str]) -> bool:
    """Half of the words are known: letters of unknown ones alone prove nothing."""
    return sum(word in known() for word in words) * 2 >= len(words)


def _heard(text: Text, head: str, found: frozenset[int]) -> Iterator[Finding]:
    score = models()[head].score(found)
    if score >= models()[head].least:
        yield _finding(text, head, score)


def _finding(text: Text, head: str, score: float) -> Finding:
    kind, why = _WHY[head]
    return Finding(0, len(text.raw), kind, Route.HOLD, round(1 / (1 + 2.0**-score), 2), why)


def insult_places(words: Sequence[str]) -> frozenset[int]:
    """Phrases, the same by sorts of word, and letters, so that a misspelling is like the word."""
    sorts = [f"/{sort}" for sort in hate.sorted_words(words)]
    every = (_phrases(words, _LONGEST), _phrases(sorts, _LONGEST), *map(_letters, words))
    return frozenset().union(*every)


@for_known_words
def _letters(word: str) -> tuple[int, ...]:
    whole = f"^{word}$"
    return tuple(_place(whole[i : i + _LETTERS]) for i in range(len(whole) - _LETTERS + 1))


def spam_places(seen: str) -> frozenset[int]:
    """Phrases with every figure made one, and how a text is written."""
    words = seen.translate(_FIGURES).split()[:_MOST_WORDS]
    low = [word.lower().strip(".,!?:;'\"()*") for word in words]
    loud = 0 if seen.islower() else sum(word.isupper() and len(word) > 1 for word in words)
    signs = [f"#loud{min(loud, 6)}", f"#long{min(len(seen) // 25, 7)}", f"#marks{seen.count('!')}"]
    signs += (f"#figures{word.count('0')}" for word in words if word.count("0") > 1)
    every = (_phrases(low, 2), map(_place, signs), *map(_letters_inside, low))
    return frozenset().union(*every)


@for_known_words
def _letters_inside(word: str) -> tuple[int, ...]:
    return tuple(_place(f"~{word[i : i + _LETTERS]}") for i in range(len(word) - _LETTERS + 1))


def _phrases(words: Sequence[str], longest: int) -> list[int]:
    """Each place is made from the one before that is a word shorter."""
    data = [word.encode() for word in words]
    after = [b" " + word for word in data]
    found = list(map(crc32, data))
    every = found
    for more in range(1, longest):
        found = list(map(crc32, after[more:], found))
        every = every + found
    return [place & _MASK for place in every]


def _place(phrase: str) -> int:
    return crc32(phrase.encode()) & _MASK


@cache
def models() -> dict[str, Leaning]:
    """The shipped weights."""
    return load(WEIGHTS)


def load(path: Path) -> dict[str, Leaning]:
    """The models of a file, or `BadWeights` that names it."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        raw: Any = json.loads(head)
        weights = memoryview(body).cast("b")
        size = len(weights) // len(HEADS)
        parts = (weights[at : at + size] for at in count(0, size))
        return {
            name: Leaning(part[: 1 << BITS], *(float(raw[name][k]) for k in _KEYS))
            for name, part in zip(HEADS, parts, strict=False)
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadWeights(f"{path.name}: cannot be used ({type(error).__name__})") from error


_KEYS = ("scale", "bias", "least")
