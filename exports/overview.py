"""All scales of a survey in one chart: what the two worst, or the two best, points of each got."""

from collections.abc import Callable, Sequence

from exports.labels import sentence
from exports.report import (
    Bar,
    Cell,
    Chart,
    Finding,
    Row,
    RowKind,
    SafeTable,
    Shown,
    as_count,
    as_value,
)
from exports.speech import Say
from exports.suppress import added

ENDS = 2


def overview(say: Say, findings: Sequence[Finding]) -> Chart | None:
    """None where there are not several scales with the same points.

    The worst points, for a board has to act on those; the best where they show more.
    """
    if len(findings) < ENDS or len({_words(found) for found in findings}) > 1:
        return None
    ends = (_bars(findings, worst), _bars(findings, lambda found: best(found.table)))
    bars = max(ends, key=lambda end: len(_shown(end)))
    shown = _shown(bars)
    bases = {found.table.base for found in findings}
    if not shown or any(isinstance(b.cell, Shown) and b.cell.percent is None for b in shown):
        return None
    first, second = _words(findings[0])[-ENDS:] if bars is ends[0] else _words(findings[0])[:ENDS]
    words = say("{first} or {second}", first=f"“{first}”", second=f"“{second}”")
    title = say("Said {words}", words=words)
    most = max(shown, key=lambda bar: bar.cell.percent or 0 if isinstance(bar.cell, Shown) else 0)
    finding = say("Highest: {label}, {share}", label=most.label, share=as_value(most.cell))
    told = "; ".join(f"{bar.label}: {as_value(bar.cell)}" for bar in bars)
    base = say("Base: about {number} people asked", number=as_count(findings[0].table.base))
    note = base if len(bases) == 1 else say("Base: everyone asked the question")
    alt = sentence(say("Bar chart"), title, finding, told)
    return Chart(title, note, bars, findings[0].table.base, alt)


def worst(found: Finding) -> Cell:
    """The two worst points together, where both are shown and are not nearly everybody."""
    return added(found.table.base, [row.cells[0] for row in _answers(found)[-ENDS:]])


def best(table: SafeTable) -> Cell:
    """The two best points together, by the same rule."""
    rows = [row for row in table.rows if row.kind is RowKind.ANSWER]
    return added(table.base, [row.cells[0] for row in rows[:ENDS]])


def _bars(findings: Sequence[Finding], end: Callable[[Finding], Cell]) -> tuple[Bar, ...]:
    return tuple(Bar(found.short, end(found)) for found in findings)


def _shown(bars: Sequence[Bar]) -> list[Bar]:
    return [bar for bar in bars if isinstance(bar.cell, Shown)]


def _words(found: Finding) -> tuple[str, ...]:
    return tuple(row.label for row in _answers(found))


def _answers(found: Finding) -> list[Row]:
    return [row for row in found.table.rows if row.kind is RowKind.ANSWER]
