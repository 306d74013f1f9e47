"""All scales of a survey in every wave that may be shown, side by side: what the best points got.

Each wave is taken as it was released, and only where it has percentages, so on a base of at least
thirty (R2): a reader with all the papers could draw the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.disclosure.suppress import SafePage
from exports.findings.chance import Figure, apart, clear, figure
from exports.findings.overview import best
from exports.labels import sentence, shorten
from exports.report import (
    WAVE,
    Bar,
    Breakdown,
    Chart,
    Column,
    Row,
    RowKind,
    SafeTable,
    Shown,
    as_count,
    as_value,
)
from exports.speech import Say
from surveys.definitions.definition import Scale, Survey

FEWEST = 2
"""Waves; with one there is nothing to set beside it."""

Wave = tuple[str, SafePage]


@dataclass(frozen=True, slots=True)
class _Move:
    """One scale in the last two waves."""

    label: str
    before: Figure
    now: Figure


def over_time(say: Say, survey: Survey, waves: Sequence[Wave]) -> Breakdown | None:
    """A row for each wave, the oldest first; None where fewer than two may be shown."""
    scales = [q for q in survey.questions if isinstance(q, Scale) and q.ask_if is None]
    told = [(name, page) for name, page in waves if all(q.key in page.questions for q in scales)]
    if not scales or len(told) < FEWEST:
        return None
    table = _table(say, scales, told)
    if len(table.rows) < FEWEST or table.rows[-1].label != waves[-1][0]:
        return None
    moves = list(_moves(table))
    widest = max(moves, key=lambda move: apart(move.before, move.now), default=None)
    sure = widest is not None and clear(widest.before, widest.now, len(moves))
    says = _says(say, table, widest, sure=sure)
    chart = replace(
        _chart(say, table, says), heading=_heading(say, table, widest if sure else None)
    )
    return Breakdown(table.caption, says, table, chart, clear=sure)


def _table(say: Say, scales: Sequence[Scale], told: Sequence[Wave]) -> SafeTable:
    words = {tuple(option.text for option in scale.options[:2]) for scale in scales}
    answer = _words(say, words.pop()) if len(words) == 1 else say("One of the two best answers")
    names = shorten([scale.text for scale in scales])
    columns = tuple(Column(n, q.text, answer) for n, q in zip(names, scales, strict=True))
    rows = tuple(filter(_has_percentages, (_row(name, page, scales) for name, page in told)))
    like = told[-1][1].questions[scales[0].key]
    caption = say("{answer}: wave by wave", answer=answer)
    return replace(
        like, key="over_time", caption=caption, row_head=WAVE, columns=columns, rows=rows
    )


def _words(say: Say, points: Sequence[str]) -> str:
    first, second = (f"“{point}”" for point in points)
    return say("{first} or {second}", first=first, second=second)


def _row(name: str, page: SafePage, scales: Sequence[Scale]) -> Row:
    cells = tuple(best(page.questions[scale.key]) for scale in scales)
    return Row(name, RowKind.GROUP, page.people, cells)


def _has_percentages(row: Row) -> bool:
    shown = [cell for cell in row.cells if isinstance(cell, Shown)]
    return bool(shown) and all(cell.percent is not None for cell in shown)


# ---------------------------------------------------------------- in words and as a picture
def _moves(table: SafeTable) -> Iterator[_Move]:
    before, now = table.rows[-2:]
    for place, column in enumerate(table.columns):
        one = figure(before.cells[place], before.base)
        other = figure(now.cells[place], now.base)
        if one and other:
            yield _Move(column.label, one, other)


def _says(say: Say, table: SafeTable, widest: _Move | None, *, sure: bool) -> str:
    if widest is None:
        return say("No number is shown both now and in {wave}.", wave=table.rows[-2].label)
    told = say(
        "Since {wave} the widest change is for “{question}”: {before}%, now {now}%.",
        wave=table.rows[-2].label,
        question=widest.label,
        before=widest.before.percent,
        now=widest.now.percent,
    )
    if sure:
        return f"{told} {say('This is unlikely to be chance.')}"
    return f"{told} {say('In groups of this size this may be chance.')}"


def _heading(say: Say, table: SafeTable, clearest: _Move | None) -> str:
    """The finding in a few words, over the bars."""
    wave = table.rows[-2].label
    if clearest is None:
        return say("No clear change since {wave}", wave=wave)
    before, now = clearest.before.percent, clearest.now.percent
    return say(
        "{question}: {before}% in {wave}, now {now}%",
        question=clearest.label,
        before=before,
        wave=wave,
        now=now,
    )


def _chart(say: Say, table: SafeTable, says: str) -> Chart:
    columns = tuple(row.label for row in table.rows)
    bars = tuple(
        Bar(column.label, table.rows[-1].cells[n], tuple(row.cells[n] for row in table.rows[:-1]))
        for n, column in enumerate(table.columns)
    )
    asked = "; ".join(f"{row.label} {as_count(row.base)}" for row in table.rows)
    note = say("Base, about so many {folk} asked: {waves}", waves=asked)
    told = "; ".join(_told(bar, columns) for bar in bars)
    alt = sentence(say("Bar chart"), table.caption, says, told)
    return Chart(table.caption, note, bars, table.base, alt, columns=columns)


def _told(bar: Bar, columns: Sequence[str]) -> str:
    values = (f"{name} {as_value(cell)}" for name, cell in zip(columns, bar.cells, strict=True))
    return f"{bar.label}: {', '.join(values)}"
