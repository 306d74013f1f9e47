"""A closed wave as a document, whole or not at all."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.bot.cli.shell import Shell


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the shell of the first test has when its wave is closed."""
    return tmp_path_factory.mktemp("closed") / "folder"


@pytest.fixture
def closed(shell: Shell, kept: Path, request: pytest.FixtureRequest) -> str:
    """Closed once; every other test goes on from a copy of it."""
    if not kept.exists():
        code = _closed(shell, request.getfixturevalue("open_wave"))
        (shell.folder / "code").write_text(code)
        shutil.copytree(shell.folder, kept)
    shutil.copytree(kept, shell.folder, dirs_exist_ok=True)
    return (kept / "code").read_text()


def _closed(shell: Shell, open_wave: str) -> str:
    forms = shell.folder / "forms.csv"
    rows = "".join(f"{5 if number % 3 else 2},,,harbour\n" for number in range(60))
    forms.write_text("rating,good,better,locality\n" + rows)
    shell.done("import-answers", open_wave, forms)
    shell.done("wave", "close", open_wave, "--yes")
    return open_wave


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("p.docx", b"PK"),
        ("p.pdf", b"%PDF"),
        ("p.xlsx", b"PK"),
        ("p.pptx", b"PK"),
        ("p.csv", b""),
        ("p.json", b"{"),
        ("p.html", b"<!doct"),
    ],
)
def test_the_format_follows_the_name(shell: Shell, closed: str, name: str, starts: bytes) -> None:
    shell.done("export", closed, "--out", shell.folder / name)
    assert (shell.folder / name).read_bytes().lower().startswith(starts.lower())


def test_a_format_can_be_named(shell: Shell, closed: str) -> None:
    file = shell.folder / "anything"
    ran = shell.done("export", closed, "--format", "json", "--out", file, "--json")
    assert ran.json["format"] == "json"
    assert isinstance(json.loads(file.read_text()), dict)


def test_the_organisation_stands_in_the_paper(
    shell: Shell, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAIDANDDONE_ORGANISATION", "Anytown Partnership")
    shell.done("export", closed, "--out", shell.folder / "p.json")
    assert "Anytown Partnership" in (shell.folder / "p.json").read_text()


def test_an_open_wave_leaves_nothing(shell: Shell, open_wave: str) -> None:
    ran = shell("export", open_wave, "--out", shell.folder / "p.docx")
    assert ran.status == 2
    assert "Close it first" in ran.err
    assert not (shell.folder / "p.docx").exists()


def test_a_file_that_is_there_is_kept_unless_forced(shell: Shell, closed: str) -> None:
    file = Path(shell.folder / "p.csv")
    file.write_text("mine")
    assert shell("export", closed, "--out", file).status == 2
    assert file.read_text() == "mine"
    shell.done("export", closed, "--out", file, "--force")
    assert file.read_text() != "mine"


@pytest.mark.parametrize("kind", ["summary", "poster"])
def test_other_kinds_are_made_as_pdf(shell: Shell, closed: str, kind: str) -> None:
    file = shell.folder / f"{kind}.pdf"
    shell.done("export", closed, "--kind", kind, "--out", file)
    assert file.read_bytes().startswith(b"%PDF")
    ran = shell("export", closed, "--kind", kind, "--out", shell.folder / "p.docx")
    assert ran.status == 2
    assert "pdf only" in ran.err


def test_a_paper_is_headed_as_said(shell: Shell, closed: str) -> None:
    file = shell.folder / "p.html"
    said = ("--meeting", "Harbour Board", "--date", "2026-04-14", "--report-of", "Jo Hill")
    more = ("--purpose", "noting", "--marking", "OFFICIAL-SENSITIVE", "--recommend", "note this")
    shell.done("export", closed, *said, *more, "--out", file)
    for each in ("Harbour Board", "14 April 2026", "Jo Hill", "For noting", "OFFICIAL-SENSITIVE"):
        assert each in file.read_text()


def test_the_house_marking_and_colour_stand_in_every_paper(
    shell: Shell, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAIDANDDONE_MARKING", "PUBLIC")
    monkeypatch.setenv("SAIDANDDONE_COLOUR", "#8A1538")
    shell.done("export", closed, "--out", shell.folder / "p.html")
    page = (shell.folder / "p.html").read_text()
    assert "PUBLIC" in page
    assert "#8A1538" in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--date", "soon"), "--date"),
        (("--language", "xx"), "--language"),
        (("--meeting", "x" * 300), "meeting"),
        (("--template", "missing.docx"), "missing.docx"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    shell: Shell, closed: str, options: tuple[str, str], said: str
) -> None:
    ran = shell("export", closed, *options, "--out", shell.folder / "p.docx")
    assert ran.status == 2
    assert said in ran.err


def test_a_template_is_for_word_alone(shell: Shell, closed: str) -> None:
    shell.done("export", closed, "--out", shell.folder / "mine.docx")
    styled = ("--template", shell.folder / "mine.docx")
    shell.done("export", closed, *styled, "--out", shell.folder / "p.docx")
    ran = shell("export", closed, *styled, "--out", shell.folder / "p.pdf")
    assert ran.status == 2
    assert "template" in ran.err


def test_the_ledger_of_releases_is_listed_and_checked(shell: Shell, closed: str) -> None:
    shell.done("export", closed, "--out", shell.folder / "p.csv")
    ran = shell.done("audit", "releases")
    assert closed in ran.out
    assert "The ledger is whole; releases: 1" in ran.out
    found = shell.done("audit", "releases", "--json").json
    assert (found["first_broken"], found["releases"][0]["waves"]) == (None, [closed])


def test_nothing_new_leaves_beside_a_ledger_that_was_changed(shell: Shell, closed: str) -> None:
    shell.done("export", closed, "--out", shell.folder / "p.csv")
    with sqlite3.connect(shell.database) as database:
        database.execute("UPDATE releases SET name = 'N-0000000000' WHERE number = 1")
    database.close()
    ran = shell("audit", "releases")
    assert ran.status == 1
    assert "Release 1 does not follow" in ran.out
    ran = shell("export", closed, "--out", shell.folder / "q.csv")
    assert ran.status != 0
    assert "ledger of releases was changed" in ran.err
    assert not (shell.folder / "q.csv").exists()
