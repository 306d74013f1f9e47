"""Where a text goes by what the n-grams and the reader say of it together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moderation.verdict import Route


@dataclass(frozen=True, slots=True)
class Judgement:
    """Weights of the n-grams' margin and the reader's leaning, and the scores that matter.

    `urgent`: from there a text is urgent; where a suppressor is near, `sure` more. `hold`: from
    there it waits. `firm`: a margin that is urgent whatever the reader says. `least`: a margin so
    low that the reader is not asked.
    """

    margin: float
    leaning: float
    bias: float
    urgent: float
    hold: float
    sure: float
    firm: float
    least: float

    @classmethod
    def of(cls, head: Mapping[str, Any]) -> "Judgement":
        """As the head of the reader's weights has it. Raises KeyError for one that is not there."""
        weights = head["weights"]
        names = ("urgent", "hold", "sure", "firm", "least")
        return cls(
            float(weights["margin"]),
            float(weights["leaning"]),
            float(weights["bias"]),
            **{name: float(head[name]) for name in names},
        )

    def score(self, margin: float, leaning: float) -> float:
        """Both together."""
        return self.margin * margin + self.leaning * leaning + self.bias

    def route(self, margin: float, leaning: float, *, lowered: bool) -> Route:
        """Where such a text goes."""
        score, more = self.score(margin, leaning), self.sure if lowered else 0.0
        if score >= self.urgent + more:
            return Route.ESCALATE
        if margin >= self.firm and not lowered:
            return Route.ESCALATE
        return Route.HOLD if score >= self.hold else Route.PUBLISH
