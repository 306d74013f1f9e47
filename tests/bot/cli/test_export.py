"""A closed wave as a document, whole or not at all."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.shell import Shell


@pytest.fixture
def closed(shell: Shell, open_wave: str) -> str:
    forms = shell.folder / "forms.csv"
    rows = "".join(f"{5 if number % 3 else 2},,,harbour\n" for number in range(60))
    forms.write_text("rating,good,better,locality\n" + rows)
    shell.done("import-answers", open_wave, forms)
    shell.done("wave", "close", open_wave, "--yes")
    return open_wave


@pytest.mark.parametrize(
    ("name", "starts"), [("p.docx", b"PK"), ("p.csv", b""), ("p.json", b"{"), ("p.html", b"<!doct")]
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
