"""Changes since the wave before: two releases set side by side, as they were printed.

Nothing is counted here. A question is compared where both waves showed percentages, so on bases
of at least thirty (R2); a reader with both papers could draw the same table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.disclosure.aggregate import may_divide
from exports.disclosure.keys import Key
from exports.disclosure.ledger import opened
from exports.disclosure.suppress import SafePage, safe_page
from exports.findings.chance import clear, figure
from exports.findings.spoken import spoken
from exports.findings.theme_findings import KEY
from exports.findings.trends import Trend
from exports.labels import sentence
from exports.report import (
    WAVE,
    Breakdown,
    Column,
    More,
    Row,
    RowKind,
    SafeTable,
    Theme,
)
from exports.speech import Say
from surveys.definitions.definition import Survey
from surveys.releases import Release

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Before:
    """The wave before, as it was released last."""

    name: str
    release: Release


@dataclass(frozen=True, slots=True)
class Both:
    """The same questions in two waves, by the names of the waves."""

    survey: Survey
    then: SafePage
    now: SafePage
    names: tuple[str, str]


def both(say: Say, survey: Survey, now: SafePage, name: str, before: Before) -> Both:
    """`survey` asked for the same in both."""
    then = spoken(safe_page(survey, opened(survey, before.release)), survey, say)
    return Both(survey, then, now, (before.name, name))


def with_changes(say: Say, more: More, waves: Both) -> More:
    """With a table for each question that can be compared, and a word on each theme."""
    themes = tuple(_since(say, theme, waves) for theme in more.themes)
    return replace(more, themes=themes, trends=tuple(_trends(say, waves)))


def _trends(say: Say, waves: Both) -> Iterator[Breakdown]:
    for key in waves.now.questions:
        asked = may_divide(waves.survey, key) and key != KEY
        if asked and (found := _compared(waves, key)):
            table, changes = found
            moved = _clear(changes)
            says = _says(say, moved, waves.names)
            named = replace(table, caption=_between(say, table, waves.names))
            yield Breakdown(table.caption, says, named, clear=bool(moved))


def _between(say: Say, table: SafeTable, names: tuple[str, str]) -> str:
    """Told apart from the table of the question itself."""
    return sentence(table.caption, say("{before} and {now}", before=names[0], now=names[1]))


Change = tuple[str, Trend]


def _compared(waves: Both, key: str) -> tuple[SafeTable, list[Change]] | None:
    """A row for each wave; None where no percentage is in both."""
    if key not in waves.then.questions:
        return None
    tables = (waves.then.questions[key], waves.now.questions[key])
    changes = list(_changes(*tables))
    if not changes:
        return None
    labels = [row.label for row in _answers(tables[1])]
    columns = tuple(Column(label, tables[1].caption, label) for label in labels)
    rows = tuple(_row(name, table) for name, table in zip(waves.names, tables, strict=True))
    new = replace(tables[1], key=f"trend.{key}", row_head=WAVE, columns=columns, rows=rows)
    return new, changes


def _row(name: str, table: SafeTable) -> Row:
    cells = tuple(row.cells[0] for row in _answers(table))
    return Row(name, RowKind.GROUP, table.base, cells)


def _changes(then: SafeTable, now: SafeTable) -> Iterator[Change]:
    earlier = {row.label: row for row in _answers(then)}
    for row in _answers(now):
        if row.label in earlier:
            one, other = (
                figure(earlier[row.label].cells[0], then.base),
                figure(row.cells[0], now.base),
            )
            if one and other:
                yield row.label, Trend(Key(now.key, row.label), one, other)


def _answers(table: SafeTable) -> Sequence[Row]:
    return [row for row in table.rows if row.kind is RowKind.ANSWER]


# ---------------------------------------------------------------- in words
def _clear(changes: Sequence[Change]) -> list[Change]:
    """Those that are more than chance would do, among so many, the widest first."""
    moved = [each for each in changes if clear(each[1].before, each[1].after, len(changes))]
    return sorted(moved, key=lambda each: -abs(each[1].change))


def _says(say: Say, moved: Sequence[Change], names: tuple[str, str]) -> str:
    """The widest changes."""
    if not moved:
        return say(
            "Since {wave} no answer shown has changed by more than chance may explain.",
            wave=names[0],
        )
    told = "; ".join(
        say(
            "“{answer}” {before}%, now {after}%",
            answer=label,
            before=trend.before.percent,
            after=trend.after.percent,
        )
        for label, trend in moved[:MOST_NAMED]
    )
    return say("Clear changes since {wave}: {told}.", wave=names[0], told=told)


def _since(say: Say, theme: Theme, waves: Both) -> Theme:
    if KEY not in waves.then.questions or KEY not in waves.now.questions:
        return theme
    changes = list(_changes(waves.then.questions[KEY], waves.now.questions[KEY]))
    found = dict(changes)
    if theme.label not in found:
        return theme
    trend = found[theme.label]
    if clear(trend.before, trend.after, len(changes)):
        told = say(
            "In {wave} it was {percent}%: a clear change.",
            wave=waves.names[0],
            percent=trend.before.percent,
        )
    else:
        told = say(
            "In {wave} it was {percent}%; the change may be chance.",
            wave=waves.names[0],
            percent=trend.before.percent,
        )
    return replace(theme, trend=told)
