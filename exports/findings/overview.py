"""All scales of a survey side by side: what the two worst, and the two best, points of each got."""

from collections.abc import Callable, Sequence

from exports.disclosure.suppress import added
from exports.labels import sentence
from exports.listed import listed
from exports.report import (
    Bar,
    Cell,
    Chart,
    Finding,
    Hidden,
    Row,
    RowKind,
    SafeTable,
    Shown,
    as_count,
    as_value,
)
from exports.speech import Say

ENDS, MOST_ALIKE = 2, 3


def overview(say: Say, findings: Sequence[Finding]) -> tuple[Chart, ...]:
    """None where there are not several scales with the same points.

    The worst points first, for a board has to act on those; the best first where they show more.
    The other end follows where it shows more than one number, or one that is hidden in the first.
    """
    if len(findings) < ENDS or len({_words(found) for found in findings}) > 1:
        return ()
    words = _words(findings[0])
    bad = _chart(say, findings, words[-ENDS:], _bars(findings, worst))
    good = _chart(say, findings, words[:ENDS], _bars(findings, lambda found: best(found.table)))
    drawn = sorted(filter(None, (bad, good)), key=lambda chart: -len(_shown(chart.bars)))
    return tuple(drawn[:1] + [other for other in drawn[1:] if _adds(drawn[0], other)])


def _adds(first: Chart, other: Chart) -> bool:
    """Whether a second chart tells enough for the room it takes."""
    pairs = zip(first.bars, other.bars, strict=True)
    new = any(isinstance(a.cell, Hidden) and isinstance(b.cell, Shown) for a, b in pairs)
    return new or len(_shown(other.bars)) >= ENDS


def _chart(
    say: Say, findings: Sequence[Finding], words: Sequence[str], bars: tuple[Bar, ...]
) -> Chart | None:
    """None where nothing is shown, or not all of it in per cent."""
    shown = _shown(bars)
    if not shown or any(_percent(bar) is None for bar in shown):
        return None
    first, second = (f"“{word}”" for word in words)
    title = say("Said {words}", words=say("{first} or {second}", first=first, second=second))
    finding, told = _heading(say, shown), "; ".join(f"{b.label}: {as_value(b.cell)}" for b in bars)
    bases, number = {found.table.base for found in findings}, findings[0].table.base
    base = say("Base: about {number} {folk} asked", number=as_count(number))
    note = base if len(bases) == 1 else say("Base: everyone asked the question")
    said = f"{title}: {finding}" if finding else title
    alt = sentence(say("Bar chart"), said, told)
    return Chart(title, note, bars, number, alt, heading=said)


def _heading(say: Say, shown: Sequence[Bar]) -> str:
    """The longest bars shown, and the shortest; where many are alike none stands out."""
    ranked = sorted({_percent(bar) or 0 for bar in shown})
    low, high = ([bar for bar in shown if _percent(bar) == end] for end in (ranked[0], ranked[-1]))
    if len(shown) == 1:
        return f"{_named(say, high)} {as_value(high[0].cell)}"
    if len(ranked) == 1 or max(len(low), len(high)) > MOST_ALIKE:
        return ""
    return say(
        "highest for {high} ({most}), lowest for {low} ({least})",
        high=_named(say, high),
        most=as_value(high[0].cell),
        low=_named(say, low),
        least=as_value(low[0].cell),
    )


def _named(say: Say, bars: Sequence[Bar]) -> str:
    return listed(say, [f"“{bar.label}”" for bar in bars])


def _percent(bar: Bar) -> int | None:
    return bar.cell.percent if isinstance(bar.cell, Shown) else None


def worst(found: Finding) -> Cell:
    """The two worst points together, where both are shown and are not nearly everybody."""
    return added(found.table.base, [row.cells[0] for row in _answers(found)[-ENDS:]])


def best(table: SafeTable) -> Cell:
    """The two best points together, by the same rule."""
    rows = [row for row in table.rows if row.kind is RowKind.ANSWER]
    return added(table.base, [row.cells[0] for row in rows[:ENDS]])


def ends_shown(found: Finding) -> int:
    """Of how many of its two ends a number may be told."""
    return sum(isinstance(cell, Shown) for cell in (worst(found), best(found.table)))


def _bars(findings: Sequence[Finding], end: Callable[[Finding], Cell]) -> tuple[Bar, ...]:
    return tuple(Bar(found.short, end(found)) for found in findings)


def _shown(bars: Sequence[Bar]) -> list[Bar]:
    return [bar for bar in bars if isinstance(bar.cell, Shown)]


def _words(found: Finding) -> tuple[str, ...]:
    return tuple(row.label for row in _answers(found))


def _answers(found: Finding) -> list[Row]:
    return [row for row in found.table.rows if row.kind is RowKind.ANSWER]
