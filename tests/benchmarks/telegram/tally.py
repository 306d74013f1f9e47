"""What was counted in one run."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts begin anew when `begin` is called; times are the loop's own."""

    counts: Counter[str] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0
    longest_gap: float = 0.0
    samples: list[str] = field(default_factory=list)

    def begin(self, now: float) -> None:
        self.counts.clear()
        self.methods.clear()
        self.waits.clear()
        self.longest_gap = 0.0
        self.began = now

    def complain(self, what: str) -> None:
        if len(self.samples) < 8:
            self.samples.append(what)

    def figures(self) -> dict[str, object]:
        seconds = max(self.ended - self.began, 1e-9)
        answered = len(self.waits)
        return {
            "seconds": round(seconds, 2),
            "updates_per_s": round(answered / seconds, 1),
            "calls_per_update": round(sum(self.methods.values()) / max(answered, 1), 2),
            "p50_ms": _share(self.waits, 0.50),
            "p99_ms": _share(self.waits, 0.99),
            "max_ms": _share(self.waits, 1.0),
            "longest_gap_s": round(self.longest_gap, 3),
            "answered": answered,
            **dict(sorted(self.counts.items())),
            **({"complaints": self.samples} if self.samples else {}),
        }


def _share(waits: list[float], share: float) -> float | None:
    """In milliseconds."""
    if not waits:
        return None
    return round(1000 * sorted(waits)[min(len(waits) - 1, int(len(waits) * share))], 2)
