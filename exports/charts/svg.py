"""Charts for a web page: each name above its bar, so that a phone shows both at a size to be read.

Attributes only, no style: a strict content policy lets it be drawn.
"""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from exports import style
from exports.charts.charts import length, note, scale
from exports.report import Bar, Cell, Chart, Report, as_value

WIDE = 420
ROOM, VALUE = 356, 50
"""For the longest bar, where there is one a line; for the number beside a bar."""

HIGH, STEP, LINE, GAP = 16, 46, 16, 8
LETTERS, MOST_LINES = 56, 2
HEAD_LETTERS = 7
"""Points of the page a letter of a head takes."""


def figure(chart: Chart, report: Report) -> str:
    """A chart under its title, with its base and period under it."""
    under = f'<p class="quiet">{escape(note(chart, report))}</p>'
    title = f'<figcaption dir="auto"><strong>{escape(chart.title)}</strong></figcaption>'
    return f"<figure>{title}{svg(chart, report.look.accent)}{under}</figure>"


def svg(chart: Chart, accent: str = style.ACCENT) -> str:
    """What is longer than two lines is cut, and stands whole in the table below."""
    top, drawn = _heads(chart)
    for bar in chart.bars:
        lines = _lines(bar.label, LETTERS)
        drawn += "".join(_text(0, top + 13 + LINE * n, each) for n, each in enumerate(lines))
        top += LINE * len(lines) + 3
        drawn += "".join(_bars(bar, chart, top, accent))
        top += HIGH + GAP
    return (
        f'<svg class="chart" role="img" aria-label="{escape(chart.alt)}" '
        f'viewBox="0 0 {WIDE} {top}" width="{WIDE}" height="{top}">{drawn}'
        f"{_target(chart.line, top)}</svg>"
    )


def _heads(chart: Chart) -> tuple[int, str]:
    """The names of the columns, and how much room they take."""
    if not chart.columns:
        return 0, ""
    wide = WIDE // len(chart.columns)
    names = [_lines(name, wide // HEAD_LETTERS) for name in chart.columns]
    drawn = "".join(
        _text(place * wide, 13 + LINE * n, line, bold=True)
        for place, lines in enumerate(names)
        for n, line in enumerate(lines)
    )
    return LINE * max(map(len, names)) + GAP, drawn


def _bars(bar: Bar, chart: Chart, top: int, accent: str) -> Iterator[str]:
    if not chart.columns:
        yield _bar(bar.cell, (0, top), ROOM * length(bar.cell) // scale(chart), accent)
        return
    wide = WIDE // len(chart.columns)
    for place, cell in enumerate(bar.cells):
        long = (wide - VALUE) * length(cell) // scale(chart)
        yield _bar(cell, (place * wide, top), long, accent)


def _bar(cell: Cell, at: tuple[int, int], long: int, accent: str) -> str:
    left, top = at
    drawn = (
        f'<rect class="bar" x="{left}" y="{top}" width="{long}" height="{HIGH}" fill="#{accent}"/>'
    )
    value = (
        f'<text class="value" x="{left + long + (8 if long else 0)}" y="{top + 13}" '
        f'font-weight="bold">{escape(as_value(cell))}</text>'
    )
    return f"{drawn if long else ''}{value}"


def _target(percent: int, high: int) -> str:
    """A target, across all bars."""
    if not percent:
        return ""
    at = ROOM * percent // 100
    return (
        f'<line class="target" x1="{at}" y1="0" x2="{at}" y2="{high}" stroke="#{style.INK}" '
        'stroke-width="2" stroke-dasharray="4 3"/>'
    )


def _text(left: int, y: int, line: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text class="label" x="{left}" y="{y}"{weight}>{escape(line)}</text>'


def _lines(label: str, letters: int) -> list[str]:
    """SVG does not wrap: two lines by hand."""
    return wrap(label, letters, max_lines=MOST_LINES, placeholder="…") or [""]
