"""Where a text goes by what the n-grams and the readers say of it together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, TypeVar

from moderation.verdict import Route

Judge = TypeVar("Judge")
"""How a reader is judged: one of the two below."""


@dataclass(frozen=True, slots=True)
class Closer:
    """Another way to urgent, on which the thorough reader counts more: a score from `urgent` on.

    The n-grams learnt some texts by heart and hear too little in what is new to them. `least`: a
    margin below which there is no such way, so that ordinary texts stay what they are.
    """

    weights: tuple[float, ...]
    urgent: float
    least: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Closer":
        """As a part of a reader's head has it. Raises KeyError for what is not there."""
        weights = tuple(float(one) for one in head["weights"])
        return cls(weights, float(head["urgent"]), float(head["least"]))

    def hears(self, margin: float, *said: float, more: float) -> bool:
        """Whether it is urgent by these, with so much `more` asked."""
        score = _weighed(self.weights, (margin, *said))
        return margin >= self.least and score >= self.urgent + more


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each of those who were asked counts, and the scores that matter.

    The first is the n-grams' margin; from `firm` on it makes a text urgent whatever the others say.
    `urgent`: a score from where it is; where a suppressor is near, `sure` more. `hold`: a score
    from where it waits. `unbelieved`: below it nobody is in danger, whatever a rule says that is
    not certain. `closer`: another way to urgent, if there is one.
    """

    weights: tuple[float, ...]
    urgent: float
    hold: float
    sure: float
    firm: float
    unbelieved: float = -inf
    closer: Closer | None = None

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Scale":
        """As a part of a reader's head has it. Raises KeyError for what is not there."""
        limits = {name: float(head[name]) for name in ("urgent", "hold", "sure", "firm")}
        limits["unbelieved"] = float(head.get("unbelieved", -inf))
        closer = Closer.of(head["closer"]) if "closer" in head else None
        return cls(tuple(float(one) for one in head["weights"]), **limits, closer=closer)

    def score(self, margin: float, *said: float) -> float:
        """All together."""
        return _weighed(self.weights, (margin, *said))

    def route(self, margin: float, *said: float, lowered: bool, more: float = 0.0) -> Route:
        """Where such a text goes, with so much `more` asked of what is urgent."""
        score, more = self.score(margin, *said), more + (self.sure if lowered else 0.0)
        if score >= self.urgent + more or (margin >= self.firm and not lowered):
            return Route.ESCALATE
        if self.closer and self.closer.hears(margin, *said, more=more):
            return Route.ESCALATE
        return Route.HOLD if score >= self.hold else Route.PUBLISH


def _weighed(weights: Sequence[float], said: Sequence[float]) -> float:
    return sum(much * one for much, one in zip(weights, said, strict=True))


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
class OfOne:
    """Of one sentence among others, read as if it were all that was written.

    The nearer the text as a whole came to urgent, the better it was understood as one story, and
    the more is asked of a sentence of it: for each point above `near` (points from what is urgent),
    `more`. With a margin below `least` it is not read, below `doubt` not by the thorough reader.
    """

    scale: Scale
    least: float
    doubt: float
    near: float
    more: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "OfOne":
        """As a part of a reader's head has it. Raises KeyError for what is not there."""
        limits = (float(head[name]) for name in ("least", "doubt", "near", "more"))
        return cls(Scale.of(head), *limits)

    def asked_more(self, whole: float) -> float:
        """How much more, where the text as a whole is `whole` points from urgent."""
        return self.more * max(0.0, whole - self.near)


@dataclass(frozen=True, slots=True)
class OfPiece:
    """Of a piece, scored as a sentence: from `hold` on it waits, from a margin of `least` on."""

    hold: float
    least: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "OfPiece":
        """As a part of a reader's head has it. Raises KeyError for what is not there."""
        return cls(float(head["hold"]), float(head["least"]))


@dataclass(frozen=True, slots=True)
class Second:
    """Of both and the thorough reader's leaning; of a long text, of the margin and the leaning.

    The thorough reader is asked of a short text whose score by the first two is at least `doubt`
    and at most `clear` (beyond, that alone makes it urgent); of a long one from a margin of
    `doubt_long` on.
    """

    short: Scale
    sentence: OfOne
    piece: OfPiece
    long: Scale
    doubt: float
    clear: float
    doubt_long: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Second":
        """As the head of the thorough reader's weights has it. Raises KeyError as above."""
        limits = {name: float(head[name]) for name in ("doubt", "clear", "doubt_long")}
        one, piece = OfOne.of(head["sentence"]), OfPiece.of(head["piece"])
        return cls(Scale.of(head["short"]), one, piece, Scale.of(head["long"]), **limits)
