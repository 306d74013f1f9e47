"""Pictures of numbers: ten people in a row, some of them dark, for summaries and posters.

The dark ones chose the two best points of a scale. Where that number is hidden and the one of the
two worst is not, they chose those, under a heading of its own: the place in which most feel
unsafe is not left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from exports.report import Finding, Report, Row, RowKind, Shown

OF_TEN = 10
ENDS = 2
MOST_PICTURES = 6
NOBODY = -1
"""So many of ten where the number is hidden."""


@dataclass(frozen=True, slots=True)
class People:
    """Ten people in a row, some of them dark."""

    words: str
    of_ten: int
    value: str
    alt: str


@dataclass(frozen=True, slots=True)
class Felt:
    """Rows under one heading, which says what the dark people stand for."""

    says: str
    rows: tuple[People, ...]


def felt(report: Report) -> tuple[Felt, ...]:
    """One row for each scale; two headings at most."""
    scales = [found for found in report.findings if found.is_scale][:MOST_PICTURES]
    bad = [each for each in scales if _ten(_best(each), each) < 0 <= _ten(_worst(each), each)]
    good = [each for each in scales if each not in bad]
    return (*_felt(report, good, _best), *_felt(report, bad, _worst))


def shown(every: Sequence[Felt]) -> tuple[Felt, ...]:
    """Without a heading under which every number is hidden."""
    return tuple(each for each in every if any(row.of_ten >= 0 for row in each.rows))


def telling(report: Report, most: int) -> tuple[Felt, ...]:
    """Of those rows the ones that say most: what is worst, what is best; no hidden number."""
    every = [(of, row) for of, each in enumerate(felt(report)) for row in each.rows]
    shown = sorted((e for e in every if e[1].of_ten >= 0), key=_safety)
    kept = [*shown[: most - 1], *shown[most - 1 :][-1:]]
    return tuple(
        Felt(each.says, rows)
        for of, each in enumerate(felt(report))
        if (rows := tuple(row for row in each.rows if (of, row) in kept))
    )


def _safety(each: tuple[int, People]) -> tuple[int, int]:
    """Those who feel unsafe first, the most of them on top; then the fewest who feel safe."""
    of, row = each
    return (0, -row.of_ten) if of else (1, row.of_ten)


def _felt(
    report: Report, scales: Sequence[Finding], end: Callable[[Finding], Sequence[Row]]
) -> Iterator[Felt]:
    if scales:
        first, second = (f"“{row.label}”" for row in end(scales[0]))
        words = report.say("{first} or {second}", first=first, second=second)
        rows = tuple(_people(report, found, _ten(end(found), found)) for found in scales)
        yield Felt(report.say("How many out of ten said {words}", words=words), rows)


def _people(report: Report, found: Finding, ten: int) -> People:
    if ten < 0:
        alt = report.say("{words}: the number is hidden", words=found.short)
        return People(found.short, NOBODY, report.say("hidden"), alt)
    alt = report.say("{words}: about {ten} out of ten", words=found.short, ten=ten)
    return People(found.short, ten, report.say("about {ten} out of 10", ten=ten), alt)


def _best(found: Finding) -> Sequence[Row]:
    return _answers(found)[:ENDS]


def _worst(found: Finding) -> Sequence[Row]:
    return _answers(found)[-ENDS:]


def _answers(found: Finding) -> list[Row]:
    return [row for row in found.table.rows if row.kind is RowKind.ANSWER]


def _ten(rows: Sequence[Row], found: Finding) -> int:
    """How many of ten chose one of the points; where all but a few did, that is hidden too."""
    base = found.table.base
    counts = [row.cells[0].count for row in rows if isinstance(row.cells[0], Shown)]
    if len(counts) < len(rows) or not isinstance(base, Shown) or sum(counts) + OF_TEN > base.count:
        return NOBODY
    return (2 * OF_TEN * sum(counts) + base.count) // (2 * base.count)
