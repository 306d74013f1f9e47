"""Findings in words, from safe numbers only: what the table hides is not said here either."""

from collections.abc import Sequence

from exports.labels import sentence
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
from surveys.definition import AgeBand, FreeText, Locality, Question, Scale, Several

MOST_NAMED = 3
ENDS = 2
NEARLY_ALL = 10


def finding(number: int, question: Question, table: SafeTable, short: str) -> Finding:
    """What one question showed. `short` names a scale beside others of its kind."""
    heading, chart = _heading(question, table, short), None
    if not isinstance(question, FreeText):
        chart = _chart(table, heading)
    says, name = _says(question, table), short or f"Question {number}"
    return Finding(question.key, number, question.text, name, heading, says, table, chart)


def in_summary(question: Question, found: Finding) -> str:
    """The finding as one line that can stand alone."""
    if isinstance(question, Scale):
        return sentence(found.heading)
    return sentence(found.question, found.heading)


def _heading(question: Question, table: SafeTable, short: str) -> str:
    match question:
        case FreeText():
            return _written(table)
        case Scale():
            return (
                f"{short}: {_together(table, _answers(table)[:ENDS]) or _common(question, table)}"
            )
        case _:
            heading = _common(question, table)
            return heading[:1].upper() + heading[1:]


# ---------------------------------------------------------------- headings
def _together(table: SafeTable, ends: Sequence[Row]) -> str:
    """Two points of a scale as one, where both are shown and are not nearly all."""
    both = [row for row in ends if isinstance(row.cells[0], Shown)]
    count = sum(_count(row) for row in both)
    if len(both) < ENDS or not isinstance(table.base, Shown):
        return ""
    if count + NEARLY_ALL > table.base.count:
        return ""
    said = " or ".join(f"“{row.label}”" for row in both)
    if any(_percent(row) is None for row in both):
        return f"about {count} of about {table.base.count} said {said}"
    return f"{(200 * count + table.base.count) // (2 * table.base.count)}% said {said}"


def _common(question: Question, table: SafeTable) -> str:
    """The answer given most often; of those shown, where a hidden one may lead."""
    ranked = _ranked(table)
    if not ranked:
        return "too few answers of one kind to show a number"
    top = [row for row in ranked if _count(row) == _count(ranked[0])]
    named = _listed([f"“{row.label}”" for row in top])
    if len(top) > MOST_NAMED:
        return f"{len(top)} answers were about equally common"
    if not _leads(question, table):
        share = f" ({_share(top[0])})" if len(top) == 1 else ""
        return f"of the answers shown, {named} {_was(top)} most common{share}"
    if len(top) > 1:
        return f"{named} were the most common answers"
    return f"{named} was the most common answer ({_share(top[0])})"


def _was(rows: Sequence[Row]) -> str:
    return "was" if len(rows) == 1 else "were"


def _leads(question: Question, table: SafeTable) -> bool:
    """Whether no hidden answer can have been given more often than those shown."""
    if all(isinstance(row.cells[0], Shown) for row in _answers(table)):
        return True
    if isinstance(question, Several) or not isinstance(table.base, Shown):
        return False
    rest = table.base.count - sum(_count(row) for row in table.rows)
    return rest < _count(_ranked(table)[0])


def _written(table: SafeTable) -> str:
    first = table.rows[0].cells[0]
    if isinstance(first, Shown):
        return f"About {as_count(first)} people answered in their own words"
    return "The number who answered in their own words is not shown"


# ---------------------------------------------------------------- sentences
NOT_SHOWN = (
    "Numbers for this question are not shown: too few people were asked it, or too few were not."
)
NO_WORDS = (
    "The words themselves are not part of this report; the table of the question says what "
    "became of them."
)
NOTHING_SHOWN = "Every number is too small, or too close to everyone, to be shown."


def _says(question: Question, table: SafeTable) -> str:
    if not isinstance(table.base, Shown):
        return NOT_SHOWN
    asked = f"About {as_count(table.base)} people were asked."
    if isinstance(question, FreeText):
        return f"{asked} {NO_WORDS}"
    ranked = _ranked(table)
    if not ranked:
        return f"{asked} {NOTHING_SHOWN}"
    if isinstance(question, Scale) and (worst := _together(table, _answers(table)[-ENDS:])):
        return f"{asked} {worst[:1].upper()}{worst[1:]}."
    named = _listed([f"“{row.label}” ({_share(row)})" for row in ranked[:MOST_NAMED]])
    if isinstance(question, Several):
        return f"{asked} More than one answer could be chosen. {_first(question, table)}: {named}."
    return f"{asked} {_first(question, table)}: {named}."


def _first(question: Question, table: SafeTable) -> str:
    return "Most common" if _leads(question, table) else "Most common of the answers shown"


# ---------------------------------------------------------------- charts
def _chart(table: SafeTable, heading: str) -> Chart | None:
    rows = _answers(table)
    if not any(isinstance(row.cells[0], Shown) for row in rows):
        return None
    bars = tuple(Bar(row.label, row.cells[0]) for row in rows)
    return Chart(table.caption, _note(table.base), bars, table.base, _alt(heading, bars))


def _alt(heading: str, bars: Sequence[Bar]) -> str:
    told = "; ".join(f"{bar.label}: {as_value(bar.cell)}" for bar in bars)
    return sentence("Bar chart", heading, told)


def _note(base: Cell) -> str:
    return f"Base: about {as_count(base)} people asked"


# ---------------------------------------------------------------- by group
def kind_of_group(question: Question) -> str:
    match question:
        case Locality():
            return "area"
        case AgeBand():
            return "age"
        case _:
            return "group"


def who(question: Question, table: SafeTable) -> Breakdown:
    """How those who answered divide into groups."""
    kind = kind_of_group(question)
    groups = [row for row in table.rows if row.kind is RowKind.GROUP]
    shown = [row for row in groups if isinstance(row.cells[0], Shown)]
    largest = max(shown, key=_count, default=None)
    every = "" if len(shown) == len(groups) else " shown"
    says = (
        f"The largest group{every} is {largest.label}, {_share(largest)}."
        if largest
        else NONE_SHOWN
    )
    return Breakdown(f"By {kind}", says, table)


NONE_SHOWN = "No group is large enough to be shown beside the others."


def divided(question: Question, table: SafeTable) -> Breakdown:
    """One comparison between groups, with the widest gap drawn."""
    kind = kind_of_group(question)
    heading = f"By {kind}: {table.caption}"
    gap = _widest(table)
    if gap is None:
        return Breakdown(heading, _little(table), table)
    column, high, low = gap
    most, least = (as_percent(row.cells[_at(table, column)]) for row in (high, low))
    says = (
        f"The widest gap shown is for “{column.label}”: {most} in {high.label}, {least} in "
        f"{low.label}. In groups of this size a few points may be chance."
    )
    return Breakdown(heading, says, table, _gap_chart(table, column, heading))


def _little(table: SafeTable) -> str:
    if table.shows_anything:
        return "Too few numbers can be shown to compare the groups."
    return (
        "Nothing can be shown here: in every group the numbers are too small, or too close to "
        "everyone. Fewer, larger groups, or two waves counted together, would show more."
    )


def _widest(table: SafeTable) -> tuple[Column, Row, Row] | None:
    best: tuple[int, Column, Row, Row] | None = None
    for place, column in enumerate(table.columns):
        rows = sorted(_with_percent(table, place), key=lambda row: _percent(row, place) or 0)
        if len(rows) > 1:
            gap = (_percent(rows[-1], place) or 0) - (_percent(rows[0], place) or 0)
            if best is None or gap > best[0]:
                best = gap, column, rows[-1], rows[0]
    return best[1:] if best and best[0] > 0 else None


def _with_percent(table: SafeTable, place: int) -> list[Row]:
    """The groups with a percentage. Those who did not say are nobody's neighbours."""
    groups = (row for row in table.rows if row.kind is RowKind.GROUP)
    return [row for row in groups if _percent(row, place) is not None]


def _gap_chart(table: SafeTable, column: Column, says: str) -> Chart | None:
    """The groups that have a percentage. Of the two ends of a scale only the better is drawn."""
    if table.key.startswith("worst."):
        return None
    place = _at(table, column)
    bars = tuple(
        Bar(f"{row.label} ({as_count(row.base)})", row.cells[place])
        for row in _with_percent(table, place)
    )
    title = sentence(column.question, column.answer)
    note = "In brackets: people asked. Other groups are in the table"
    return Chart(title, note, bars, table.base, _alt(says, bars))


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


def _share(row: Row) -> str:
    """A percentage; where the base is too small for one, about how many people."""
    cell = row.cells[0]
    if _percent(row) is not None:
        return as_percent(cell)
    return f"about {as_count(cell)} people"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
