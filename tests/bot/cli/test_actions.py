"""The action log from the command line: listed, out as a workbook, and back with all named."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.app import build
from bot.settings import Settings, environment
from surveys.office.actions import Action, Status
from tests.bot.cli.shell import Shell

LAMPS = Action("Light the path", date(2026, 3, 2), lead="Ada", agency="Highways")


@pytest.fixture
def log(shell: Shell) -> Shell:
    """Three actions: one overdue since 2020, one without a day, one done."""
    shell.lead()
    asyncio.run(_fill())
    return shell


async def _fill() -> None:
    async with build(Settings.from_env(environment())) as parts:
        raised = parts.office.actions
        await raised.raise_(replace(LAMPS, due=date(2020, 1, 1)), "Olu")
        await raised.raise_(replace(LAMPS, title="Trim the hedge", agency="Parks"), "Olu")
        done = replace(LAMPS, title="Ask again", status=Status.DONE, outcome="Asked.")
        await raised.raise_(done, "Olu")


async def _change(number: str, lead: str) -> None:
    async with build(Settings.from_env(environment())) as parts:
        action = await parts.office.actions.one(number)
        await parts.office.actions.change(action, replace(action.thing, lead=lead), "Olu")


def exported(log: Shell, change: Callable[[Worksheet], object]) -> Path:
    file = log.folder / "log.xlsx"
    log.done("actions", "export", "--out", file)
    book = openpyxl.load_workbook(file)
    change(book["Actions"])
    book.save(file)
    return file


def leads(log: Shell) -> list[str]:
    return [each["lead"] for each in log.done("actions", "list", "--show", "all", "--json").json]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), ["A0001", "A0002"]),
        (("--show", "overdue"), ["A0001"]),
        (("--show", "closed"), ["A0003"]),
        (("--show", "all"), ["A0001", "A0002", "A0003"]),
        (("--agency", "parks"), ["A0002"]),
        (("--agency", "Nobody"), []),
    ],
)
def test_the_log_is_listed(log: Shell, options: tuple[str, ...], numbers: list[str]) -> None:
    found = log.done("actions", "list", *options, "--json").json
    assert [each["number"] for each in found] == numbers
    said = log.done("actions", "list", *options).out
    assert all(number in said for number in numbers)


def test_what_was_filled_in_is_taken_back(log: Shell) -> None:
    file = exported(log, lambda sheet: sheet.cell(2, 5, "Ben"))
    looked = log.done("actions", "import", file, "--dry-run")
    assert "Row 2, A0001: Lead: Ada -> Ben" in looked.out
    assert "1 changes not made" in looked.out
    assert leads(log) == ["Ada", "Ada", "Ada"]
    assert "1 changes made" in log.done("actions", "import", file).out
    assert leads(log) == ["Ben", "Ada", "Ada"]
    again = log.done("actions", "import", file)
    assert "0 changes not made" in again.out


def test_a_row_left_out_is_named_and_stops_the_rest_unless_asked(log: Shell) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(2, 5, "Ben")
        sheet.cell(3, 5, "Cy")
        sheet.cell(4, 7, "soon")

    file = exported(log, change)
    asyncio.run(_change("A0001", "Dot"))
    ran = log("actions", "import", file)
    assert ran.status == 2
    assert "Stands against: row 2, A0001: Lead is now “Dot”" in ran.out
    assert "Cannot be read: row 4, Due: “soon” is not a day" in ran.out
    assert leads(log) == ["Dot", "Ada", "Ada"]
    ran = log("actions", "import", file, "--skip-bad", "--json")
    assert ran.status == 2
    assert ran.json["made"] is True
    assert [each["row"] for each in ran.json["conflicts"]] == [2]
    assert leads(log) == ["Dot", "Cy", "Ada"]


def test_a_file_that_is_there_is_not_written_over(log: Shell) -> None:
    file = log.folder / "log.xlsx"
    log.done("actions", "export", "--out", file)
    assert log("actions", "export", "--out", file).status == 2
    log.done("actions", "export", "--out", file, "--force")


def test_a_sheet_that_is_not_the_log_is_refused(log: Shell) -> None:
    file = log.folder / "other.csv"
    file.write_text("Name,Age\nAda,41\n")
    ran = log("actions", "import", file)
    assert ran.status == 2
    assert "This sheet is not the action log" in ran.err
