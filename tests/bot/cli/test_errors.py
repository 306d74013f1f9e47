"""Every error is one line on stderr that says what to do, and the status tells its kind."""

import os
import sqlite3
from contextlib import closing

import click
import pytest

from bot.cli.main import BAD_INPUT, FAILED, cli, explain
from bot.errors import Refused
from bot.ownership import ROOT
from exports.errors import ExportError
from surveys.errors import (
    DiskFull,
    KeyMissing,
    KeyringShut,
    StoreUnavailable,
    TooNew,
    UnknownWave,
)
from tests.bot.cli.shell import Shell

SECRET = "my uncle hurts me"


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (UnknownWave(), BAD_INPUT, "saidanddone wave list"),
        (Refused("there already. Choose another name."), BAD_INPUT, "Choose another name"),
        (ExportError("no such format"), BAD_INPUT, "no such format"),
        (click.UsageError("No such option: --x"), BAD_INPUT, "No such option: --x."),
        (StoreUnavailable(), FAILED, "try again"),
        (DiskFull(), FAILED, "Make room"),
        (KeyMissing(), FAILED, "SAIDANDDONE_KEYRING"),
        (KeyringShut(), FAILED, "chown"),
        (PermissionError(13, "Permission denied", "data"), FAILED, "as the server's user"),
        (TooNew(), BAD_INPUT, "restore the backup"),
        (FileNotFoundError(2, "No such file or directory", "x.csv"), FAILED, "x.csv: No such"),
        (KeyboardInterrupt(), FAILED, "Stopped"),
        (click.Abort(), FAILED, "Stopped"),
    ],
)
def test_each_error_has_its_status_and_says_what_to_do(
    error: BaseException, status: int, words: str
) -> None:
    found, message = explain(error)
    assert found == status
    assert words in message


def test_root_changes_nothing_in_folders_of_the_servers_user(shell: Shell) -> None:
    if os.geteuid() != ROOT:
        pytest.skip("only root can give files away")
    data = shell.folder / "data"
    data.mkdir(mode=0o700)
    os.chown(data, 12345, -1)
    for arguments in (("wave", "list"), ("serve",)):
        ran = shell(*arguments)
        assert ran.status == BAD_INPUT
        assert "data belongs to 12345" in ran.err
    assert not list(data.iterdir())
    assert not (shell.folder / "data-keyring").exists()


def failed() -> Exception:
    try:
        int(SECRET)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_never_repeats_what_somebody_wrote() -> None:
    status, message = explain(failed())
    assert status == FAILED
    assert SECRET not in message
    assert "ValueError at test_errors.py:" in message


@pytest.mark.parametrize(
    "arguments",
    [
        ("wave", "show", "nosuch"),
        ("wave", "open", "nosuch"),
        ("wave", "close", "nosuch", "--yes"),
        ("wave", "create", "no-such-survey", "--name", "X"),
        ("wave", "create"),
        ("wave", "create", "safety-pulse", "--name", " "),
        ("wave", "create", "safety-pulse", "--name", "x" * 81),
        ("wave", "create", "safety-pulse", "--name", "two\nlines"),
        ("wave",),
        (),
        ("nonsense",),
        ("export", "nosuch", "--out", "x.docx"),
        ("export", "nosuch", "--out", "x.xyz"),
        ("export", "nosuch", "--format", "papyrus", "--out", "x"),
        ("import-answers", "nosuch", "no-such-file.csv"),
        ("officer", "disable", "Nobody"),
        ("survey", "show", "no-such-survey"),
        ("survey", "check", "no-such-file.toml"),
    ],
)
def test_bad_input_is_one_line_and_status_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    ran = shell(*arguments)
    assert ran.status == BAD_INPUT
    assert ran.out == ""
    assert ran.err.startswith("Error: ")
    assert ran.err.count("\n") == 1


def test_bad_settings_are_one_line_and_status_2(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAIDANDDONE_PORT", "eighty")
    ran = shell("wave", "list")
    assert ran.status == BAD_INPUT
    assert "SAIDANDDONE_PORT must be a number" in ran.err


def test_a_database_address_that_cannot_be_read_is_told_without_its_password(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAIDANDDONE_DATABASE_URL", "postgresql://u:hunter2@db.example.org:abc/x")
    ran = shell("wave", "list")
    assert ran.status == BAD_INPUT
    assert "SAIDANDDONE_DATABASE_URL is not a database address" in ran.err
    assert "hunter2" not in ran.err


def test_who_makes_a_database_by_the_way_is_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell without the server's settings would have officers in a database nobody serves."""
    monkeypatch.setenv("SAIDANDDONE_DATABASE_URL", f"sqlite:///{shell.folder}/fresh.db")
    first, again = shell("wave", "list"), shell("wave", "list")
    assert f"Data folder: {shell.folder}/data." in first.err
    assert (first.status, again.status, again.err) == (0, 0, "")


def test_every_command_has_help() -> None:
    def walk(command: click.Command) -> None:
        assert command.help, command.name
        for each in getattr(command, "commands", {}).values():
            walk(each)

    walk(cli)


def test_help_is_status_0(shell: Shell) -> None:
    ran = shell("--help")
    assert ran.status == 0
    assert "import-answers" in ran.out


@pytest.mark.parametrize("arguments", [("wave", "list"), ("serve",), ("officer", "list")])
def test_a_database_of_a_newer_release_is_refused_in_one_line(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(shell.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    ran = shell(*arguments)
    assert (ran.status, ran.out) == (BAD_INPUT, "")
    assert ran.err.startswith("Error: A newer release of this program made these tables.")
    assert len(ran.err.splitlines()) == 1
    assert "a newer release made it" in shell("doctor").out


def test_a_misspelt_setting_is_named_when_the_server_starts(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would be told of urgent words, and the log would not say so."""
    monkeypatch.setenv("SAIDANDDONE_ALERT_MAILS", "duty@board.example.org")
    with closing(sqlite3.connect(shell.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")  # so that it ends
    assert shell("serve").err.startswith("SAIDANDDONE_ALERT_MAILS is not a setting: ")
