"""A wave's life from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.examination import LASTING
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
