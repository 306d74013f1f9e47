"""Safe tables in the language of a paper: the names of rows that no survey words.

What a survey words is already in its language; numbers stay as they are.
"""

from dataclasses import replace

from exports.report import Column, Row, SafeTable
from exports.speech import Say
from exports.suppress import SafePage


def spoken(page: SafePage, say: Say) -> SafePage:
    return replace(
        page,
        questions={key: _table(table, say) for key, table in page.questions.items()},
        who={by: _table(table, say) for by, table in page.who.items()},
        divided={by: tuple(_table(t, say) for t in ts) for by, ts in page.divided.items()},
    )


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
