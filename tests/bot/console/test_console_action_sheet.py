"""The action log goes out as a workbook, is filled in with another program, and comes back."""

import html
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
import openpyxl
import pytest
from aiohttp import FormData

from bot.action_sheet import Agreed
from bot.console.actions.sheets import LARGEST_UNPACKED
from surveys.office.actions import Action, KeptAction, Status
from surveys.officers.accounts import Role
from tests.bot.console.conftest import Page

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

Cells = Callable[[int, str, Any], None]


def action(number: int) -> Action:
    return Action(
        f"Do thing {number}",
        raised=date(2026, 3, 2),
        theme="Lighting" if number % 2 else "=1+1",
        lead="Ada Cole",
        agency="Highways",
        due=date(2026, 6, 1),
        measure="Fewer people avoid the path",
    )


async def fill(console: "Console", count: int) -> tuple[KeptAction, ...]:
    actions = console.parts.office.actions
    return tuple([await actions.raise_(action(number), "Olu") for number in range(1, count + 1)])


async def downloaded(console: "Console") -> openpyxl.Workbook:
    page = await console.get("/actions/sheet/actions.xlsx")
    assert page.status == 200
    return openpyxl.load_workbook(io.BytesIO(page.body))


def pen(book: openpyxl.Workbook) -> Cells:
    """Writes into the row of an action, under a header."""
    sheet = book["Actions"]
    columns = {cell.value: cell.column for cell in sheet[1]}

    def write(number: int, header: str, value: Any) -> None:
        sheet.cell(number + 1, columns[header], value)  # type: ignore[arg-type]

    return write


async def uploaded(console: "Console", content: bytes) -> Page:
    form = FormData()
    form.add_field("csrf", await console.csrf())
    form.add_field("sheet", content, filename="log.xlsx")
    origin = {"Origin": console.origin}
    sent: Any = form
    return await console.send("/actions/sheet", sent, origin)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def agreed(page: Page) -> str:

    found = re.search(r'name="agreed" value="([^"]*)"', page.text)
    assert found
    return html.unescape(found[1])


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def test_five_hundred_actions_forty_edits_five_conflicts_five_broken_rows(
    officer: "Console",
) -> None:
    kept = await fill(officer, 500)
    book = await downloaded(officer)
    write = pen(book)
    for number in range(1, 41):
        write(number, "Lead", f"Lead {number}")
        write(number, "New note", "Handed over")
    for number in range(101, 106):  # two people change one field
        write(number, "Lead", "Mine")
        theirs = replace(kept[number - 1].thing, lead="Theirs")
        await officer.parts.office.actions.change(kept[number - 1], theirs, "Olu")
    for number in range(1, 6):  # somebody else changes another field of rows 1 to 5
        theirs = replace(kept[number - 1].thing, due=date(2026, 9, 1))
        await officer.parts.office.actions.change(kept[number - 1], theirs, "Olu")
    write(201, "Due", "soon")
    write(202, "Status", "Nearly")
    write(203, "Status", "Done")
    write(204, "Number", "A9999")
    write(205, "Version", "newest")
    page = await uploaded(officer, saved(book))
    assert page.status == 200
    assert "40 actions would change" in page.words
    assert "5 rows stand against" in page.words
    assert "5 rows cannot be read" in page.words
    for number in range(101, 106):
        told = f"Row {number + 1}, A0{number}: Lead is now “Theirs” (changed by Olu)"
        assert f"{told}, your sheet says “Mine”" in page.words
    for said in (
        "Row 202, Due: “soon” is not a day",
        "Row 203, Status: “Nearly” is none of",
        "Row 204, A0203: Say what became of it",
        "Row 205, Number: there is no action A9999",
        "Row 206, Version: must be left as it was downloaded",
    ):
        assert said in page.words
    done = await officer.post("/actions/sheet/apply", {"agreed": agreed(page)})
    assert "40 actions changed" in done.words
    actions = officer.parts.office.actions
    first = (await actions.one("A0001")).thing
    assert (first.lead, first.due, first.note) == ("Lead 1", date(2026, 9, 1), "Handed over")
    now = {each.id: each.thing for each in await actions.all()}
    assert all(now[f"A{n:04d}"].lead == f"Lead {n}" for n in range(1, 41))
    assert all(now[f"A0{n}"].lead == "Theirs" for n in range(101, 106))
    untouched = [each for each in kept[40:] if not 101 <= int(each.id[1:]) <= 105]
    assert all(now[each.id] == each.thing for each in untouched)
    versions = [len(await actions.history(each.id)) for each in kept]
    assert sum(versions) == 500 + 40 + 5 + 5


async def test_a_sheet_that_nobody_touched_changes_nothing(officer: "Console") -> None:
    await fill(officer, 12)
    page = await uploaded(officer, saved(await downloaded(officer)))
    assert "0 actions would change" in page.words
    assert "12 rows change nothing" in page.words
    assert "There is nothing to change" in page.words


async def test_a_number_that_stands_twice_is_named_in_both_rows(officer: "Console") -> None:
    await fill(officer, 4)
    book = await downloaded(officer)
    pen(book)(4, "Number", "a0002")
    page = await uploaded(officer, saved(book))
    for row, number in ((3, "A0002"), (5, "A0002")):
        assert f"Row {row}, Number: {number} stands in more than one row" in page.words
    assert "0 actions would change" in page.words


async def test_days_typed_as_days_and_new_rows_are_taken(officer: "Console") -> None:
    await fill(officer, 2)
    book = await downloaded(officer)
    write = pen(book)
    write(1, "Due", datetime(2026, 12, 24))  # noqa: DTZ001 - as a spreadsheet keeps a day
    write(3, "What will be done", "Open the club on Sundays")
    write(3, "Theme", "Places to go")
    page = await uploaded(officer, saved(book))
    assert "2026-06-01 → 2026-12-24" in page.words
    assert "New Open the club on Sundays" in page.words
    await officer.post("/actions/sheet/apply", {"agreed": agreed(page)})
    actions = officer.parts.office.actions
    assert (await actions.one("A0001")).thing.due == date(2026, 12, 24)
    assert (await actions.one("A0003")).thing.theme == "Places to go"


async def test_nothing_is_changed_if_the_log_moved_on_after_the_preview(officer: "Console") -> None:
    kept = await fill(officer, 3)
    book = await downloaded(officer)
    pen(book)(1, "Lead", "Mine")
    pen(book)(2, "Lead", "Mine")
    page = await uploaded(officer, saved(book))
    await officer.parts.office.actions.change(kept[1], replace(kept[1].thing, lead="Theirs"), "Olu")
    answer = await officer.post("/actions/sheet/apply", {"agreed": agreed(page)})
    assert "nothing was changed" in answer.words
    assert (await officer.parts.office.actions.one("A0001")).thing.lead == "Ada Cole"


async def test_words_that_look_like_formulas_stay_words(officer: "Console") -> None:
    await fill(officer, 2)
    sheet = (await downloaded(officer))["Actions"]
    cell = next(cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    page = await uploaded(officer, saved(await downloaded(officer)))
    assert "2 rows change nothing" in page.words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose the file to upload"),
        (b"PK\x03\x04nonsense", "The sheet: not a workbook"),
        (b"a,b\n1,2\n", "This sheet is not the action log"),
        (b'Number,"What\n', "the quotes do not match up"),
    ],
)
async def test_what_is_not_the_log_is_said(officer: "Console", content: bytes, said: str) -> None:
    await fill(officer, 1)
    answer = await uploaded(officer, content)
    assert answer.status == 422
    assert said in answer.words


def repacked(content: bytes, part: str, instead: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, instead if name == part else before.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (b"<worksheet><sheetData><row", "The sheet: not a workbook that can be read"),
        (b" " * (LARGEST_UNPACKED + 1), "The sheet: it unpacks to more than 32 MB"),
    ],
)
async def test_a_broken_or_swollen_workbook_is_said(
    officer: "Console", instead: bytes, said: str
) -> None:
    await fill(officer, 1)
    whole = saved(await downloaded(officer))
    answer = await uploaded(officer, repacked(whole, "xl/worksheets/sheet1.xml", instead))
    assert answer.status == 422
    assert said in answer.words


async def test_an_answer_that_was_tampered_with_changes_nothing(officer: "Console") -> None:
    await fill(officer, 1)
    done = action(1)
    done = replace(done, status=Status.DONE)

    forged = msgspec.json.encode([Agreed("A0001", 1, done)]).decode()
    for sent in ("", "{", "[1]", forged):
        answer = await officer.post("/actions/sheet/apply", {"agreed": sent})
        assert answer.status in {409, 422}
    assert len(await officer.parts.office.actions.history("A0001")) == 1


async def test_a_file_is_taken_nowhere_else(officer: "Console") -> None:
    form = FormData()
    form.add_field("csrf", await officer.csrf())
    form.add_field("title", b"x" * 100_000, filename="big.bin")
    sent: Any = form
    answer = await officer.send("/actions/new", sent, {"Origin": officer.origin})
    assert answer.status == 413
