"""A spreadsheet as rows of text: CSV or XLSX, with a ceiling on everything."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.errors import BadInput

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_CELL = 20_000
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One form. `number` is what the typist sees in the spreadsheet's margin or editor."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headers and rows; every row is as long as the headers."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """Read the file. Raises BadInput naming the place."""
    if path.stat().st_size > MAX_FILE:
        raise BadInput(f"{path}: larger than {MAX_FILE // 1024**2} MB. Split it.")
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            return _sheet(path, _csv_rows(path))
        case ".xlsx":
            return _sheet(path, _xlsx_rows(path, sheet))
        case _:
            raise BadInput(f"{path}: save it as .csv or .xlsx first.")


def _sheet(path: Path, rows: Iterator[Row]) -> Sheet:
    head = next((row for row in rows if not row.is_blank), None)
    if head is None:
        raise BadInput(f"{path}: it is empty. The first row must name the questions.")
    width = len(_cut(head.cells))
    if width > MAX_COLUMNS:
        raise BadInput(f"{path}: more than {MAX_COLUMNS} columns.")
    headers = tuple(" ".join(cell.split()) for cell in head.cells[:width])
    return Sheet(headers, tuple(_fitted(path, rows, width)))


def _fitted(path: Path, rows: Iterable[Row], width: int) -> Iterator[Row]:
    """Every row as wide as the headers; a blank one is passed over, as spreadsheets end in many."""
    count = 0
    for row in rows:
        cells = _cut(row.cells)
        if not cells:
            continue
        if len(cells) > width:
            raise BadInput(f"{path}, row {row.number}: more cells than the first row has headers.")
        if any(len(cell) > MAX_CELL for cell in cells):
            raise BadInput(f"{path}, row {row.number}: a cell longer than {MAX_CELL} characters.")
        count += 1
        if count > MAX_ROWS:
            raise BadInput(f"{path}: more than {MAX_ROWS} rows. Split it.")
        yield Row(row.number, cells + ("",) * (width - len(cells)))


def _cut(cells: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return tuple(cells[:last])


# ---------------------------------------------------------------- CSV
def _csv_rows(path: Path) -> Iterator[Row]:
    text = _decoded(path)
    if "\0" in text:
        raise BadInput(f"{path}: not a text file. Save it as CSV again.")
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(MAX_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield Row(before + 1, tuple(cell.strip() for cell in cells))
            before = reader.line_num
    except csv.Error:
        raise BadInput(f"{path}, line {before + 1}: the quotes do not match up.") from None


def _decoded(path: Path) -> str:
    """UTF-8, or what Excel on Windows calls plain CSV."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="strict")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise BadInput(f"{path}: unknown encoding. Save it as CSV UTF-8.") from None


# ---------------------------------------------------------------- XLSX
def _xlsx_rows(path: Path, sheet: str | None) -> Iterator[Row]:
    _refuse_bomb(path)
    import openpyxl  # noqa: PLC0415 - 35 MiB with numpy and lxml, which a server rarely needs
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise BadInput(
            f"{path}: not a workbook that can be read. Save it as .xlsx again."
        ) from None
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise BadInput(
                f"{path}: there is no sheet {sheet!r}, only {', '.join(book.sheetnames)}."
            )
        chosen = book[sheet or book.sheetnames[0]]
        for number, values in enumerate(chosen.iter_rows(values_only=True), start=1):
            yield Row(number, tuple(map(_as_text, values)))
    finally:
        book.close()


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise BadInput(f"{path}: not a workbook. Save it as .xlsx again.") from None
    if size > MAX_UNPACKED:
        raise BadInput(f"{path}: it unpacks to more than {MAX_UNPACKED // 1024**2} MB.")


def _as_text(value: object) -> str:
    """A cell as a person reads it: 5.0 is 5, nothing is nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value).strip()
