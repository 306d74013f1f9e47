"""A spreadsheet as rows of text: CSV or XLSX, with a ceiling on everything."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput
from bot.paper import workbook

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
"""Of a workbook that whoever runs the server brings; others may be held to less."""

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


def read_sheet(path: Path, sheet: str | None = None, unpacked: int = MAX_UNPACKED) -> Sheet:
    """Read the file; of a workbook at most so many bytes. Raises BadInput naming the place."""
    if path.stat().st_size > MAX_FILE:
        raise BadInput(f"{path}: larger than {MAX_FILE // 1024**2} MB. Split it.")
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            return _sheet(path, _csv_rows(path))
        case ".xlsx":
            return _sheet(path, _xlsx_rows(path, sheet, unpacked))
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
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise BadInput(f"{path}: unknown encoding. Save it as CSV UTF-8.")


# ---------------------------------------------------------------- XLSX
def _xlsx_rows(path: Path, sheet: str | None, unpacked: int) -> Iterator[Row]:
    for number, cells in workbook.rows(path, sheet, unpacked):
        yield Row(number, cells)
