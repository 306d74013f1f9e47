"""What is hidden of a wave, and what would show more."""

import pytest

from tests.bot.cli.shell import Shell


@pytest.fixture
def closed(shell: Shell, open_wave: str) -> str:
    forms = shell.folder / "forms.csv"
    places = ("harbour", "millfields", "northgate", "priory", "riverside", "weston")
    rows = "".join(f"{1 + n % 5},,,{places[n * n % 6]}\n" for n in range(150))
    forms.write_text("rating,good,better,locality\n" + rows)
    shell.done("import-answers", open_wave, forms)
    shell.done("wave", "close", open_wave, "--yes")
    return open_wave


def test_it_says_how_much_may_be_shown_and_releases_nothing(shell: Shell, closed: str) -> None:
    now = shell.done("numbers", closed, "--json").json[0]
    assert now["join"] == ""
    assert 0 <= now["shown"] <= now["numbers"]


def test_of_a_wave_whose_answers_are_lost_it_says_so(shell: Shell, open_wave: str) -> None:
    for path in (shell.folder / "data-keyring").glob("*.keys"):
        path.unlink()
    shell.done("wave", "close", open_wave, "--key-lost", "--yes")
    ran = shell("numbers", open_wave)
    assert (ran.status, "are lost with its key" in ran.err) == (2, True)


def test_joined_neighbours_stand_in_the_export(shell: Shell, closed: str) -> None:
    file = shell.folder / "p.csv"
    shell.done("export", closed, "--out", file, "--join", "locality=harbour+millfields")
    assert "Harbour, Old Town and Millfields" in file.read_text(encoding="utf-8-sig")


def test_groups_that_are_no_neighbours_are_refused(shell: Shell, closed: str) -> None:
    ran = shell(
        "export", closed, "--out", shell.folder / "p.csv", "--join", "locality=harbour+weston"
    )
    assert ran.status == 2
    assert "locality=harbour+millfields" in ran.err


def test_a_wave_cannot_be_counted_with_one_that_is_not_there(shell: Shell, closed: str) -> None:
    assert shell("export", closed, "--out", shell.folder / "p.csv", "--with", "nowhere").status == 2
