"""What share of urgent messages a score finds when few harmless ones may pass."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from moderation.stretches import LONGEST
from tests.benchmarks.reader.examples import SORTS, Example

LOOK_ALIKES, PLAIN = 0.08, 0.01


def found(texts: Sequence[Example], scores: Any) -> dict[str, float]:
    """Of short texts: at 8% look-alikes, and at 8% look-alikes and 1% plain ones; no rules."""
    short = np.array([len(one.text.split()) <= LONGEST for one in texts])
    sorts = np.array([one.sort for one in texts])
    urgent = np.array([one.urgent for one in texts])
    looks = limit(scores[short & (sorts == SORTS.index("looks_alike"))], LOOK_ALIKES)
    plain = limit(scores[short & (sorts == SORTS.index("plain"))], PLAIN)
    asked = scores[short & urgent]
    return {
        "at look-alikes": round(float((asked > looks).mean()), 3),
        "and plain": round(float((asked > max(looks, plain)).mean()), 3),
        "urgent": len(asked),
    }


def limit(scores: Any, share: float) -> float:
    """Above it lies at most that share."""
    most = np.sort(scores)[::-1]
    return float(most[min(int(share * len(most)), len(most) - 1)]) if len(most) else -np.inf
