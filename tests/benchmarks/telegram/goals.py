"""What the figures are held against, as ratios within one run."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.benchmarks.telegram.run import Figures

LARGEST_MEMORY_MIB = 110.0
LONGEST_GAP_S = 0.2

Results = Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Goal:
    """`at_least` or else at most. `met` is None where a figure is missing."""

    name: str
    value: float | None
    goal: float
    at_least: bool = True

    @property
    def met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def told(self) -> Figures:
        return {
            "value": None if self.value is None else round(self.value, 3),
            "at_least" if self.at_least else "at_most": self.goal,
            "met": self.met,
        }


def goals(results: Results) -> tuple[Goal, ...]:
    def rate(ours: str, theirs: str) -> float | None:
        return _ratio(results, "updates_per_s", ours, theirs)

    def wait(theirs: str) -> float | None:
        return _ratio(results, "p99_ms", "ours_steady", theirs)

    return (
        Goal("near_against_usual", rate("ours_near", "usual_near"), 5),
        Goal("near_against_aiogram", rate("ours_near", "aiogram_near"), 2.5),
        Goal("far_against_usual", rate("ours_far", "usual_far"), 60),
        Goal("far_against_aiogram", rate("ours_far", "aiogram_far"), 1.2),
        Goal("near_against_alike", rate("ours_near", "alike_near"), 2.5),
        Goal("far_against_alike", rate("ours_far", "alike_far"), 1.2),
        Goal("p99_steady_against_usual", wait("usual_steady"), 0.5, at_least=False),
        Goal("p99_steady_against_echo", wait("echo_steady"), 1, at_least=False),
        Goal(
            "longest_gap_s_many_known",
            _figure(results, "ours_many", "longest_gap_s"),
            LONGEST_GAP_S,
            at_least=False,
        ),
        Goal(
            "longest_gap_s_many_begun",
            _figure(results, "ours_known", "longest_gap_s"),
            LONGEST_GAP_S,
            at_least=False,
        ),
        Goal(
            "memory_mib_many_known",
            _figure(results, "ours_many", "memory_mib"),
            LARGEST_MEMORY_MIB,
            at_least=False,
        ),
    )


def processor(results: Results) -> Figures:
    """Their processor time an update as a multiple of ours, from the runs with Telegram near."""
    names = {name.removesuffix("_near") for name in results if name.endswith("_near")}
    ratios = {
        name: _ratio(results, "cpu_ms_per_update", f"{name}_near", "ours_near") for name in names
    }
    return {name: round(ratio, 2) for name, ratio in sorted(ratios.items()) if ratio}


def _figure(results: Results, run: str, name: str) -> float | None:
    value = results.get(run, {}).get(name)
    return float(value) if isinstance(value, int | float) else None


def _ratio(results: Results, name: str, ours: str, theirs: str) -> float | None:
    top, bottom = _figure(results, ours, name), _figure(results, theirs, name)
    return top / bottom if top is not None and bottom else None
