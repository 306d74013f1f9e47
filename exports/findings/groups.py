"""What groups have in common and what sets them apart, from safe numbers only."""

from dataclasses import replace

from exports.findings.chance import Gap, clearest
from exports.findings.findings import alt_of, count_of, percent_of, share_of
from exports.labels import sentence
from exports.report import (
    Bar,
    Breakdown,
    Chart,
    Column,
    Row,
    RowKind,
    SafeTable,
    Shown,
    as_count,
    as_percent,
)
from exports.speech import Say
from surveys.definitions.definition import AgeBand, Locality, Question


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
    largest = max(shown, key=count_of, default=None)
    if largest is None:
        says = say("No group is large enough to be shown beside the others.")
    elif len(shown) == len(groups):
        share = share_of(say, largest)
        says = say("The largest group is {group} ({share}).", group=largest.label, share=share)
    else:
        share = share_of(say, largest)
        says = say(
            "The largest group shown is {group} ({share}).", group=largest.label, share=share
        )
    return Breakdown(by_group(say, question), says, table)


def divided(say: Say, question: Question, table: SafeTable) -> Breakdown:
    """One comparison between groups, drawn where they differ, and hardly by chance."""
    heading = f"{by_group(say, question)}: {table.caption}"
    table = replace(table, caption=heading)
    gap = clearest(table)
    if gap is None:
        return Breakdown(heading, _little(say, table), table)
    if not gap.clear:
        says = say("No difference shown is wider than chance may explain.")
        return Breakdown(heading, says, table)
    told = _gap_heading(say, question, table, gap)
    says = say("This is the clearest difference shown, and unlikely to be chance.")
    chart = _gap_chart(say, table, gap.column, told)
    return Breakdown(heading, says, table, chart, clear=True, finding=told)


def _gap_heading(say: Say, question: Question, table: SafeTable, gap: Gap) -> str:
    """The difference in a few words, over its bars."""
    answer = gap.column.answer
    high, low = (as_percent(row.cells[_at(table, gap.column)]) for row in (gap.high, gap.low))
    return say(
        "{by}, “{question}”: {high} ({most}) and {low} ({least}) said {answer}",
        by=by_group(say, question),
        question=gap.column.label,
        high=gap.high.label,
        most=high,
        low=gap.low.label,
        least=low,
        answer=answer[:1].lower() + answer[1:],
    )


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
    return [row for row in groups if percent_of(row, place) is not None]


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
    return Chart(title, note, bars, table.base, alt_of(say, says, bars), heading=says)


def _at(table: SafeTable, column: Column) -> int:
    return table.columns.index(column)
