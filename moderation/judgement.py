"""Where a text goes by what the n-grams and the readers say of it together."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, TypeVar

from moderation.verdict import Route

Judge = TypeVar("Judge")
"""How a reader is judged: one of the two below."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each of those who were asked counts, and the scores that matter.

    The first is the n-grams' margin; from `firm` on it makes a text urgent whatever the others say.
    `urgent`: a score from where it is; where a suppressor is near, `sure` more. `hold`: a score
    from where it waits. `unbelieved`: below it nobody is in danger, whatever a rule says that is
    not certain.
    """

    weights: tuple[float, ...]
    urgent: float
    hold: float
    sure: float
    firm: float
    unbelieved: float = -inf

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Scale":
        """As a part of a reader's head has it. Raises KeyError for what is not there."""
        limits = {name: float(head[name]) for name in ("urgent", "hold", "sure", "firm")}
        limits["unbelieved"] = float(head.get("unbelieved", -inf))
        return cls(tuple(float(one) for one in head["weights"]), **limits)

    def score(self, margin: float, *said: float) -> float:
        """All together."""
        return sum(much * one for much, one in zip(self.weights, (margin, *said), strict=True))

    def route(self, margin: float, *said: float, lowered: bool) -> Route:
        """Where such a text goes."""
        score = self.score(margin, *said)
        if score >= self.urgent + (self.sure if lowered else 0.0):
            return Route.ESCALATE
        if margin >= self.firm and not lowered:
            return Route.ESCALATE
        return Route.HOLD if score >= self.hold else Route.PUBLISH


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of the n-grams' margin and the quick reader's leaning.

    `least`: a margin so low that no reader is asked.
    """

    scale: Scale
    least: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Judgement":
        """As the head of the reader's weights has it. Raises KeyError for one that is not there."""
        weights = head["weights"]
        both = {**head, "weights": [weights["margin"], weights["leaning"]]}
        return cls(Scale.of(both), float(head["least"]))


@dataclass(frozen=True, slots=True)
class Second:
    """Of both and the thorough reader's leaning; of a long text, of the margin and the leaning.

    It is asked of a short text whose score by the first two is at least `doubt` and at most
    `clear` (beyond, that alone makes it urgent); of a long one from a margin of `doubt_long` on.
    """

    short: Scale
    long: Scale
    doubt: float
    clear: float
    doubt_long: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Second":
        """As the head of the thorough reader's weights has it. Raises KeyError as above."""
        limits = {name: float(head[name]) for name in ("doubt", "clear", "doubt_long")}
        return cls(Scale.of(head["short"]), Scale.of(head["long"]), **limits)
