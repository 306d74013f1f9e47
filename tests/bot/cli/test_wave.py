"""A wave's life from the command line."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.cli import closing as cli_closing
from bot.cli import key_lost
from surveys.anonymity.keyring import FileKeyring
from surveys.anonymity.stray_keys import LASTING
from surveys.records import Wave
from tests.bot.cli.shell import Shell


def test_a_wave_is_created_opened_and_closed(shell: Shell) -> None:
    shell.lead()
    code = shell.wave(opened=False)
    assert shell.done("wave", "show", code, "--json").json["state"] == "draft"
    assert shell.done("wave", "open", code, "--json").json["state"] == "open"
    closed = shell.done("wave", "close", code, "--yes", "--json").json
    assert (closed["state"], closed["finished"]) == ("closed", "about 0")
    assert list((shell.folder / "data-keyring").glob("*.keys")) == []


def test_a_new_wave_has_a_full_address(shell: Shell) -> None:
    made = shell.done("wave", "create", "safety-pulse", "--name", "Spring", "--json").json
    assert made["address"] == f"http://127.0.0.1:8080/s/{made['code']}"


def test_a_wave_cannot_open_before_a_lead_can_read_urgent_words(shell: Shell) -> None:
    ran = shell("wave", "open", shell.wave(opened=False))
    assert ran.status == 2
    assert "officer add NAME --role lead" in ran.err


def test_closing_asks_first(shell: Shell, open_wave: str) -> None:
    ran = shell("wave", "close", open_wave, stdin="n\n")
    assert ran.status == 1
    assert "cannot be undone" in ran.err
    assert shell.done("wave", "show", open_wave, "--json").json["state"] == "open"


def test_closing_twice_is_fine(shell: Shell, open_wave: str) -> None:
    shell.done("wave", "close", open_wave, "--yes")
    assert "closed" in shell.done("wave", "close", open_wave, "--yes").out


def test_a_closed_wave_does_not_open_again(shell: Shell, open_wave: str) -> None:
    shell.done("wave", "close", open_wave, "--yes")
    assert shell("wave", "open", open_wave).status == 2


def test_the_list_shows_every_wave_newest_first(shell: Shell) -> None:
    assert "no wave yet" in shell.done("wave", "list").out
    first, second = shell.wave(opened=False), shell.wave(opened=False)
    assert [row["code"] for row in shell.done("wave", "list", "--json").json] == [second, first]
    lines = shell.done("wave", "list").out.splitlines()
    assert lines[0].split()[:3] == ["CODE", "NAME", "SURVEY"]
    assert lines[1].startswith(second)


def test_only_a_rounded_number_is_ever_shown(shell: Shell, open_wave: str) -> None:
    forms = shell.folder / "forms.csv"
    forms.write_text("rating\n" + "5\n" * 17)
    shell.done("import-answers", open_wave, forms)
    assert shell.done("wave", "show", open_wave, "--json").json["finished"] == "about 10"
    shell.done("wave", "close", open_wave, "--yes")
    assert shell.done("wave", "show", open_wave, "--json").json["finished"] == "about 10"


def test_entry_codes_are_single_words_shown_once(shell: Shell) -> None:
    made = shell.done("wave", "create", "safety-pulse", "--name", "S", "--entry", "codes", "--json")
    codes = shell.done("wave", "codes", made.json["code"], "--number", "25").out.split()
    assert len(set(codes)) == 25
    again = shell.done("wave", "codes", made.json["code"], "--number", "25", "--json").json
    assert not set(codes) & set(again)


def test_a_wave_by_link_takes_no_codes(shell: Shell, open_wave: str) -> None:
    ran = shell("wave", "codes", open_wave, "--number", "5")
    assert (ran.status, ran.out) == (2, "")


def test_what_is_done_here_stands_in_the_audit_trail(shell: Shell, open_wave: str) -> None:
    shell.done("wave", "close", open_wave, "--yes")
    database = Path(shell.folder / "test.db").read_bytes()
    for act in (b"created a wave", b"opened a wave", b"closed a wave", b"command line"):
        assert act in database or act in Path(shell.folder / "test.db-wal").read_bytes()


def test_answers_that_cannot_be_opened_are_lost_only_after_a_clear_yes(
    shell: Shell, open_wave: str
) -> None:
    forms = shell.folder / "forms.csv"
    forms.write_text("rating\n" + "5\n" * 12)
    shell.done("import-answers", open_wave, forms)
    with closing(sqlite3.connect(shell.database)) as database, database:
        spoil = "UPDATE sealed SET sealed = x'00' WHERE name IN (SELECT name FROM sealed LIMIT 2)"
        assert database.execute(spoil).rowcount == 2
    stopped = shell("wave", "close", open_wave, "--yes")
    assert stopped.status == 2
    assert "nothing is lost" in stopped.err
    assert "--leave-out-unreadable" in stopped.err
    asked = shell("wave", "close", open_wave, "--leave-out-unreadable", stdin="y\nn\n")
    assert asked.status == 1
    assert "cannot be opened: 2." in asked.err
    assert shell.done("wave", "show", open_wave, "--json").json["state"] == "closing"
    done = shell.done("wave", "close", open_wave, "--leave-out-unreadable", stdin="y\ny\n")
    assert "Closed without 2" in done.err
    assert shell.done("wave", "show", open_wave, "--json").json["finished"] == "about 10"
    with closing(sqlite3.connect(shell.database)) as database:
        told = database.execute(
            "SELECT subject FROM audit_entries WHERE act LIKE 'left out%'"
        ).fetchall()
    assert told == [(f"{open_wave}, 2",)]


def test_leaving_out_asks_nothing_more_where_everything_can_be_opened(
    shell: Shell, open_wave: str
) -> None:
    done = shell.done("wave", "close", open_wave, "--leave-out-unreadable", "--yes", "--json")
    assert done.json["state"] == "closed"
    assert "without" not in done.err


# ---------------------------------------------------------------- a key that is gone for good
def lose_key(shell: Shell) -> None:
    for path in (shell.folder / "data-keyring").glob("*.keys"):
        if path.stem not in LASTING:
            path.unlink()


def test_a_wave_whose_key_is_lost_is_closed_once_its_code_is_typed(
    shell: Shell, open_wave: str
) -> None:
    (shell.folder / "forms.csv").write_text("rating\n" + "4\n" * 12)
    shell.done("import-answers", open_wave, shell.folder / "forms.csv")
    lose_key(shell)
    stuck = shell("wave", "close", open_wave, "--yes")
    assert (stuck.status, "--key-lost" in stuck.err) == (1, True)
    asked = shell("wave", "close", open_wave, "--key-lost", stdin="yes\n")
    assert (asked.status, "Nothing was changed" in asked.err) == (2, True)
    assert str(shell.folder / "data-keyring") in asked.err
    assert "finished answers of about 10 people" in asked.err
    assert "No urgent text of this wave waits" in asked.err
    assert "No other wave is open" in asked.err
    assert shell.done("wave", "show", open_wave, "--json").json["state"] == "open"
    done = shell.done("wave", "close", open_wave, "--key-lost", "--json", stdin=f"{open_wave}\n")
    assert (done.json["state"], done.json["finished"]) == ("closed", "lost")
    with closing(sqlite3.connect(shell.database)) as database:
        told = database.execute(
            "SELECT act, subject FROM audit_entries ORDER BY number DESC LIMIT 2"
        ).fetchall()
    assert told == [
        ("closed a wave", open_wave),
        ("gave up the answers of a wave whose key is lost", f"{open_wave}, about 10 people"),
    ]
    again = shell.done("wave", "close", open_wave, "--key-lost")
    assert "nothing more is lost" in again.err
    shell.done("audit", "verify")


@pytest.mark.parametrize(
    ("module", "closes", "loses"),
    [(key_lost, "close_without_key", True), (cli_closing, "close", False)],
)
@pytest.mark.parametrize("before", [True, False])
def test_killed_in_the_middle_and_run_again_each_step_stands_in_the_trail_once(  # noqa: PLR0913 - a table
    shell: Shell,
    open_wave: str,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    closes: str,
    *,
    loses: bool,
    before: bool,
) -> None:
    """Killed right before the work, or right after it and before anything is noted of it."""
    if loses:
        lose_key(shell)
    way = ("wave", "close", open_wave, "--key-lost" if loses else "--yes")
    work = getattr(module, closes)

    async def killed(*given: Any, **named: Any) -> Wave:
        if not before:
            await work(*given, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(module, closes, killed)
        shell(*way, stdin=f"{open_wave}\n")
    shell.done(*way, stdin=f"{open_wave}\n")
    shell.done(*way, stdin=f"{open_wave}\n")
    first = "gave up the answers of a wave whose key is lost" if loses else "began closing a wave"
    acts = [act for act, _ in trail(shell)]
    assert [act for act in acts if "clos" in act or "gave up" in act] == [first, "closed a wave"]


def trail(shell: Shell) -> list[tuple[str, str]]:
    """What was done to what, first to last."""
    with closing(sqlite3.connect(shell.database)) as database:
        query = "SELECT act, subject FROM audit_entries ORDER BY number"
        return database.execute(query).fetchall()


def test_nothing_is_given_up_while_the_key_is_there(shell: Shell, open_wave: str) -> None:
    refused = shell("wave", "close", open_wave, "--key-lost", "--yes")
    assert (refused.status, "without --key-lost" in refused.err) == (2, True)
    assert shell("wave", "close", open_wave, "--key-lost", "--leave-out-unreadable").status == 2
    assert shell.done("wave", "show", open_wave, "--json").json["state"] == "open"


def test_where_every_key_is_missing_the_folder_is_doubted(shell: Shell, open_wave: str) -> None:
    shell.wave()
    lose_key(shell)
    told = shell("wave", "close", open_wave, "--key-lost", stdin="\n").err
    assert "Other open waves: 1. Their keys in that folder: 0. Perhaps that is the wrong" in told


def test_a_wave_that_the_database_refuses_leaves_no_key(shell: Shell) -> None:
    shell.lead()
    shell.done("wave", "list")
    before = set((shell.folder / "data-keyring").glob("*.keys"))
    full = "CREATE TRIGGER full BEFORE INSERT ON waves BEGIN SELECT RAISE(ABORT, 'no'); END"
    with closing(sqlite3.connect(shell.database)) as database:
        database.execute(full)
        database.commit()
    assert shell("wave", "create", "safety-pulse", "--name", "Autumn").status != 0
    assert set((shell.folder / "data-keyring").glob("*.keys")) == before


# ---------------------------------------------------------------- a key that belongs to no wave
def stray(shell: Shell, name: str = "abc123", hours: float = 2) -> Path:
    """As a killed `wave create` leaves it."""
    folder = shell.folder / "data-keyring"
    FileKeyring(folder).create(name)
    return aged(folder / f"{name}.keys", hours)


def aged(path: Path, hours: float = 2) -> Path:
    made = path.stat().st_mtime - hours * 3600
    os.utime(path, (made, made))
    return path


@pytest.mark.parametrize("named", ["abc123", "abc123.keys"])
def test_a_stray_key_is_destroyed_once_its_name_is_typed(
    shell: Shell, open_wave: str, named: str
) -> None:
    others, key = keys(shell), stray(shell)
    asked = shell("wave", "clear-key", named, stdin="yes\n")
    assert (asked.status, "Nothing was changed" in asked.err) == (2, True)
    assert key.exists()
    assert "abc123 is destroyed" in shell.done("wave", "clear-key", named, stdin="abc123\n").out
    assert keys(shell) == others
    assert trail(shell)[-1] == ("destroyed a key that belonged to no wave", "abc123")
    assert shell.done("wave", "close", open_wave, "--yes", "--json").json["state"] == "closed"


def test_a_key_that_is_needed_is_never_destroyed(shell: Shell, open_wave: str) -> None:
    shell.wave(opened=False)
    for name in LASTING:
        stray(shell, name)
    kept = keys(shell)
    assert len(kept) == 4
    for path in kept:
        refused = shell("wave", "clear-key", path.stem, "--yes")
        assert (refused.status, "needed" in refused.err) == (2, True)
    assert keys(shell) == kept
    assert open_wave


def test_a_key_that_was_just_made_may_be_of_a_wave_on_its_way(shell: Shell, open_wave: str) -> None:
    key = stray(shell, hours=0.9)
    refused = shell("wave", "clear-key", key.stem, "--yes")
    assert (refused.status, "within the hour" in refused.err) == (2, True)
    assert key.exists()
    assert open_wave


def test_with_another_database_no_key_is_destroyed(
    shell: Shell, open_wave: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = stray(shell)
    monkeypatch.setenv("SAIDANDDONE_DATABASE_URL", f"sqlite:///{shell.folder}/other.db")
    kept = keys(shell)
    for path in [aged(each) for each in kept if each.stem not in LASTING]:
        refused = shell("wave", "clear-key", path.stem, "--yes")
        assert (refused.status, "may not belong together" in refused.err) == (2, True)
    assert keys(shell) == kept
    assert key in kept
    assert open_wave


@pytest.mark.parametrize("name", ["../data-keyring/abc123", "nothing", "", "a/b"])
def test_a_name_that_is_no_keys_is_refused(shell: Shell, open_wave: str, name: str) -> None:
    stray(shell)
    kept = keys(shell)
    assert shell("wave", "clear-key", name, "--yes").status == 2
    assert keys(shell) == kept
    assert open_wave


def keys(shell: Shell) -> set[Path]:
    return set((shell.folder / "data-keyring").glob("*.keys"))
