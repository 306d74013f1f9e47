"""What no rule names but what reads like a disclosure: a small linear model, trained offline.

It only ever raises a text. `weights/risk.bin` is made by `tests/benchmarks/moderation_train.py`;
docs/moderation.md says from what, and how far it can be trusted.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from math import sqrt
from pathlib import Path
from typing import Any

from moderation.errors import BadWeights
from moderation.limits import MOST_WORDS, is_crowded
from moderation.ngrams import BITS, phrases, places
from moderation.phrases import Pattern, source
from moderation.shelf import shipped, slots
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route
from moderation.vocabulary import known

WEIGHTS = Path(__file__).parent / "weights" / "risk.bin"

WINDOW = 40
"""Words read at once. A longer text is read in stretches, so that a sentence does not drown."""

_STRETCH = 24
_STRIDE = 12
_SHORTEST = 3
"""Fewer words say too little for a model."""

KIND_BITS = 13
_QUOTED = 2
_SMALL = (
    "on",
    "at",
    "by",
    "my",
    "she",
    "am",
    "got",
    "had",
    "has",
    "were",
    "will",
    "where",
    "too",
    "so",
)
_SUPPRESSORS = ("games", "sport", "training", "story", "denial")

_HARMS = {
    Kind.SELF_HARM: "self-harm or wanting to die",
    Kind.ABUSE_HOME: "harm at home",
    Kind.SEXUAL_EXPLOITATION: "sexual harm",
    Kind.VIOLENCE_WEAPONS: "violence or weapons",
    Kind.DOMESTIC_ABUSE: "abuse by or of a partner",
    Kind.BULLYING: "dangerous bullying",
    Kind.GROOMING_ONLINE: "being groomed or pressed online",
    Kind.RUNNING_AWAY: "having no safe place to sleep",
    Kind.SUBSTANCE: "drugs, or being used to sell them",
    Kind.THREAT_TO_OTHERS: "a danger to other people",
}
ORDER = tuple(_HARMS)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and the scores from which a text waits, or is urgent.

    A text is `sure` when no suppressor (a game, a lesson) may lower it.
    """

    risk: memoryview
    scale: float
    bias: float
    hold: float
    urgent: float
    sure: float
    kinds: memoryview
    kind_bias: tuple[int, ...]

    def score(self, found: frozenset[int]) -> float:
        """How much some places read like a disclosure; above 0 is more likely than not."""
        total = sum(map(self.risk.__getitem__, found))
        return self.bias + self.scale * total / sqrt(len(found))

    def kind(self, found: frozenset[int]) -> Kind:
        """The harm they most read like."""
        sums = [
            sum([self.kinds[at + (place & (1 << KIND_BITS) - 1)] for place in found]) + bias
            for at, bias in zip(count(0, 1 << KIND_BITS), self.kind_bias, strict=False)
        ]
        return ORDER[max(range(len(sums)), key=sums.__getitem__)]

    def route(self, score: float, *, lowered: bool) -> Route:
        """Where a text of that score goes."""
        if score >= (self.sure if lowered else self.urgent):
            return Route.ESCALATE
        return Route.HOLD if score >= self.hold else Route.PUBLISH


@dataclass(frozen=True, slots=True)
class _Window:
    """Some words of a folded text in a row, and where each begins in it."""

    words: Sequence[str]
    starts: Sequence[int]

    @property
    def end(self) -> int:
        return self.starts[-1] + len(self.words[-1])


def whole(folded: str) -> _Window:
    """All the words."""
    words = folded.split(" ")
    starts, place = [], 0
    for word in words:
        starts.append(place)
        place += len(word) + 1
    return _Window(words, starts)


def windows(folded: str) -> Iterator[_Window]:
    """A short text whole, a longer one in stretches, each half over the last."""
    every = whole(folded)
    words, starts = every.words, every.starts
    if len(words) <= WINDOW:
        yield every
        return
    for first in range(0, len(words) - _STRETCH + _STRIDE, _STRIDE):
        if MOST_WORDS // 2 <= first < len(words) - MOST_WORDS // 2:
            continue
        yield _Window(words[first : first + _STRETCH], starts[first : first + _STRETCH])


def find(text: Text) -> Iterator[Finding]:
    """The stretch that reads most like a disclosure, if any does."""
    if len(text.folded.text.split(" ", _SHORTEST)) < _SHORTEST:
        return
    read = model()
    scored = [(read.score(found), at, found) for at, found in _read(text)]
    score, window, found = max(scored, key=lambda one: one[0])
    lowered = _suppressed(text.folded.text[window.starts[0] : window.end])
    if (route := read.route(score, lowered=lowered)) is Route.PUBLISH:
        return
    kind = read.kind(found)
    spoken = _telling(read, window)
    first = spoken[0][0] if spoken else 0
    last = spoken[-1][1] if spoken else len(window.words)
    end = window.starts[last - 1] + len(window.words[last - 1])
    yield Finding(
        *text.folded.span(window.starts[first], end),
        kind,
        route,
        round(1 / (1 + 2.0**-score), 2),
        _why(kind, [" ".join(window.words[one:other]) for one, other in spoken]),
    )


def _read(text: Text) -> Iterator[tuple[_Window, frozenset[int]]]:
    """Each stretch, and of a longer text the whole as well: a story tells it bit by bit."""
    stretches = list(windows(text.folded.text))
    if len(stretches) > 1 and not is_crowded(text):
        stretches.append(whole(text.folded.text))
    for window in stretches:
        yield window, places(window.words)


def _why(kind: Kind, quoted: Sequence[str]) -> str:
    why = f"reads like someone describing {_HARMS[kind]}"
    return f"{why}: {', '.join(map(repr, quoted))}" if quoted else why


def _telling(read: Model, window: _Window) -> list[tuple[int, int]]:
    """The few phrases that weigh most, in their order.

    Only of words our lists know, so no name; never of small words alone, which say nothing.
    """
    data = [word.encode() for word in window.words]
    speaks = sorted(
        (
            (read.risk[place], end - first, first, end)
            for first, end, place in phrases(data)
            if end > first + 1
        ),
        reverse=True,
    )
    chosen: list[tuple[int, int]] = []
    for weight, _, first, end in speaks:
        if len(chosen) == _QUOTED or weight <= 0:
            break
        apart = all(end <= one or first >= other for one, other in chosen)
        said = window.words[first:end]
        if apart and known().issuperset(said) and not _small().issuperset(said):
            chosen.append((first, end))
    return sorted(chosen)


@cache
def _small() -> frozenset[str]:
    return frozenset(shipped("languages")["en"].split()) | set(_SMALL)


def _suppressed(words: str) -> bool:
    return _suppressor().search(words.encode()) is not None


@cache
def _suppressor() -> Pattern:
    lists: Mapping[str, Sequence[str]] = shipped("disclosure")["suppressors"]
    return Pattern(source([phrase for name in _SUPPRESSORS for phrase in lists[name]], slots()))


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
    risk, kinds = weights[: 1 << BITS], weights[1 << BITS :]
    if len(kinds) != len(ORDER) << KIND_BITS or raw["kinds"] != list(ORDER):
        raise ValueError
    return Model(
        risk=risk,
        scale=float(raw["scale"]),
        bias=float(raw["bias"]),
        hold=float(raw["hold"]),
        urgent=float(raw["urgent"]),
        sure=float(raw["sure"]),
        kinds=kinds,
        kind_bias=tuple(raw["kind_bias"]),
    )
