"""What can be asked, from the command line."""

from pathlib import Path

from tests.bot.cli.shell import Shell

MINE = """
key = "mine"
title = "Mine"
audience = "young people"
intro = "Hello."

[[question]]
key = "good"
kind = "text"
cap = 100
text = "What was good?"
"""


def test_what_ships_is_listed(shell: Shell) -> None:
    keys = [row["key"] for row in shell.done("survey", "list", "--json").json]
    assert {"safety-pulse", "service-feedback"} <= set(keys)
    assert "service-feedback" in shell.done("survey", "list").out


def test_the_boards_own_survey_is_listed_with_them(shell: Shell) -> None:
    own = shell.folder / "data" / "surveys"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(MINE)
    assert "mine" in [row["key"] for row in shell.done("survey", "list", "--json").json]


def test_a_broken_one_is_named_and_hides_no_other(shell: Shell) -> None:
    own = shell.folder / "data" / "surveys"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("key = 1")
    ran = shell.done("survey", "list")
    assert "broken" in ran.out
    assert "cannot be used" in ran.out
    assert "safety-pulse" in ran.out


def test_show_gives_keys_and_options_for_an_import(shell: Shell) -> None:
    shown = shell.done("survey", "show", "service-feedback", "--json").json
    rating = next(each for each in shown["questions"] if each["key"] == "rating")
    assert list(rating["options"]) == ["5", "4", "3", "2", "1"]
    text = shell.done("survey", "show", "service-feedback").out
    assert "rating: Overall" in text


def test_a_good_definition_is_fine(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE)
    assert "fine" in shell.done("survey", "check", tmp_path / "mine.toml").out


def test_all_that_is_wrong_is_told_with_its_place(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE.replace('"text"', '"song"').replace("Hello.", ""))
    ran = shell("survey", "check", tmp_path / "mine.toml")
    assert ran.status == 2
    assert "mine.toml" in ran.err
    assert "song" in ran.err
    assert "intro" in ran.err
