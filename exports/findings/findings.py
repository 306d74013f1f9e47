"""Findings in words, from safe numbers only: what the table hides is not said here either."""

from collections.abc import Sequence
from dataclasses import replace

from exports.findings.chance import Gap, clearest
from exports.labels import sentence
from exports.listed import listed
from exports.report import (
    Bar,
    Breakdown,
    Cell,
    Chart,
    Column,
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
from surveys.definitions.definition import AgeBand, FreeText, Locality, Question, Scale, Several

MOST_NAMED = 3
ENDS = 2
NEARLY_ALL = 10


def finding(say: Say, number: int, question: Question, table: SafeTable, short: str) -> Finding:
    """What one question showed. `short` names a scale beside others of its kind."""
    heading, chart = _heading(say, question, table, short), None
    if not isinstance(question, FreeText):
        chart = chart_of(say, table, heading)
    says = _says(say, question, table)
    name = short or say("Question {number}", number=number)
    return Finding(question.key, number, question.text, name, heading, says, table, chart)


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
    count = sum(_count(row) for row in both)
    if len(both) < ENDS or not isinstance(table.base, Shown):
        return ""
    if count + NEARLY_ALL > table.base.count:
        return ""
    first, second = (f"“{row.label}”" for row in both)
    said = say("{first} or {second}", first=first, second=second)
    if any(_percent(row) is None for row in both):
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
    ranked = _ranked(table)
    if not ranked:
        return say("too few answers of one kind to show a number")
    top = [row for row in ranked if _count(row) == _count(ranked[0])]
    named = listed(say, [f"“{row.label}”" for row in top])
    if len(top) > MOST_NAMED:
        return say("{number} answers were about equally common", number=len(top))
    if not _leads(question, table):
        return _common_of_shown(say, top, named)
    if len(top) > 1:
        return say("{answers} were the most common answers", answers=named)
    share = _share(say, top[0])
    return say("{answer} was the most common answer ({share})", answer=named, share=share)


def _common_of_shown(say: Say, top: Sequence[Row], named: str) -> str:
    if len(top) > 1:
        return say("of the answers shown, {answers} were most common", answers=named)
    share = _share(say, top[0])
    return say(
        "of the answers shown, {answer} was most common ({share})", answer=named, share=share
    )


def _leads(question: Question, table: SafeTable) -> bool:
    """Whether no hidden answer can have been given more often than those shown."""
    if all(isinstance(row.cells[0], Shown) for row in _answers(table)):
        return True
    if isinstance(question, Several) or not isinstance(table.base, Shown):
        return False
    rest = table.base.count - sum(_count(row) for row in table.rows)
    return rest < _count(_ranked(table)[0])


def _written(say: Say, table: SafeTable) -> str:
    first = table.rows[0].cells[0]
    if isinstance(first, Shown):
        return say("About {number} {folk} answered in their own words", number=as_count(first))
    return say("The number who answered in their own words is not shown")


# ---------------------------------------------------------------- sentences
def _says(say: Say, question: Question, table: SafeTable) -> str:
    if not isinstance(table.base, Shown):
        return say(
            "Numbers for this question are not shown: too few people were asked it, or too few "
            "were not."
        )
    asked = say("About {number} {folk} were asked.", number=as_count(table.base))
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
    named = [f"“{row.label}” ({_share(say, row)})" for row in ranked[:MOST_NAMED]]
    first = f"{_first(say, question, table)}: {listed(say, named)}."
    if isinstance(question, Several):
        return f"{say('More than one answer could be chosen.')} {first}"
    return first


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
    return Chart(table.caption, _note(say, table.base), bars, table.base, _alt(say, heading, bars))


def _alt(say: Say, heading: str, bars: Sequence[Bar]) -> str:
    told = "; ".join(f"{bar.label}: {as_value(bar.cell)}" for bar in bars)
    return sentence(say("Bar chart"), heading, told)


def _note(say: Say, base: Cell) -> str:
    return say("Base: about {number} {folk} asked", number=as_count(base))


# ---------------------------------------------------------------- by group
def by_group(say: Say, question: Question) -> str:
    """What a division among groups is called."""
    match question:
        case Locality():
            return say("By area")
        case AgeBand():
            return say("By age")
        case _:
            return say("By group")


def who(say: Say, question: Question, table: SafeTable) -> Breakdown:
    """How those who answered divide into groups."""
    groups = [row for row in table.rows if row.kind is RowKind.GROUP]
    shown = [row for row in groups if isinstance(row.cells[0], Shown)]
    largest = max(shown, key=_count, default=None)
    if largest is None:
        says = say("No group is large enough to be shown beside the others.")
    elif len(shown) == len(groups):
        share = _share(say, largest)
        says = say("The largest group is {group} ({share}).", group=largest.label, share=share)
    else:
        share = _share(say, largest)
        says = say(
            "The largest group shown is {group} ({share}).", group=largest.label, share=share
        )
    return Breakdown(by_group(say, question), says, table)


def divided(say: Say, question: Question, table: SafeTable) -> Breakdown:
    """One comparison between groups, drawn where they differ most clearly."""
    heading = f"{by_group(say, question)}: {table.caption}"
    table = replace(table, caption=heading)
    gap = clearest(table)
    if gap is None:
        return Breakdown(heading, _little(say, table), table)
    told = _gap_heading(say, question, table, gap) if gap.clear else heading
    chart = _gap_chart(say, table, gap.column, told)
    return Breakdown(heading, _gap_says(say, table, gap), table, chart, clear=gap.clear)


def _gap_heading(say: Say, question: Question, table: SafeTable, gap: Gap) -> str:
    """The difference in a few words, over its bars."""
    high, low = (as_percent(row.cells[_at(table, gap.column)]) for row in (gap.high, gap.low))
    by, label = by_group(say, question), gap.column.label
    told = say(
        "{high} {most}, {low} {least}", high=gap.high.label, most=high, low=gap.low.label, least=low
    )
    return f"{by}: {label}: {told}"


def _gap_says(say: Say, table: SafeTable, gap: Gap) -> str:
    place = _at(table, gap.column)
    told = say(
        "The clearest difference shown is for “{answer}”: {high} {most}, {low} {least}.",
        answer=gap.column.label,
        high=gap.high.label,
        most=as_percent(gap.high.cells[place]),
        low=gap.low.label,
        least=as_percent(gap.low.cells[place]),
    )
    if gap.clear:
        return f"{told} {say('This is unlikely to be chance.')}"
    return f"{told} {say('In groups of this size this may be chance.')}"


def _little(say: Say, table: SafeTable) -> str:
    if table.shows_anything:
        return say("Too few numbers can be shown to compare the groups.")
    return say(
        "Nothing can be shown here: in every group the numbers are too small, or too close to "
        "everyone. Fewer, larger groups, or two waves counted together, would show more."
    )


def _with_percent(table: SafeTable, place: int) -> list[Row]:
    """The groups with a percentage. Those who did not say are nobody's neighbours."""
    groups = (row for row in table.rows if row.kind is RowKind.GROUP)
    return [row for row in groups if _percent(row, place) is not None]


def _gap_chart(say: Say, table: SafeTable, column: Column, says: str) -> Chart | None:
    """The groups that have a percentage. Of the two ends of a scale only the better is drawn."""
    if table.key.startswith("worst."):
        return None
    place = _at(table, column)
    bars = tuple(
        Bar(say("{group} ({number})", group=row.label, number=as_count(row.base)), row.cells[place])
        for row in _with_percent(table, place)
    )
    title = sentence(column.question, column.answer)
    note = say("In brackets: {people} asked. Other groups are in the table")
    return Chart(title, note, bars, table.base, _alt(say, says, bars), heading=says)


def _at(table: SafeTable, column: Column) -> int:
    return table.columns.index(column)


# ---------------------------------------------------------------- reading a table
def _answers(table: SafeTable) -> list[Row]:
    return [row for row in table.rows if row.kind is RowKind.ANSWER]


def _ranked(table: SafeTable) -> list[Row]:
    shown = [row for row in _answers(table) if isinstance(row.cells[0], Shown)]
    return sorted(shown, key=_count, reverse=True)


def _count(row: Row, place: int = 0) -> int:
    cell = row.cells[place]
    return cell.count if isinstance(cell, Shown) else 0


def _percent(row: Row, place: int = 0) -> int | None:
    cell = row.cells[place]
    return cell.percent if isinstance(cell, Shown) else None


def _share(say: Say, row: Row) -> str:
    """A percentage; where the base is too small for one, about how many people."""
    cell = row.cells[0]
    if _percent(row) is not None:
        return as_percent(cell)
    return say("about {number} {folk}", number=as_count(cell))
