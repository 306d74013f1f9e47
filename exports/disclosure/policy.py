"""How careful the publisher is. The values and their reasons stand in policy.toml."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import cast

from exports.errors import UnsafePolicy


@dataclass(frozen=True, slots=True)
class Rule:
    """One value of the policy, the least it may be, and why."""

    value: int
    floor: int
    rule: str
    why: str


@cache
def rules() -> dict[str, Rule]:
    """What policy.toml says, by name."""
    text = files("exports.disclosure").joinpath("policy.toml").read_text(encoding="utf-8")
    raw = cast("dict[str, dict[str, int | str]]", tomllib.loads(text))
    return {name: _rule(entry) for name, entry in raw.items()}


def _rule(entry: dict[str, int | str]) -> Rule:
    value, floor = int(entry["value"]), int(entry["floor"])
    return Rule(value, floor, str(entry["rule"]), " ".join(str(entry["why"]).split()))


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds for numbers that leave. None can be set below its floor."""

    hide_up_to: int
    round_to: int
    smallest_group: int
    percent_base: int
    breakdown_from: int
    interval: int

    def __post_init__(self) -> None:
        loose = [field.name for field in fields(self) if self._below_floor(field.name)]
        if loose:
            raise UnsafePolicy(f"too loose: {', '.join(loose)}. The floors are in policy.toml")
        if self.smallest_group <= self.hide_up_to or self.interval > self.hide_up_to + 1:
            raise UnsafePolicy("hide_up_to must be below smallest_group and not below interval - 1")

    def _below_floor(self, name: str) -> bool:
        return int(getattr(self, name)) < rules()[name].floor

    def hides(self, count: int, base: int) -> bool:
        """R3 and R4: too few said it, or too few did not."""
        return count <= self.hide_up_to or base - count <= self.hide_up_to

    def round(self, count: int) -> int:
        """To the nearest multiple of `round_to`; a half goes up.

        With a step of five there is no half: no whole number lies half-way between two multiples.
        """
        return (count + self.round_to // 2) // self.round_to * self.round_to

    def behind(self, shown: int) -> tuple[int, int]:
        """The lowest and the highest count that rounds to what is shown."""
        return shown - self.round_to // 2, shown + (self.round_to - 1) // 2

    def percent(self, count: int, base: int) -> int:
        """R6: whole, from the rounded count over the rounded base; a half goes up."""
        top, bottom = self.round(count), self.round(base)
        return (200 * top + bottom) // (2 * bottom)


DEFAULT = Policy(**{name: rule.value for name, rule in rules().items()})
