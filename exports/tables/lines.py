"""Every number of a report as one long tidy table, for the formats that machines read."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.report import GROUP, Cell, Hidden, Report, Row, SafeTable, Shown

EVERYONE = "Everyone asked"


@dataclass(frozen=True, slots=True)
class Line:
    """One number. `count` and `percent` are None where they are not shown; `note` says why."""

    section: str
    question: str
    answer: str
    group: str
    count: int | None
    percent: int | None
    base: int | None
    note: str


def lines(report: Report) -> Iterator[Line]:
    """All of them, in the order of the paper."""
    if isinstance(report.base, Shown):
        yield _line(
            "Who answered", "People who took part", ("", EVERYONE), report.base, report.base
        )
    for section, table in report.tables():
        for row in table.rows:
            for place, cell in enumerate(row.cells):
                column = table.columns[place]
                yield _line(section, column.question, _names(table, row, place), cell, row.base)


def _names(table: SafeTable, row: Row, place: int) -> tuple[str, str]:
    """The answer and the group that a cell is about."""
    if table.is_breakdown:
        return table.columns[place].answer, row.label
    return row.label, "" if table.row_head == GROUP else EVERYONE


def _line(section: str, question: str, names: tuple[str, str], cell: Cell, base: Cell) -> Line:
    answer, group = names
    count = cell.count if isinstance(cell, Shown) else None
    percent = cell.percent if isinstance(cell, Shown) else None
    of = base.count if isinstance(base, Shown) else None
    return Line(section, question, answer, group, count, percent, of, _note(cell, base))


def _note(cell: Cell, base: Cell) -> str:
    match cell, base:
        case Hidden(), _:
            return "hidden: too small, too close to everyone, or it would give another away"
        case Shown(percent=None), _ if cell is not base:
            return "no percentage: too few people asked"
        case _:
            return ""
