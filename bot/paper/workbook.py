"""The rows of a workbook, from a file that may be broken, forged or made to fill the memory."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO

from bot.errors import BadInput

MAX_LINES = 100_000
"""Blank ones with them: a single cell at the foot of a sheet makes a million of them."""

MAX_CELLS = 5_000_000
"""Empty ones with them: a colour in the last column makes 16,384 of every row."""

TOO_WIDE = (
    "its rows reach far to the right of what is written. Delete the empty columns there, "
    "or copy the filled cells into a new workbook."
)


def rows(path: Path, sheet: str | None, unpacked: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row with its number. Raises BadInput."""
    _refuse_bomb(path, unpacked)
    try:
        with path.open("rb") as file:
            yield from _rows(path, file, sheet)
    except BadInput:
        raise
    except Exception:  # noqa: BLE001 - the libraries below say of a broken file whatever they met
        raise BadInput(
            f"{path}: not a workbook that can be read. Save it as .xlsx again."
        ) from None


def _rows(path: Path, file: IO[bytes], sheet: str | None) -> Iterator[tuple[int, tuple[str, ...]]]:
    import openpyxl  # noqa: PLC0415 - 35 MiB with numpy and lxml, which a server rarely needs

    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise BadInput(
                f"{path}: there is no sheet {sheet!r}, only {', '.join(book.sheetnames)}."
            )
        chosen = book[sheet or book.sheetnames[0]]
        chosen.reset_dimensions()  # a sheet may say of itself that it is 16,384 columns wide
        lines = chosen.iter_rows(max_row=MAX_LINES + 1, values_only=True)
        cells = 0
        for number, values in enumerate(lines, start=1):
            cells += len(values)
            if number > MAX_LINES:
                raise BadInput(f"{path}: more than {MAX_LINES} rows. Delete the blank ones.")
            if cells > MAX_CELLS:
                raise BadInput(f"{path}: {TOO_WIDE}")
            yield number, tuple(map(_as_text, values))
    finally:
        book.close()


def _refuse_bomb(path: Path, unpacked: int) -> None:
    """What a packed part says of its size is also all that is ever read of it."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise BadInput(f"{path}: not a workbook. Save it as .xlsx again.") from None
    if size > unpacked:
        raise BadInput(f"{path}: it unpacks to more than {unpacked // 1024**2} MB.")


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
