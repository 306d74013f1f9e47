"""A spreadsheet is read as rows of text, and everything wrong with it names its place."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from bot.errors import BadInput
from bot.paper.sheet import MAX_CELL, MAX_ROWS, read_sheet


def csv(folder: Path, content: str | bytes, name: str = "f.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def xlsx(folder: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("First", 0)
    for row in rows:
        sheet.append(row)
    path = folder / "f.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,two words\n",
        "a;b\n1;two words\n",
        "a\tb\n1\ttwo words\n",
        "\ufeffa,b\r\n1,two words\r\n",
        " a , b \n 1 , two words \n",
        "a,b,,\n1,two words,,\n,,,\n",
        "\n\na,b\n1,two words",
    ],
)
def test_csv_comes_in_many_dresses(tmp_path: Path, content: str) -> None:
    read = read_sheet(csv(tmp_path, content))
    assert read.headers == ("a", "b")
    assert [row.cells for row in read.rows] == [("1", "two words")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_survive_whatever_wrote_them(tmp_path: Path, encoding: str) -> None:
    read = read_sheet(csv(tmp_path, "a\ncafé – it’s\n".encode(encoding)))
    assert read.rows[0].cells == ("café – it’s",)


def test_rows_keep_the_number_the_typist_sees(tmp_path: Path) -> None:
    read = read_sheet(csv(tmp_path, 'a\n1\n\n"two\nlines"\n4\n'))
    assert [row.number for row in read.rows] == [2, 4, 6]


def test_a_short_row_is_filled_up(tmp_path: Path) -> None:
    assert read_sheet(csv(tmp_path, "a,b,c\n1\n")).rows[0].cells == ("1", "", "")


def test_workbook_cells_are_read_as_people_read_them(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["a", "b", "c", "d", "e"], [5.0, 2.5, True, date(2026, 3, 1), None])
    assert read_sheet(path).rows[0].cells == ("5", "2.5", "yes", "2026-03-01T00:00:00", "")


def test_blank_rows_of_a_workbook_are_passed_over(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["a"], [None], ["x"], [None], [None])
    assert [row.number for row in read_sheet(path).rows] == [3]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "it is empty"),
        ("\n\n", "it is empty"),
        ("a\n1,2\n", "row 2: more cells"),
        ('a\n"open\n', "line 2: the quotes"),
        ("a\n" + "x" * (MAX_CELL + 1), "row 2: a cell longer"),
        ("a\n" + "1\n" * (MAX_ROWS + 1), f"more than {MAX_ROWS} rows"),
        (",".join("abc" * 100), "more than 200 columns"),
        ("a\n\0\n", "not a text file"),
        (b"a\n\x81\x8d\n", "unknown encoding"),
        (b"\xff\xfea\0\n", "unknown encoding"),
    ],
)
def test_what_is_wrong_with_a_csv_names_its_place(
    tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    with pytest.raises(BadInput, match=complaint):
        read_sheet(csv(tmp_path, content))


def test_a_megabyte_in_one_cell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="row 2: a cell longer"):
        read_sheet(csv(tmp_path, "a\n" + "x" * 1_000_000))


def test_something_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a workbook"):
        read_sheet(csv(tmp_path, "a\n1\n", "f.xlsx"))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "f.xlsx", "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(BadInput, match="not a workbook"):
        read_sheet(tmp_path / "f.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(BadInput, match="unpacks to more"):
        read_sheet(xlsx(tmp_path, ["a"], ["1"]), unpacked=1000)


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.paper.sheet.MAX_FILE", 3)
    with pytest.raises(BadInput, match="Split it"):
        read_sheet(csv(tmp_path, "a\n1\n"))


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="save it as"):
        read_sheet(csv(tmp_path, "a", "f.pdf"))


def test_a_sheet_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="First"):
        read_sheet(xlsx(tmp_path, ["a"]), "Second")
