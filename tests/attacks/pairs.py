"""Two papers side by side: no number of theirs may differ where only a few people do.

Every pair of all that left is looked at, whatever lies between them. The same number is compared
as everybody reads it: of everyone, of a group, of neighbours counted as one, of waves added up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.attacks.names import Sum
from tests.attacks.solving import KNOWN, Model, Seen

FEW = 9
LOW = 7


@dataclass(frozen=True)
class Printed:
    """A number as it was printed, of which issues, and the truth behind it and its base."""

    of: tuple[str, ...]
    shown: int | None
    truth: int
    base: int


def told_apart(model: Model, releases: Sequence[Seen]) -> list[str]:
    """The numbers of which two papers tell that a few people are in one of them alone."""
    found: dict[frozenset[tuple[str, ...]], dict[Printed, None]] = {}
    told = {
        (id(total), shown): (total, base, shown)
        for seen in releases
        for total, base, shown in _numbers(model, seen)
    }
    for total, base, shown in told.values():
        name = frozenset((n[0].partition("@")[0], *n[1:]) for n in total)
        printed = Printed(_issues(total), shown, model.value(total), model.value(base))
        found.setdefault(name, {})[printed] = None
    return [
        f"{one.shown} and {other.shown} of {min(name)}"
        for name, every in found.items()
        for one, other in combinations(every, 2)
        if one.of != other.of and _tells(one, other)
    ]


def _numbers(model: Model, seen: Seen) -> Iterator[tuple[Sum, Sum, int | None]]:
    """What each line counts, of whom, and what it shows of both."""
    for line in seen.lines:
        if line.group not in seen.others:
            count, base = model.sums(seen, line)
            yield count, base, line.count
            yield base, base, line.base


def _issues(total: Sum) -> tuple[str, ...]:
    return tuple(sorted({name[0] for name in total}))


def _tells(one: Printed, other: Printed) -> bool:
    few = 0 < abs(one.truth - other.truth) <= FEW and max(one.truth, other.truth) > LOW
    return (few and one.shown != other.shown) or _left(one, other) or _left(other, one)


def _left(low: Printed, high: Printed) -> bool:
    """Whether more say so by now than came: then those who said so before were not nobody."""
    came = abs(high.base - low.base)
    small = 0 < low.truth <= LOW and low.shown is None and high.shown is not None
    return small and 0 < came < (high.shown or 0) - KNOWN.off
