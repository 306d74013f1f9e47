"""From a typed-up workbook to a board paper, by the command line alone; every figure recounted."""

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.journeys.recount import HIDDEN, Row, by_rating, favourable

ROWS = 600
TOO_LONG = {17: 2500, 402: 2001}
"""Data rows with more characters than a text may have; the sheet's header is row 1."""

SAID = (
    "The staff were kind and explained things.",
    "Waited ages and nobody told us why",
    "Nothing",
    "fine thanks",
    "Please ring me on 07700 900456 about it",
    "You lot are a bunch of f**king idiots",
    "my stepdad hits me and i am scared to go home",
    "",
)
AREAS = (
    "Harbour and Old Town",
    "Millfields",
    "Northgate",
    "Priory Park",
    "Riverside",
    "Weston and the Villages",
    "Somewhere else",
)


def typed_up(seed: int) -> list[Row]:
    rng = random.Random(seed)
    rows = [
        Row(
            rng.choices(["5", "4", "3", "2", "1", ""], [38, 27, 12, 14, 3, 6])[0],
            rng.choices(SAID, [30, 20, 15, 15, 5, 1, 1, 13])[0],
            rng.choices(AREAS, [10, 30, 25, 10, 10, 10, 5])[0],
        )
        for _ in range(ROWS)
    ]
    for number, length in TOO_LONG.items():
        rows[number - 2] = Row("4", "x y " * (length // 4) + "z" * (length % 4), "Northgate")
    return rows


def workbook(rows: list[Row], path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Form no", "How was it", "What they said", "Area"])
    for number, row in enumerate(rows, 1):
        sheet.append([number, int(row.rating) if row.rating else None, row.words, row.area])
    book.save(path)
    return path


class Operator:
    """A person at a terminal, with a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._env = {
            **os.environ,  # noqa: TID251 - a child process needs a PATH
            "SAIDANDDONE_DATA_DIR": str(folder / "data"),
            "SAIDANDDONE_KEYRING": str(folder / "keyring"),
        }

    def run(self, *arguments: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        return subprocess.run(
            command, input=typed, env=self._env, capture_output=True, text=True, check=False
        )

    def json(self, *arguments: str | Path) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def open_wave(self) -> str:
        passwords = "a long enough password\nand a passphrase too\n"
        added = self.run(
            "officer", "add", "Kim", "--role", "lead", "--password-stdin", typed=passwords
        )
        assert added.returncode == 0, added.stderr
        code = str(self.json("wave", "create", "service-feedback", "--name", "Paper 2026")["code"])
        self.json("wave", "open", code)
        return code


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return typed_up(11)


@pytest.fixture(scope="module")
def papers(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """What the import told, and the folder with the documents."""
    folder = tmp_path_factory.mktemp("paper")
    operator = Operator(folder)
    code = operator.open_wave()
    told = operator.json(
        "import-answers", code, workbook(rows, folder / "forms.xlsx"), "--skip-bad",
        "--column", "rating=How was it", "--column", "good=What they said",
        "--column", "locality=Area", "--ignore", "Form no",
    )  # fmt: skip
    operator.json("wave", "close", code, "--yes")
    for suffix in ("csv", "docx"):
        out = folder / f"paper.{suffix}"
        done = operator.run("export", code, "--format", suffix, "--out", out)
        assert done.returncode == 0, done.stderr
    return told, folder


def stored(rows: list[Row]) -> list[Row]:
    return [row for number, row in enumerate(rows, 2) if number not in TOO_LONG]


def test_every_row_is_accounted_for(papers: tuple[Any, Path], rows: list[Row]) -> None:
    told, _ = papers
    kept = stored(rows)
    assert (told["rows"], told["stored"]) == (len(rows), len(kept))
    assert [bad["row"] for bad in told["refused"]] == sorted(TOO_LONG)
    assert told["urgent"] == sum("stepdad" in row.words for row in kept) > 0
    assert told["held"] == sum("f**king" in row.words for row in kept) > 0


def test_the_data_file_shows_what_a_recount_shows(
    papers: tuple[Any, Path], rows: list[Row]
) -> None:
    with (papers[1] / "paper.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    everyone = {
        line["answer"]: (line["count"], line["percent"])
        for line in lines
        if line["section"] == "Findings" and line["question"].startswith("Overall")
    }
    expected = by_rating(stored(rows))
    assert {name: everyone[name] for name in expected} == expected
    areas = {
        line["group"]: (line["count"], line["percent"])
        for line in lines
        if line["section"] == "Groups" and line["answer"].startswith("“Very good”")
    }
    recounted = favourable(stored(rows))
    assert all(areas[area] in ((HIDDEN, HIDDEN), figures) for area, figures in recounted.items())
    assert sum(areas[area] == figures for area, figures in recounted.items()) >= len(recounted) - 2


def test_the_board_paper_shows_the_same(papers: tuple[Any, Path], rows: list[Row]) -> None:
    paper = docx.Document(str(papers[1] / "paper.docx"))
    cells = {tuple(cell.text for cell in row.cells) for table in paper.tables for row in table.rows}
    for name, (count, share) in by_rating(stored(rows)).items():
        assert (name, count, share if share == HIDDEN else f"{share}%") in cells
