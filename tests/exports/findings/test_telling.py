"""Tables by group tell something: lines of marks alone are named once instead."""

from dataclasses import replace

from exports.findings.telling import telling, untold
from exports.make import make_report
from exports.paper.blocks import Grid, Picture
from exports.paper.grids import shown
from exports.paper.paper import blocks
from exports.report import MARK, Breakdown, Hidden, Shown
from tests.exports.findings.test_theme_findings import report
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse


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
    assert untold([empty.table, part.table]) == (part.table.caption,)


def test_of_a_thin_wave_every_table_of_marks_is_named_and_none_is_drawn() -> None:
    thin = make_report(closed(pulse()), people(pulse(), 25), (), TODAY, BOARD)
    drawn = [block for block in blocks(thin) if isinstance(block, Grid) and block.numbers_from < 3]
    gone = [found.question for found in thin.findings if not found.table.shows_anything]
    (named,) = (line for line in thin.hidden if line.startswith("Tables left out"))
    assert drawn
    assert gone
    assert all(name.removesuffix(".") in named for name in gone)
    for grid in drawn:
        assert any(set(line[1:]) != {MARK} for line in grid.lines), grid.caption
    keys = {table.key for _, table in thin.tables()}
    assert not any(found.table.key in keys for found in thin.findings if found.question in gone)


def test_one_number_among_marks_is_said_and_not_drawn() -> None:
    thin = make_report(closed(pulse()), people(pulse(), 25), (), TODAY, BOARD)
    bars = [block.chart.bars for block in blocks(thin) if isinstance(block, Picture)]
    assert any(found.chart and not found.chart.compares for found in thin.findings)
    for some in bars:
        shown = sum(isinstance(bar.cell, Shown) for bar in some)
        assert shown >= 2
        assert 2 * shown >= len(some)
