"""Results by section over the years: the same questions in each wave that was released.

A section is what stands under a statement of the survey. The share is of the two best points of a
scale, added up from what each release shows, as a reader with all the papers would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports.disclosure.suppress import SafePage
from exports.findings.overview import best
from exports.labels import shorten
from exports.report import (
    WAVE,
    Bar,
    Breakdown,
    Cell,
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
from surveys.definitions.definition import Scale, Statement, Survey

FEWEST = 2
"""Sections; with one there is nothing to tell apart."""

Year = tuple[str, SafePage]
"""The name of a wave and its page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A statement and the scales under it that everybody was asked."""

    title: str
    scales: tuple[Scale, ...]


def sections(survey: Survey) -> tuple[Section, ...]:
    """In their order; those without a scale are left out."""
    found: list[tuple[str, list[Scale]]] = []
    for question in survey.questions:
        if isinstance(question, Statement):
            found.append((question.text, []))
        elif isinstance(question, Scale) and found and question.ask_if is None:
            found[-1][1].append(question)
    return tuple(Section(title, tuple(scales)) for title, scales in found if scales)


def by_section(say: Say, survey: Survey, years: Sequence[Year]) -> tuple[Breakdown, ...]:
    """A table for each section, a row for each wave, the oldest first."""
    found = sections(survey)
    if len(found) < FEWEST or not years:
        return ()
    return tuple(_told(say, section, years, n) for n, section in enumerate(found, start=1))


def _told(say: Say, section: Section, years: Sequence[Year], number: int) -> Breakdown:
    names = shorten([scale.text for scale in section.scales])
    favourable = say("One of the two best answers")
    columns = tuple(
        Column(name, scale.text, favourable)
        for name, scale in zip(names, section.scales, strict=True)
    )
    rows = tuple(_row(name, page, section) for name, page in years if _asked(page, section))
    (like, *_) = _tables(years[-1][1], section)
    title = section.title.rstrip(".")
    table = replace(
        like, key=f"years.{number}", caption=title, row_head=WAVE, columns=columns, rows=rows
    )
    return Breakdown(title, _says(say, table), table, _chart(say, title, table))


def _asked(page: SafePage, section: Section) -> bool:
    return all(f"{scale.key}" in page.questions for scale in section.scales)


def _tables(page: SafePage, section: Section) -> Iterator[SafeTable]:
    return (page.questions[scale.key] for scale in section.scales)


def _row(name: str, page: SafePage, section: Section) -> Row:
    return Row(name, RowKind.GROUP, page.people, tuple(map(best, _tables(page, section))))


# ---------------------------------------------------------------- in words
def _says(say: Say, table: SafeTable) -> str:
    """The newest wave, and the one before where it shows the same."""
    now, before = table.rows[-1], table.rows[-2] if len(table.rows) > 1 else None
    told = [
        _standing(say, column.label, now.cells[n], before.cells[n] if before else None)
        for n, column in enumerate(table.columns)
        if isinstance(now.cells[n], Shown)
    ]
    if not told:
        return say("Every number is too small, or too close to everyone, to be shown.")
    first = say("About {number} {folk} were asked.", number=as_count(now.base))
    return f"{first} {say('Favourable')}: {'; '.join(told)}."


def _standing(say: Say, name: str, now: Cell, before: Cell | None) -> str:
    told = f"{name} {_value(say, now)}"
    if isinstance(before, Shown):
        return f"{told} ({say('before: {share}', share=_value(say, before))})"
    return told


def _value(say: Say, cell: Cell) -> str:
    if isinstance(cell, Shown) and cell.percent is None:
        return say("about {number} {folk}", number=as_count(cell))
    return as_value(cell)


def _chart(say: Say, title: str, table: SafeTable) -> Chart | None:
    now = table.rows[-1]
    bars = tuple(
        Bar(column.label, cell) for column, cell in zip(table.columns, now.cells, strict=True)
    )
    shown = [bar.cell for bar in bars if isinstance(bar.cell, Shown)]
    if not shown or len({cell.percent is None for cell in shown}) > 1:
        return None
    told = "; ".join(f"{bar.label}: {as_value(bar.cell)}" for bar in bars)
    note = say(
        "Favourable in {wave}. Base: about {number} {folk} asked",
        wave=now.label,
        number=as_count(now.base),
    )
    return Chart(title, note, bars, now.base, f"{say('Bar chart')}. {title}. {told}.")
