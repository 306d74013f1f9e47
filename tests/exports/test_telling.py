"""Tables by group tell something: lines of marks alone are named once instead."""

from dataclasses import replace

from exports.grids import shown
from exports.report import Breakdown, Hidden, Shown
from exports.telling import telling, untold
from tests.exports.test_theme_findings import report


def tables() -> list[Breakdown]:
    told = report()
    return [part for part in (*told.more.theme_tables, *told.appendix) if part.table.is_breakdown]


def test_no_line_and_no_column_holds_nothing_but_marks() -> None:
    assert tables()
    for part in tables():
        rows = part.table.rows
        assert all(any(isinstance(c, Shown) for c in row.cells) for row in rows)
        columns = zip(*(row.cells for row in rows), strict=True)
        assert all(any(isinstance(c, Shown) for c in column) for column in columns)


def test_what_was_left_out_is_named_beside_the_table() -> None:
    by_area = report().more.theme_tables[1].table
    assert "Knife crime" in by_area.left_out
    assert "No number can be shown of: Knife crime" in shown(report(), by_area).caption


def test_a_table_of_marks_alone_falls_away_and_is_named() -> None:
    (part, *_) = tables()
    marks = tuple(Hidden() for _ in part.table.columns)
    rows = tuple(replace(row, cells=marks) for row in part.table.rows)
    empty = replace(part, table=replace(part.table, rows=rows))
    assert list(telling([empty])) == []
    assert untold([empty, part]) == (part.table.caption,)
