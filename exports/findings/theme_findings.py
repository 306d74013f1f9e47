"""Themes as numbers and sentences: confirmed themes are counted like answers of one question.

People are counted, not texts: who wrote about a theme twice counts once (R9). The question is put
after all others, under a key that no survey can use, so that every rule for small numbers holds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from exports.disclosure.keys import THEMES
from exports.disclosure.suppress import SafePage
from exports.findings import findings
from exports.findings.chance import Gap, clearest
from exports.labels import sentence
from exports.report import (
    Breakdown,
    Cell,
    More,
    Row,
    RowKind,
    SafeTable,
    Shown,
    Theme,
    as_count,
    as_percent,
    as_value,
)
from exports.speech import Say
from surveys.definitions.definition import Option, Several, Survey
from surveys.records import NoAnswer, Passed, Picked, Response

KEY = THEMES


# ---------------------------------------------------------------- to be counted
def with_themes(survey: Survey, labels: Mapping[str, str]) -> Survey:
    """The survey with one question more, that nobody was asked: what they wrote about."""
    options = tuple(Option(key, label) for key, label in labels.items())
    asked = Several(key=KEY, text="What people wrote about", options=options)
    return replace(survey, questions=(*survey.questions, asked))


def has_themes(survey: Survey) -> bool:
    return any(question.key == KEY for question in survey.questions)


def without_themes(survey: Survey) -> Survey:
    """What people were really asked."""
    return replace(survey, questions=tuple(q for q in survey.questions if q.key != KEY))


def about(response: Response, themes: Collection[str]) -> Response:
    """The response with the themes of its texts; with none it counts as one that says nothing."""
    said = Picked(tuple(sorted(set(themes)))) if themes else Passed(NoAnswer.SKIPPED)
    return Response({**response.answers, KEY: said})


# ---------------------------------------------------------------- to be told
def split(page: SafePage) -> tuple[SafePage, SafeTable | None, tuple[SafeTable, ...]]:
    """The page without its themes; the themes; the themes by group."""
    if KEY not in page.questions:
        return page, None, ()
    rest = {key: table for key, table in page.questions.items() if key != KEY}
    start = f"{KEY}."
    of_themes = tuple(
        t for tables in page.divided.values() for t in tables if t.key.startswith(start)
    )
    divided = {
        by: tuple(t for t in tables if t not in of_themes) for by, tables in page.divided.items()
    }
    return replace(page, questions=rest, divided=divided), page.questions[KEY], of_themes


def themed(more: More, say: Say, table: SafeTable, divided: Sequence[SafeTable]) -> More:
    """With the themes in words, most common first; the rows of those who said none are left out."""
    title = say("What {people} wrote about")
    rows = tuple(row for row in table.rows if row.kind is RowKind.ANSWER)
    shown = replace(table, caption=title, rows=rows)
    ranked = sorted(_shown(rows), key=lambda row: _count(row.cells[0]), reverse=True)
    told = tuple(_theme(say, row, rows.index(row), divided) for row in ranked)
    ordered = replace(shown, rows=tuple(ranked))
    chart = findings.chart_of(say, ordered, title)
    chart = chart and replace(chart, heading=_most(say, told))
    whole = Breakdown(title, _says(say, told), shown, chart)
    by_group = tuple(
        Breakdown(sentence(title, each.caption), "", replace(each, caption=title))
        for each in divided
    )
    return replace(more, themes=told, theme_tables=(whole, *by_group))


def _most(say: Say, told: Sequence[Theme]) -> str:
    """The finding in a few words, over the bars."""
    if not told:
        return say("What {people} wrote about")
    return say(
        "What {people} wrote about most: {themes}", themes=f"{told[0].label} ({told[0].share})"
    )


def _says(say: Say, told: Sequence[Theme]) -> str:
    if not told:
        return say("Every number is too small, or too close to everyone, to be shown.")
    return sentence(told[0].heading)


def _theme(say: Say, row: Row, place: int, divided: Sequence[SafeTable]) -> Theme:
    cell = row.cells[0]
    heading = say("{theme}: {share} wrote about it", theme=row.label, share=as_value(cell))
    says = say(
        "That is about {number} of about {base} {folk}.",
        number=as_count(cell),
        base=as_count(row.base),
    )
    where = _where(say, place, divided)
    return Theme(row.label, row.label, heading, says, where, share=as_value(cell))


def _where(say: Say, place: int, divided: Sequence[SafeTable]) -> str:
    """Between which groups it differs by more than chance would do; nothing if by no more."""
    gaps = [gap for table in divided if (gap := clearest(table, (place,)))]
    return " ".join(_gap(say, gap, place) for gap in gaps if gap.clear)


def _gap(say: Say, gap: Gap, place: int) -> str:
    return say(
        "It differs clearly between {high} ({most}) and {low} ({least}).",
        high=gap.high.label,
        most=as_percent(gap.high.cells[place]),
        low=gap.low.label,
        least=as_percent(gap.low.cells[place]),
    )


def _shown(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if isinstance(row.cells[0], Shown)]


def _count(cell: Cell) -> int:
    return cell.count if isinstance(cell, Shown) else 0
