"""A workbook for analysts, as UK government guidance on spreadsheets asks.

A cover, a list of contents, notes, then one marked-up table a sheet; no merged and no empty cells.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from exports import style
from exports.packing import repacked
from exports.report import MARK, WAVE, Cell, Hidden, Report, Row, SafeTable, Shown, as_count
from exports.scripts import right_to_left, tag

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NAME_WIDTH, NUMBER_WIDTH, TEXT_WIDTH = 52, 16, 90
NARROW_NAME, NARROW_NUMBER = 32, 13
LINE_POINTS = 16.0
LETTERS = 0.85
"""Letters of our type beside those that a column is measured in."""

TITLE_POINTS, TITLE_LETTERS = 20.0, 0.65
"""The same of a title, which is larger and bold."""

LONGEST_CELL = 32_000
LONGEST_ALT = 200
MOST_LINES = 25
"""A row is never higher than a spreadsheet allows."""

A4 = 9
PAGE_WIDTH = 165
"""Letters that a sheet of A4 holds across at a size that can be read."""

UNRELIABLE = "[u]"
"""In the place of a percentage; the shorthand of government statistics for what is not reliable."""

WIDE = 8
"""With more columns than these the names of the rows stay in sight."""

Value = str | int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: a title, lines of text under it, and a table."""

    name: str
    title: str
    lines: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    wordy: bool = True
    key: str = ""
    links: bool = False


def render(report: Report) -> bytes:
    """The same bytes for the same report. No formula, no link outside, no hidden sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    _properties(book, report)
    looks = _Looks.of(book)
    tables = [*_measures(report), *_tables(report)]
    for sheet in (_cover(report), _contents(report, tables), _notes(report), *tables):
        _write(book.add_worksheet(sheet.name), sheet, looks, report)
    book.close()
    return repacked(out.getvalue())


# ---------------------------------------------------------------- what is on the sheets
def _cover(report: Report) -> _Sheet:
    block, say = report.block, report.say
    facts = (
        (say("Organisation"), block.organisation),
        (say("Survey"), block.title),
        (say("Wave"), block.wave),
        (say("Survey open"), block.period),
        (say("Date of report"), report.day(block.made_on)),
        (say("Status"), block.status),
        (say("Protective marking"), block.marking),
        (say("Contact"), block.contact or say("[name, telephone and e-mail]")),
        (say("Report"), report.id),
        (say("Snapshot"), report.digest),
    )
    says = (report.small,) if report.small else report.summary[:1]
    return _Sheet(say("Cover"), block.name, says, (say("About this report"), say("Fact")), facts)


def _contents(report: Report, tables: Sequence[_Sheet]) -> _Sheet:
    say = report.say
    rows = tuple((table.name, table.title) for table in tables) or ((say("None"), report.small),)
    title, head = say("Tables in this workbook"), (say("Sheet"), say("Table"))
    return _Sheet(say("Contents"), title, (), head, rows, links=bool(tables))


def _notes(report: Report) -> _Sheet:
    say = report.say
    notes = (*report.hidden, *report.method) or (report.small,)
    rows = tuple((number, note) for number, note in enumerate(notes, start=1))
    told = (
        say("The mark {mark} stands for a hidden number.", mark=MARK),
        say("The mark {mark} stands for no percentage: too few were asked.", mark=UNRELIABLE),
    )
    return _Sheet(say("Notes"), say("Notes"), told, (say("Note number"), say("Note")), rows)


def _measures(report: Report) -> Iterator[_Sheet]:
    """How much, how well, is anyone better off: in words, a line a sentence."""
    say, told = report.say, report.more.measures
    if told:
        rows = tuple((measure.question, line) for measure in told for line in measure.says)
        title = say("Three measures")
        yield _Sheet(title, title, (), (say("Measure"), say("What can be said")), rows)


def _tables(report: Report) -> Iterator[_Sheet]:
    for number, (_, table) in enumerate(report.tables(), start=1):
        name = report.say("Table {number}", number=number)
        yield _Sheet(
            name,
            f"{name}: {table.caption}",
            (_under(report, table),),
            tuple(_unlike(_head(report, table))),
            tuple(tuple(_line(table, row)) for row in table.rows),
            wordy=False,
            key=table.key,
        )


def _under(report: Report, table: SafeTable) -> str:
    if not table.left_out:
        return _base(report, table)
    names = "; ".join(table.left_out)
    gone = report.say("No number can be shown of: {names}.", names=names)
    return f"{_base(report, table)} {gone}"


def _base(report: Report, table: SafeTable) -> str:
    marks = f"{MARK}, {UNRELIABLE}" if _unreliable(table) else MARK
    see = report.say("See the sheet of notes for {mark}.", mark=marks)
    if table.is_breakdown:
        said = report.say("How many people were asked stands in each row")
    else:
        said = report.say("Base: about {number} {folk}", number=as_count(table.base))
    when = "" if table.row_head == WAVE else f"{report.block.period}. "
    return f"{said}. {when}{see}"


def _unreliable(table: SafeTable) -> bool:
    return any(isinstance(cell, Shown) and cell.percent is None for _, cell in table.cells())


def _head(report: Report, table: SafeTable) -> Iterator[str]:
    say = report.say
    yield say(table.row_head)
    if not table.is_breakdown:
        yield from (say("People"), say("Per cent"))
        return
    yield say("People asked")
    for column in table.columns:
        yield f"{column.label}: {say('people')}"
        yield f"{column.label}: {say('per cent')}"


def _line(table: SafeTable, row: Row) -> Iterator[Value]:
    yield row.label
    if table.is_breakdown:
        yield _count(row.base)
    for cell in row.cells:
        yield _count(cell)
        yield _percent(cell)


def _count(cell: Cell) -> Value:
    return cell.count if isinstance(cell, Shown) else MARK


def _percent(cell: Cell) -> Value:
    """A mark of its own where the base is too small for a percentage: a dash cannot be heard."""
    if isinstance(cell, Hidden):
        return MARK
    return UNRELIABLE if cell.percent is None else cell.percent


def _unlike(names: Iterator[str]) -> Iterator[str]:
    """A table of a spreadsheet cannot have two columns of one name."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        again = seen[name.casefold()]
        yield name if again == 1 else f"{name} ({again})"


# ---------------------------------------------------------------- writing them
@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a workbook."""

    title: Format
    folded: Format
    text: Format
    head: Format
    number: Format
    label: Format
    line: Format
    link: Format

    @classmethod
    def of(cls, book: Workbook) -> "_Looks":
        plain = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        wrapped = {**plain, "text_wrap": True}
        return cls(
            book.add_format({**plain, "bold": True, "font_size": 15}),
            book.add_format({**wrapped, "bold": True, "font_size": 15}),
            book.add_format(wrapped),
            book.add_format({**wrapped, "bold": True, "bottom": 1}),
            book.add_format({**plain, "align": "right", "num_format": "#,##0"}),
            book.add_format({**plain, "align": "left"}),
            book.add_format(plain),
            book.add_format({**plain, "underline": 1, "font_color": f"#{style.ACCENT}"}),
        )


def _write(sheet: Worksheet, told: _Sheet, looks: _Looks, report: Report) -> None:
    _title(sheet, told, looks)
    for place, line in enumerate(told.lines, start=1):
        sheet.write_string(place, 0, _fit(line), looks.line)
    top = 1 + len(told.lines)
    widths = _widths(told)
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    last = (top + len(told.rows), len(told.head) - 1)
    sheet.add_table(top, 0, *last, _table_options(sheet, told, looks))
    for down, row in enumerate((told.head, *told.rows), start=top):
        sheet.set_row(down, _height(row, widths))
    for down, row in enumerate(told.rows, start=top + 1):
        _write_row(sheet, down, row, looks, wordy=told.wordy)
        if told.links:
            _link(sheet, down, str(row[0]), looks)
    sheet.freeze_panes(top + 1, 1 if len(told.head) > WIDE else 0)
    _print(sheet, report)
    sheet.repeat_rows(top)
    if (pages := _pages(widths)) > 1:
        sheet.repeat_columns(0)
        sheet.fit_to_pages(pages, 0)


def _title(sheet: Worksheet, told: _Sheet, looks: _Looks) -> None:
    """One that a page has no room for across is folded: all would be printed too small."""
    if len(told.title) <= PAGE_WIDTH * TITLE_LETTERS:
        sheet.write_string(0, 0, _fit(told.title), looks.title)
        return
    lines = wrap(told.title, int(_widths(told)[0] * TITLE_LETTERS))
    sheet.write_string(0, 0, _fit(told.title), looks.folded)
    sheet.set_row(0, TITLE_POINTS * min(len(lines), MOST_LINES))


def _pages(widths: Sequence[int]) -> int:
    """So many beside each other that the type stays large enough to be read on paper."""
    name, *others = widths
    return max(1, -(-sum(others) // (PAGE_WIDTH - name)))


def _table_options(sheet: Worksheet, told: _Sheet, looks: _Looks) -> dict[str, object]:
    """Named and described for a screen reader; filters would only clutter so short a table."""
    return {
        "columns": [{"header": _fit(head), "header_format": looks.head} for head in told.head],
        "autofilter": False,
        "style": "Table Style Light 1",
        "banded_rows": False,
        "name": _named(sheet, told),
        "title": told.title[:LONGEST_ALT],
        "description": told.title[:LONGEST_ALT],
    }


def _named(sheet: Worksheet, told: _Sheet) -> str:
    """By what it counts: table_7_answers_home."""
    counted = re.sub("[^a-z0-9]+", "_", told.key.lower()).strip("_")
    return f"table_{sheet.index}_{counted}".rstrip("_")


def _link(sheet: Worksheet, down: int, to: str, looks: _Looks) -> None:
    """From the list of contents to a sheet of this very workbook."""
    sheet.write_url(down, 0, f"internal:'{to}'!A1", looks.link, string=to)


def _print(sheet: Worksheet, report: Report) -> None:
    marking = report.block.marking.replace("&", "&&")
    if right_to_left(report.block.title):
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{marking}")
    sheet.set_footer(f"&C{marking} · {report.id}")


def _write_row(
    sheet: Worksheet, down: int, row: Sequence[Value], looks: _Looks, *, wordy: bool
) -> None:
    """Among words a number is the name of its row."""
    for place, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(down, place, value, looks.label if wordy else looks.number)
        else:
            mark = value in {MARK, UNRELIABLE}
            sheet.write_string(down, place, _fit(value), looks.number if mark else looks.text)


def _widths(told: _Sheet) -> tuple[int, ...]:
    if told.wordy:
        return NAME_WIDTH // 2, TEXT_WIDTH
    if len(told.head) > WIDE:
        return NARROW_NAME, *[NARROW_NUMBER] * (len(told.head) - 1)
    return NAME_WIDTH, *[NUMBER_WIDTH] * (len(told.head) - 1)


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Room for the cell with the most lines: not every program makes room by itself."""
    lines = (
        len(wrap(str(value), int(wide * LETTERS))) for value, wide in zip(row, widths, strict=True)
    )
    return LINE_POINTS * min(max(1, *lines), MOST_LINES)


def _fit(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def _properties(book: Workbook, report: Report) -> None:
    block = report.block
    book.set_properties(
        {
            "title": block.name,
            "subject": report.say("Results of a survey wave, {period}", period=block.period),
            "author": block.organisation,
            "company": block.organisation,
            "keywords": report.id,
            "comments": report.digest,
            "status": block.status,
            "created": datetime.combine(block.made_on, time(12)),
        }
    )
    book.set_custom_property("Language", tag(block.language))
    book.set_size(2400, 1600)
