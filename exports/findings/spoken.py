"""Safe tables in the language of a paper: the names of rows that no survey words.

What a survey words is already in its language; numbers stay as they are.
"""

from collections.abc import Collection
from dataclasses import replace

from exports.disclosure.suppress import SafePage
from exports.listed import AND, joined
from exports.report import Column, Row, SafeTable
from exports.speech import Say
from surveys.definitions.definition import Picking, Survey


def spoken(page: SafePage, survey: Survey, say: Say) -> SafePage:
    named = {o.text for q in survey.questions if isinstance(q, Picking) for o in q.options}

    def told(table: SafeTable) -> SafeTable:
        table = _table(table, say)
        return replace(table, rows=tuple(_joined(row, named, say) for row in table.rows))

    return replace(
        page,
        questions={key: _table(table, say) for key, table in page.questions.items()},
        who={by: told(table) for by, table in page.who.items()},
        divided={by: tuple(map(told, tables)) for by, tables in page.divided.items()},
    )


def _joined(row: Row, named: Collection[str], say: Say) -> Row:
    """Groups that were counted together bear all their names, with the "and" of the language."""
    first, _, last = row.label.rpartition(AND)
    if not first or any(name.endswith(f"{AND}{last}") for name in named) or row.label in named:
        return row
    return replace(row, label=joined(say, first, last))


def _table(table: SafeTable, say: Say) -> SafeTable:
    return replace(
        table,
        caption=_ends(table.caption, say),
        columns=tuple(_column(column, say) for column in table.columns),
        rows=tuple(_row(row, say) for row in table.rows),
    )


def _row(row: Row, say: Say) -> Row:
    return replace(row, label=say(row.label))


def _column(column: Column, say: Say) -> Column:
    return replace(column, label=say(column.label), answer=_ends(column.answer, say))


def _ends(text: str, say: Say) -> str:
    """The two points of a scale are told as one: “Very safe” or “Quite safe”."""
    return say(text).replace("” or “", say("{first} or {second}", first="”", second="“"))
