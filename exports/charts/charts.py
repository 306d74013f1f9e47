"""Charts from safe numbers: bars with their numbers beside them, readable without colour.

A bar whose number is hidden has no length; the mark stands in its place. Base and period stand
under each chart.
"""

from collections.abc import Sequence
from dataclasses import replace

from exports.labels import softened
from exports.pdf.typesetting import pictures
from exports.report import MARK, Bar, Cell, Chart, Hidden, Report, Shown, as_value

DOTS_PER_INCH = 220


def draw(charts: Sequence[Chart], report: Report) -> list[bytes]:
    """A PNG for each chart, in their order."""
    if not charts:
        return []
    told = [plain(chart, report) for chart in charts]
    return pictures("chart.typ", {"charts": told}, DOTS_PER_INCH, report.look.accent)


def plain(chart: Chart, report: Report) -> dict[str, object]:
    """A chart as data for the typesetter."""
    bars = [{"label": softened(b.label), **_drawn(b)} for b in chart.bars]
    return {
        "title": chart.title,
        "bars": bars,
        "most": scale(chart),
        "note": note(chart, report),
        "line": chart.line,
        "columns": [softened(name) for name in chart.columns],
    }


def _drawn(bar: Bar) -> dict[str, object]:
    """Its own length and value, and those of all waves where it has columns."""
    steps = [{"length": length(cell), "value": as_value(cell)} for cell in bar.cells]
    return {**steps[-1], "steps": steps}


def longest(report: Report, chart: Chart, most: int) -> Chart:
    """The chart with as many bars as there is room for, and a note of how many are left out."""
    if len(chart.bars) <= most:
        return chart
    kept = sorted(chart.bars, key=lambda bar: length(bar.cell), reverse=True)[:most]
    left = report.say("{number} more are in the tables", number=len(chart.bars) - most)
    return replace(chart, bars=tuple(kept), note=f"{chart.note}. {left}")


def note(chart: Chart, report: Report) -> str:
    """Base and period, and what the mark means where one stands in the chart."""
    told = f"{chart.note}. {report.block.period}."
    if not any(isinstance(cell, Hidden) for bar in chart.bars for cell in bar.cells):
        return told
    return f"{told} " + report.say("{mark}: hidden, so that nobody can be picked out.", mark=MARK)


def scale(chart: Chart) -> int:
    """What a full bar stands for: everyone, so that charts compare; the most, where no per cent."""
    shown = [bar.cell for bar in chart.bars if isinstance(bar.cell, Shown)]
    if all(cell.percent is not None for cell in shown):
        return 100
    return max(length(cell) for cell in shown)


def length(cell: Cell) -> int:
    """How long a bar is: by percentage where there is one, else by count; none if hidden."""
    match cell:
        case Hidden():
            return 0
        case Shown(count=count, percent=None):
            return count
        case Shown(percent=percent):
            return percent or 0
