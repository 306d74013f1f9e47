"""A workbook may be broken in any part, or forged: all of it is said."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from bot.errors import BadInput
from bot.paper.sheet import read_sheet
from bot.paper.workbook import MAX_LINES

SHEET = "xl/worksheets/sheet1.xml"
PARTS = (
    "[Content_Types].xml",
    "docProps/core.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/workbook.xml",
    SHEET,
)
NOTHING_OF_IT = (b"", b"\0\xffrubbish")


def whole() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a"])
    book.worksheets[0].append(["1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def altered(folder: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    path = folder / "f.xlsx"
    with ZipFile(io.BytesIO(whole())) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content) if name == part else content)
    return path


def test_the_workbook_that_is_altered_here_can_be_read(tmp_path: Path) -> None:
    read = read_sheet(altered(tmp_path, SHEET, bytes))
    assert (read.headers, read.rows[0].cells) == (("a",), ("1",))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_was_cut_off_is_said(tmp_path: Path, part: str) -> None:
    path = altered(tmp_path, part, lambda content: content[: len(content) // 2])
    with pytest.raises(BadInput, match="not a workbook that can be read"):
        read_sheet(path)


@pytest.mark.parametrize("content", NOTHING_OF_IT)
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_something_else_is_said(tmp_path: Path, part: str, content: bytes) -> None:
    with pytest.raises(BadInput, match="not a workbook that can be read"):
        read_sheet(altered(tmp_path, part, lambda _: content))


def test_a_workbook_without_a_sheet_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a workbook that can be read"):
        read_sheet(altered(tmp_path, "xl/workbook.xml", lambda _: b"<a/>"))


def test_one_cell_at_the_foot_of_a_sheet_does_not_make_a_million_rows(tmp_path: Path) -> None:
    def far(content: bytes) -> bytes:
        wide = content.replace(b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"')
        assert wide != content
        return wide.replace(b'<row r="2"', b'<row r="1048576"').replace(b"A2", b"A1048576")

    with pytest.raises(BadInput, match=f"more than {MAX_LINES} rows"):
        read_sheet(altered(tmp_path, SHEET, far))


def test_empty_cells_far_to_the_right_of_many_rows_do_not_take_minutes(tmp_path: Path) -> None:
    def far(content: bytes) -> bytes:
        more = (f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(3, 1_000))
        return content.replace(b"</sheetData>", "".join(more).encode() + b"</sheetData>")

    with pytest.raises(BadInput, match="empty columns"):
        read_sheet(altered(tmp_path, SHEET, far))


def test_empty_cells_far_to_the_right_of_some_rows_are_nothing(tmp_path: Path) -> None:
    def far(content: bytes) -> bytes:
        return content.replace(b"</row></sheetData>", b'<c r="XFD2"/></row></sheetData>')

    read = read_sheet(altered(tmp_path, SHEET, far))
    assert (read.headers, read.rows[0].cells) == (("a",), ("1",))


def test_a_cell_far_to_the_right_is_not_cut_off_unseen(tmp_path: Path) -> None:
    def far(content: bytes) -> bytes:
        return content.replace(b'r="A2"', b'r="XFD2"')

    path = altered(tmp_path, SHEET, far)
    with pytest.raises(BadInput, match="row 2: more cells"):
        read_sheet(path)
