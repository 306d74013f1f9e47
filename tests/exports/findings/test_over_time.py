"""All scales wave by wave, from what each release showed."""

import re

from exports.charts.svg import svg
from exports.findings.overview import best
from exports.report import Report, Shown, as_value
from tests.exports.findings.test_changes import made


def drawn(report: Report) -> str:
    found = report.more.over_time
    assert found is not None
    assert found.chart is not None
    return svg(found.chart)


def test_every_scale_has_a_bar_for_each_wave_with_the_figures_of_its_table() -> None:
    found = made(0.5).more.over_time
    assert found is not None
    assert found.chart is not None
    assert found.chart.columns == ("Autumn 2025", "Spring 2026")
    assert [row.label for row in found.table.rows] == ["Autumn 2025", "Spring 2026"]
    for place, bar in enumerate(found.chart.bars):
        assert bar.cells == tuple(row.cells[place] for row in found.table.rows)


def test_this_wave_is_told_as_its_own_questions_tell_it() -> None:
    report = made(0.5)
    found = report.more.over_time
    assert found is not None
    scales = [each.table for each in report.findings if each.is_scale]
    assert found.table.rows[-1].cells == tuple(map(best, scales))


def test_the_words_of_the_picture_tell_the_finding_and_every_figure() -> None:
    found = made(0.5).more.over_time
    assert found is not None
    assert found.chart is not None
    assert "Since Autumn 2025 the widest change is for " in found.chart.alt
    told = [as_value(cell) for bar in found.chart.bars for cell in bar.cells]
    assert all(value in found.chart.alt for value in told)
    assert re.findall(r">(\d+%|\[c\])</text>", svg(found.chart)) == told


def test_a_wave_too_small_for_percentages_is_set_beside_nothing() -> None:
    """R2: trends need a base of thirty."""
    assert made(0.5, 26).more.over_time is None


def test_what_is_hidden_in_a_wave_has_no_bar() -> None:
    found = made(0.5).more.over_time
    assert found is not None
    shown = [c for row in found.table.rows for c in row.cells if isinstance(c, Shown)]
    assert drawn(made(0.5)).count("<rect") == len(shown)
