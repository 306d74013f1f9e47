"""Charts from safe numbers: bars with their numbers beside them, readable without colour.

A bar whose number is hidden has no length; the mark stands in its place. Base and period stand
under each chart.
"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from textwrap import wrap

from exports import style
from exports.labels import softened
from exports.report import MARK, Bar, Cell, Chart, Hidden, Report, Shown, as_value
from exports.typesetting import pictures

DOTS_PER_INCH = 220
BAR_ROOM = 300
LABEL_ROOM = 230
STEP = 30
LETTERS = 34


def draw(charts: Sequence[Chart], report: Report) -> list[bytes]:
    """A PNG for each chart, in their order."""
    if not charts:
        return []
    told = [plain(chart, report) for chart in charts]
    return pictures("chart.typ", {"charts": told}, DOTS_PER_INCH, report.look.accent)


def plain(chart: Chart, report: Report) -> dict[str, object]:
    """A chart as data for the typesetter."""
    bars = [
        {"label": softened(b.label), "length": length(b.cell), "value": as_value(b.cell)}
        for b in chart.bars
    ]
    return {
        "title": chart.title,
        "bars": bars,
        "most": scale(chart),
        "note": note(chart, report),
        "line": chart.line,
    }


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
    if not any(isinstance(bar.cell, Hidden) for bar in chart.bars):
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


# ---------------------------------------------------------------- for a page
def figure(chart: Chart, report: Report) -> str:
    """A chart under its title, with its base and period under it."""
    under = f'<p class="quiet">{escape(note(chart, report))}</p>'
    title = f'<figcaption dir="auto"><strong>{escape(chart.title)}</strong></figcaption>'
    return f"<figure>{title}{svg(chart, report.look.accent)}{under}</figure>"


def svg(chart: Chart, accent: str = style.ACCENT) -> str:
    """The chart as SVG with attributes only, so that a strict content policy lets it be drawn."""
    height = STEP * len(chart.bars)
    most = scale(chart)
    bars = "".join(_svg_bar(bar, place, most, accent) for place, bar in enumerate(chart.bars))
    bars += _svg_line(chart.line, height)
    return (
        f'<svg class="chart" role="img" aria-label="{escape(chart.alt)}" '
        f'viewBox="0 0 620 {height}" width="620" height="{height}">{bars}</svg>'
    )


def _svg_bar(bar: Bar, place: int, most: int, accent: str) -> str:
    middle = place * STEP + STEP // 2
    wide = BAR_ROOM * length(bar.cell) // most
    drawn = (
        f'<rect class="bar" x="{LABEL_ROOM}" y="{middle - 9}" width="{wide}" height="18" '
        f'fill="#{accent}"/>'
    )
    return (
        f"{_svg_label(bar.label, middle)}{drawn if wide else ''}"
        f'<text class="value" x="{LABEL_ROOM + wide + 8}" y="{middle + 5}" font-weight="bold">'
        f"{escape(as_value(bar.cell))}</text>"
    )


def _svg_line(percent: int, height: int) -> str:
    """A target, across all bars."""
    if not percent:
        return ""
    at = LABEL_ROOM + BAR_ROOM * percent // 100
    return (
        f'<line class="target" x1="{at}" y1="0" x2="{at}" y2="{height}" stroke="#{style.INK}" '
        'stroke-width="2" stroke-dasharray="4 3"/>'
    )


def _svg_label(label: str, middle: int) -> str:
    """SVG does not wrap: two lines by hand, and what is longer stands whole in the table below."""
    first, *rest = wrap(label, LETTERS) or [""]
    lines = [first, _short(" ".join(rest))] if rest else [first]
    size = ' font-size="12"' if rest else ""
    return "".join(
        f'<text class="label" x="{LABEL_ROOM - 8}" y="{y}" text-anchor="end"{size}>'
        f"{escape(line)}</text>"
        for line, y in zip(lines, (middle - 2, middle + 11) if rest else (middle + 5,), strict=True)
    )


def _short(label: str, most: int = 32) -> str:
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"
