"""The action log as a workbook to work in: one row an action, and how to fill it in."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from surveys.office.action_rows import HEADERS, STATUSES

WIDTHS = {"What will be done": 44, "How we will know": 36, "What became of it": 36, "New note": 36}
USUAL_WIDTH = 16
FIXED = frozenset({"Number", "Version", "Raised", "Closed"})
DAYS = frozenset({"Due", "Raised", "Closed"})
SPARE_ROWS = 200
HOW = (
    "Change what you like in the white columns, save the file and upload it in the console.",
    "Leave Number and Version as they are: they tell what you have looked at.",
    "A new action is a row without a number, below the others.",
    "“New note” goes into the history of the action: progress, or where the evidence is.",
    "An action that is closed needs words under “What became of it”.",
    "You see every change before it is made. Nothing that somebody else changed is overwritten.",
)


def workbook(rows: Sequence[Mapping[str, str]], title: str, made: date) -> bytes:
    """XLSX with the sheets "Actions" and "How to fill in". Cells hold text and days only."""
    import xlsxwriter  # noqa: PLC0415 - only who makes one pays for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime.combine(made, time(12))})
    _actions(book, rows)
    _how(book, title)
    book.close()
    return out.getvalue()


def _actions(book: Any, rows: Sequence[Mapping[str, str]]) -> None:
    sheet = book.add_worksheet("Actions")
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    for column, header in enumerate(HEADERS):
        sheet.set_column(column, column, WIDTHS.get(header, USUAL_WIDTH))
        sheet.write_string(0, column, header, head)
    looks = {header: _look(book, header) for header in HEADERS}
    for number, row in enumerate(rows, start=1):
        for column, header in enumerate(HEADERS):
            _write(sheet, number, column, row[header], looks[header])
    _guide(sheet, len(rows))


def _look(book: Any, header: str) -> Any:
    look: dict[str, object] = {"text_wrap": True, "valign": "top"}
    look["num_format"] = "yyyy-mm-dd" if header in DAYS else "@"
    if header in FIXED:
        look |= {"bg_color": "#E8ECEC", "font_color": "#3A4A4C"}
    return book.add_format(look)


def _write(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Days as days, everything else as text that no spreadsheet runs."""
    if text and HEADERS[column] in DAYS:
        sheet.write_datetime(row, column, datetime.combine(date.fromisoformat(text), time()), look)
    else:
        sheet.write_string(row, column, text, look)


def _guide(sheet: Any, rows: int) -> None:
    last, status = len(HEADERS) - 1, HEADERS.index("Status")
    choices = {"validate": "list", "source": list(STATUSES), "ignore_blank": True}
    sheet.data_validation(1, status, rows + SPARE_ROWS, status, choices)
    sheet.autofilter(0, 0, max(rows, 1), last)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _how(book: Any, title: str) -> None:
    sheet = book.add_worksheet("How to fill in")
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for row, words in enumerate(HOW, start=2):
        sheet.write_string(row, 0, words, book.add_format({"text_wrap": True}))
