"""Findings in words, from safe numbers only: what the table hides is not said here either."""

from collections.abc import Sequence

from exports.labels import sentence
from exports.listed import listed
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
    as_percent,
    as_value,
)
from exports.speech import Say
from surveys.definitions.definition import FreeText, Question, Scale, Several

MOST_NAMED = 3
MOST_NEXT = 2
ENDS = 2
NEARLY_ALL = 10


def finding(say: Say, number: int, question: Question, table: SafeTable, short: str) -> Finding:
    """What one question showed. `short` names a scale beside others of its kind."""
    heading, chart = _heading(say, question, table, short), None
    if not isinstance(question, FreeText):
        chart = chart_of(say, table, heading)
    says, written = _says(say, question, table), ""
    if isinstance(question, FreeText):
        written = _of_those_asked(say, question, table)
    name = short or say("Question {number}", number=number)
    besides = _besides(say, question, table)
    return Finding(
        question.key, number, question.text, name, heading, says, table, chart, besides, written
    )


def _heading(say: Say, question: Question, table: SafeTable, short: str) -> str:
    match question:
        case FreeText():
            return _written(say, table)
        case Scale():
            good, bad = ends(say, table)
            return f"{short}: {good or bad or _common(say, question, table)}"
        case _:
            heading = _common(say, question, table)
            return heading[:1].upper() + heading[1:]


# ---------------------------------------------------------------- headings
def ends(say: Say, table: SafeTable) -> tuple[str, str]:
    """What the two best and the two worst points of a scale got; empty where it may not be said."""
    rows = _answers(table)
    return _together(say, table, rows[:ENDS]), _together(say, table, rows[-ENDS:])


def _together(say: Say, table: SafeTable, ends: Sequence[Row]) -> str:
    """Two points of a scale as one, where both are shown and are not nearly all."""
    both = [row for row in ends if isinstance(row.cells[0], Shown)]
    count = sum(count_of(row) for row in both)
    if len(both) < ENDS or not isinstance(table.base, Shown):
        return ""
    if count + NEARLY_ALL > table.base.count:
        return ""
    first, second = (f"“{row.label}”" for row in both)
    said = say("{first} or {second}", first=first, second=second)
    if any(percent_of(row) is None for row in both):
        return say(
            "about {count} of about {base} said {said}",
            count=count,
            base=table.base.count,
            said=said,
        )
    percent = (200 * count + table.base.count) // (2 * table.base.count)
    return say("{percent}% said {said}", percent=percent, said=said)


def _common(say: Say, question: Question, table: SafeTable) -> str:
    """The answer given most often; of those shown, where a hidden one may lead."""
    top, _ = _top(table)
    if not top:
        return say("too few answers of one kind to show a number")
    named, share = listed(say, [f"“{row.label}”" for row in top]), share_of(say, top[0])
    if len(top) > MOST_NAMED:
        return say(
            "{number} answers were about equally common ({share} each)",
            number=len(top),
            share=share,
        )
    if not _leads(question, table):
        return _common_of_shown(say, top, named)
    if len(top) > 1:
        return say(
            "{answers} were the most common answers ({share} each)", answers=named, share=share
        )
    return say("{answer} was the most common answer ({share})", answer=named, share=share)


def _top(table: SafeTable) -> tuple[list[Row], list[Row]]:
    """Of the answers shown those given most often, and the others, the next first."""
    ranked = _ranked(table)
    top = [row for row in ranked if count_of(row) == count_of(ranked[0])]
    return top, ranked[len(top) :]


def _common_of_shown(say: Say, top: Sequence[Row], named: str) -> str:
    share = share_of(say, top[0])
    if len(top) > 1:
        return say(
            "of the answers shown, {answers} were most common ({share} each)",
            answers=named,
            share=share,
        )
    return say(
        "of the answers shown, {answer} was most common ({share})", answer=named, share=share
    )


def _leads(question: Question, table: SafeTable) -> bool:
    """Whether no hidden answer can have been given more often than those shown."""
    if all(isinstance(row.cells[0], Shown) for row in _answers(table)):
        return True
    if isinstance(question, Several) or not isinstance(table.base, Shown):
        return False
    rest = table.base.count - sum(count_of(row) for row in table.rows)
    return rest < count_of(_ranked(table)[0])


def _written(say: Say, table: SafeTable) -> str:
    first = table.rows[0].cells[0]
    if isinstance(first, Shown):
        return say("About {number} {folk} answered in their own words", number=as_count(first))
    return say("The number who answered in their own words is not shown")


def _of_those_asked(say: Say, question: Question, table: SafeTable) -> str:
    """The question, and how many of those asked it wrote something; nothing where it is hidden."""
    first = table.rows[0].cells[0]
    if not isinstance(first, Shown) or not isinstance(table.base, Shown):
        return ""
    return say(
        "“{question}”: about {number} of about {base} {folk}",
        question=question.text,
        number=as_count(first),
        base=as_count(table.base),
    )


# ---------------------------------------------------------------- sentences
def _says(say: Say, question: Question, table: SafeTable) -> str:
    if not isinstance(table.base, Shown):
        return say(
            "Numbers for this question are not shown: too few people were asked it, or too few "
            "were not."
        )
    asked = _asked(say, table)
    if isinstance(question, FreeText):
        return asked
    return f"{asked} {_says_most(say, question, table)}"


def _says_most(say: Say, question: Question, table: SafeTable) -> str:
    ranked = _ranked(table)
    if not ranked:
        return say("Every number is too small, or too close to everyone, to be shown.")
    good, bad = ends(say, table) if isinstance(question, Scale) else ("", "")
    if good and bad:
        return f"{bad[:1].upper()}{bad[1:]}."
    named = [f"“{row.label}” ({share_of(say, row)})" for row in ranked[:MOST_NAMED]]
    first = f"{_first(say, question, table)}: {listed(say, named)}."
    if isinstance(question, Several):
        return f"{say('More than one answer could be chosen.')} {first}"
    return first


def _besides(say: Say, question: Question, table: SafeTable) -> str:
    """How many were asked, and the answers that come after those in the heading."""
    if isinstance(question, FreeText) or not isinstance(table.base, Shown):
        return ""
    if isinstance(question, Scale):
        good, bad = ends(say, table)
        return sentence(bad[:1].upper() + bad[1:]) if good and bad else ""
    many = say("More than one answer could be chosen.") if isinstance(question, Several) else ""
    return " ".join(filter(None, (_asked(say, table), many, _next(say, question, table))))


def _next(say: Say, question: Question, table: SafeTable) -> str:
    """What comes after the most common answers; those themselves where they were too many."""
    top, others = _top(table)
    if len(top) > MOST_NAMED:
        return f"{say('They are')}: {listed(say, [f'“{row.label}”' for row in top])}."
    if not others:
        return ""
    named = [f"“{row.label}” ({share_of(say, row)})" for row in others[:MOST_NEXT]]
    first = say("Next") if _leads(question, table) else say("Next of the answers shown")
    return f"{first}: {listed(say, named)}."


def _asked(say: Say, table: SafeTable) -> str:
    return say("About {number} {folk} were asked.", number=as_count(table.base))


def _first(say: Say, question: Question, table: SafeTable) -> str:
    if _leads(question, table):
        return say("Most common")
    return say("Most common of the answers shown")


# ---------------------------------------------------------------- charts
def chart_of(say: Say, table: SafeTable, heading: str) -> Chart | None:
    rows = _answers(table)
    if not any(isinstance(row.cells[0], Shown) for row in rows):
        return None
    bars = tuple(Bar(row.label, row.cells[0]) for row in rows)
    return Chart(
        table.caption, _note(say, table.base), bars, table.base, alt_of(say, heading, bars)
    )


def alt_of(say: Say, heading: str, bars: Sequence[Bar]) -> str:
    told = "; ".join(f"{bar.label}: {as_value(bar.cell)}" for bar in bars)
    return sentence(say("Bar chart"), heading, told)


def _note(say: Say, base: Cell) -> str:
    return say("Base: about {number} {folk} asked", number=as_count(base))


# ---------------------------------------------------------------- reading a table
def _answers(table: SafeTable) -> list[Row]:
    return [row for row in table.rows if row.kind is RowKind.ANSWER]


def _ranked(table: SafeTable) -> list[Row]:
    shown = [row for row in _answers(table) if isinstance(row.cells[0], Shown)]
    return sorted(shown, key=count_of, reverse=True)


def count_of(row: Row, place: int = 0) -> int:
    cell = row.cells[place]
    return cell.count if isinstance(cell, Shown) else 0


def percent_of(row: Row, place: int = 0) -> int | None:
    cell = row.cells[place]
    return cell.percent if isinstance(cell, Shown) else None


def share_of(say: Say, row: Row) -> str:
    """A percentage; where the base is too small for one, about how many people."""
    cell = row.cells[0]
    if percent_of(row) is not None:
        return as_percent(cell)
    return say("about {number} {folk}", number=as_count(cell))
