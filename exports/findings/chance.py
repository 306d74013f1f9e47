"""Whether two published percentages differ by more than chance would do.

Only what was printed is looked at: a whole percentage and its rounded base, so with a base of at
least thirty (R2). What rounding alone may have moved counts as chance as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import NormalDist

from exports.report import Cell, Column, Row, RowKind, SafeTable, Shown

MISTAKEN = 0.05
"""So often something is called clear that is chance, in one look at everything compared."""
ROUNDED_TO = 5
"""Counts are rounded to this (R3): by itself that moves the share of a small group."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published percentage and its rounded base."""

    percent: int
    base: int


def apart(one: Figure, other: Figure) -> float:
    """How many standard errors lie between them, if people were drawn at random."""
    return abs(one.percent - other.percent) / sqrt(_spread(one) + _spread(other))


def clear(one: Figure, other: Figure, looks: int = 1) -> bool:
    """More than chance. Who compares many things finds something: `looks` says how many were."""
    return apart(one, other) > NormalDist().inv_cdf(1 - MISTAKEN / (2 * looks))


def _spread(figure: Figure) -> float:
    """The square of a standard error, in per cent: of drawing people, and of rounding counts."""
    rounding = (100 * ROUNDED_TO / figure.base) ** 2 / 12
    return figure.percent * (100 - figure.percent) / figure.base + rounding


def figure(cell: Cell, base: Cell) -> Figure | None:
    match cell, base:
        case Shown(percent=int(percent)), Shown(count=count):
            return Figure(percent, count)
        case _:
            return None


# ---------------------------------------------------------------- between groups
@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups that differ in one column of a table. `clear`: by more than chance would do."""

    column: Column
    high: Row
    low: Row
    clear: bool


def clearest(table: SafeTable, places: Sequence[int] = ()) -> Gap | None:
    """Of all pairs of groups in those columns (all, if none are named) the most unlike.

    Not the widest: small groups lie far apart by chance.
    """
    pairs = list(_pairs(table, places or range(len(table.columns))))
    best = max(pairs, key=lambda pair: apart(pair[1][1], pair[2][1]), default=None)
    if best is None or best[1][1].percent == best[2][1].percent:
        return None
    place, *both = best
    (low, less), (high, more) = sorted(both, key=lambda each: each[1].percent)
    return Gap(table.columns[place], high, low, clear(less, more, len(pairs)))


_Told = tuple[Row, Figure]


def _pairs(table: SafeTable, places: Sequence[int]) -> Iterator[tuple[int, _Told, _Told]]:
    """Those who did not say to which group they belong are compared with nobody."""
    groups = [row for row in table.rows if row.kind is RowKind.GROUP]
    for place in places:
        told = [(row, found) for row in groups if (found := figure(row.cells[place], row.base))]
        for one, other in combinations(told, 2):
            yield place, one, other
