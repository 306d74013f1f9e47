"""Pictures of numbers: nobody's worst place is left out because its better end is hidden."""

import pytest

from exports.charts.of_ten import NOBODY, felt, telling
from exports.make import make_report
from exports.render import Kind, render
from exports.report import Report, RowKind, Shown
from surveys.records import Picked, Response
from tests.documents.test_kinds import pages
from tests.exports.simulated import BOARD, TODAY, closed, pulse


def answered(counts: dict[str, int]) -> list[Picked]:
    return [Picked((point,)) for point, count in counts.items() for _ in range(count)]


def report() -> Report:
    """At home nearly nobody feels unsafe; after dark nearly nobody feels very safe."""
    home = answered({"5": 60, "4": 50, "3": 36, "2": 3, "1": 1})
    dark = answered({"5": 2, "4": 22, "3": 46, "2": 50, "1": 30})
    online = answered({"5": 50, "4": 40, "3": 30, "2": 20, "1": 10})
    some = [
        Response({"home": a, "dark": b, "online": c})
        for a, b, c in zip(home, dark, online, strict=True)
    ]
    return make_report(closed(pulse()), some, (), TODAY, BOARD)


def test_where_the_best_is_hidden_the_worst_is_drawn_under_its_own_heading() -> None:
    good, bad = felt(report())
    assert good.says == "How many out of ten said “Very safe” or “Quite safe”"
    assert [row.words for row in good.rows] == ["At home", "Online"]
    assert bad.says == "How many out of ten said “Quite unsafe” or “Very unsafe”"
    assert [(row.words, row.of_ten) for row in bad.rows] == [("In your area after dark", 5)]
    assert bad.rows[0].alt == "In your area after dark: about 5 out of ten"


def test_a_picture_holds_no_more_than_the_table_shows() -> None:
    told = report()
    for found in told.findings:
        if found.is_scale:
            rows = [row.cells[0] for row in found.table.rows if row.kind is RowKind.ANSWER]
            drawn = [row for each in felt(told) for row in each.rows if row.words == found.short]
            shown = all(isinstance(cell, Shown) for cell in rows[:2])
            shown |= all(isinstance(cell, Shown) for cell in rows[-2:])
            assert (drawn[0].of_ten > NOBODY) <= shown


def test_a_poster_tells_the_worst_and_the_best_and_nothing_hidden() -> None:
    kept = [row for each in telling(report(), 2) for row in each.rows]
    assert {row.words for row in kept} == {"In your area after dark", "At home"}
    assert all(row.of_ten >= 0 for row in kept)


@pytest.mark.parametrize("kind", [Kind.SUMMARY, Kind.POSTER])
def test_it_stands_on_the_page(kind: Kind) -> None:
    told = " ".join(pages(render(report(), "pdf", kind)))
    assert "“Quite unsafe” or “Very unsafe”" in told
    assert "hidden" not in told


def test_the_summary_of_the_paper_begins_with_what_is_worst() -> None:
    _, first, *_ = report().summary
    worst = "Said “Quite unsafe” or “Very unsafe”: In your area after dark 53%; Online 20%."
    assert first == f"{worst} The other numbers are hidden."
