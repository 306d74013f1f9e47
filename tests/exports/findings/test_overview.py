"""All scales in one chart: the end of the scale that can be shown, and what the mark means."""

from dataclasses import replace

from exports.charts.charts import note
from exports.findings.overview import overview
from exports.make import make_report
from exports.report import Cell, Chart, Column, Finding, Hidden, Row, RowKind, SafeTable, Shown
from exports.speech import speech
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

SAY = speech("en").say
BASE = Shown(300)
POINTS = ("Very safe", "Quite safe", "In between", "Quite unsafe", "Very unsafe")
MANY, FEW = Shown(90, 30), Hidden()


def scale(name: str, *cells: Cell) -> Finding:
    rows = tuple(
        Row(label, RowKind.ANSWER, BASE, (cell,)) for label, cell in zip(POINTS, cells, strict=True)
    )
    table = SafeTable(name, name, "Answer", (Column("People", "", ""),), rows, BASE)
    return Finding(name, 1, f"{name}?", name, "", "", table, None, is_scale=True)


def drawn(*found: Finding) -> Chart:
    return overview(SAY, found)[0]


def test_the_worst_points_are_drawn_where_they_can_be_shown() -> None:
    every = (Shown(60, 20),) * len(POINTS)
    assert drawn(scale("Home", *every), scale("Online", *every)).title == (
        "Said “Quite unsafe” or “Very unsafe”"
    )


def test_the_best_points_are_drawn_where_they_show_more() -> None:
    chart = drawn(
        scale("Home", MANY, MANY, MANY, FEW, FEW),
        scale("Dark", MANY, Shown(60, 20), MANY, Shown(30, 10), Shown(30, 10)),
    )
    assert chart.title == "Said “Very safe” or “Quite safe”"
    assert [bar.cell for bar in chart.bars] == [Shown(180, 60), Shown(150, 50)]


def test_a_chart_says_what_its_mark_means_only_where_one_stands() -> None:
    report = make_report(closed(pulse()), people(pulse(), 300), (), TODAY, BOARD)
    chart = drawn(
        scale("Home", MANY, MANY, MANY, FEW, FEW), scale("Dark", FEW, MANY, MANY, FEW, FEW)
    )
    told = note(chart, report)
    assert told.endswith("[c]: hidden, so that nobody can be picked out.")
    assert report.block.period in told
    shown = replace(chart, bars=chart.bars[:1])
    assert "[c]" not in note(shown, report)


def test_both_ends_are_drawn_where_both_show_something() -> None:
    """The worst place may be one whose better end is hidden."""
    dark, home = (FEW, MANY, MANY, MANY, MANY), (MANY, MANY, MANY, FEW, FEW)
    charts = overview(SAY, (scale("Home", *home), scale("Day", *home), scale("Dark", *dark)))
    assert [chart.title for chart in charts] == [
        "Said “Very safe” or “Quite safe”",
        "Said “Quite unsafe” or “Very unsafe”",
    ]
    assert [bar.cell for bar in charts[1].bars] == [Hidden(), Hidden(), Shown(180, 60)]
    assert charts[1].heading == "Said “Quite unsafe” or “Very unsafe”: “Dark” 60%"


def test_a_second_chart_that_tells_next_to_nothing_is_not_drawn() -> None:
    home, day = (MANY, MANY, MANY, FEW, FEW), (MANY, MANY, MANY, MANY, MANY)
    assert len(overview(SAY, (scale("Home", *home), scale("Day", *day)))) == 1


def test_the_heading_of_a_chart_names_the_longest_and_the_shortest_bar() -> None:
    low = (Shown(30, 10), Shown(30, 10), MANY, MANY, MANY)
    chart = drawn(scale("Home", *(MANY,) * 5), scale("Dark", *low))
    assert chart.heading == chart.title
    good = overview(SAY, (scale("Home", *(MANY,) * 5), scale("Dark", *low)))[1]
    assert (
        good.heading
        == "Said “Very safe” or “Quite safe”: highest for “Home” (60%), lowest for “Dark” (20%)"
    )


def test_bars_that_are_alike_stand_out_together_and_many_do_not() -> None:
    low = (Shown(30, 10), Shown(30, 10), MANY, MANY, MANY)
    home, school = (scale(name, *(MANY,) * 5) for name in ("Home", "School"))
    good = overview(SAY, (home, school, scale("Dark", *low)))[1]
    assert "highest for “Home” and “School” (60%), lowest for “Dark” (20%)" in good.heading
    more = [scale(f"Place {n}", *(MANY,) * 5) for n in range(4)]
    assert "highest" not in overview(SAY, (*more, scale("Dark", *low)))[1].heading
