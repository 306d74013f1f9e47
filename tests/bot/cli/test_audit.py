"""The trail from the command line: its head, and whether it is as it was."""

import sqlite3
from contextlib import closing

from tests.bot.cli.shell import PASSPHRASE, PASSWORD, Shell


def test_a_head_noted_elsewhere_tells_later_that_nothing_was_changed(shell: Shell) -> None:
    shell.lead()
    noted = shell.done("audit", "head").out.strip()
    shell.wave()
    ran = shell.done("audit", "verify", "--head", noted)
    assert "The trail is whole" in ran.out
    assert f"entry {noted.partition(':')[0]} is as it was noted" in ran.out
    found = shell.done("audit", "verify", "--json").json
    assert (found["first_broken"], found["noted_head_holds"]) == (None, None)


def test_the_first_broken_link_is_named(shell: Shell) -> None:
    shell.lead()
    shell.wave()
    with sqlite3.connect(shell.database) as database:
        database.execute("UPDATE audit_entries SET who = 'somebody else' WHERE number = 1")
    database.close()
    ran = shell("audit", "verify")
    assert ran.status == 1
    assert "Entry 1 does not follow" in ran.out


def test_a_trail_cut_off_shows_against_a_noted_head(shell: Shell) -> None:
    shell.lead()
    shell.wave()
    noted = shell.done("audit", "head").out.strip()
    with sqlite3.connect(shell.database) as database:
        database.execute(
            "DELETE FROM audit_entries WHERE number = (SELECT max(number) FROM audit_entries)"
        )
    database.close()
    assert shell("audit", "verify").status == 0
    ran = shell("audit", "verify", "--head", noted)
    assert ran.status == 1
    assert "cut off or written anew" in ran.out


def test_what_is_no_head_is_bad_input(shell: Shell) -> None:
    ran = shell("audit", "verify", "--head", "nonsense")
    assert ran.status == 2
    assert "64 hexadecimal digits" in ran.err


def test_a_lead_who_lost_the_passphrase_gets_a_new_key(shell: Shell) -> None:
    shell.lead()
    ran = shell.done(
        "officer", "new-key", "kim", "--password-stdin", stdin="four new plain words\n"
    )
    assert "Kim has a new key. Urgent texts it does not open: 0." in ran.out
    short = shell("officer", "new-key", "Kim", "--password-stdin", stdin="short\n")
    assert short.status == 2
    assert "12 to 500" in short.err
    assert PASSPHRASE not in ran.out
    assert shell("officer", "new-key", "Nobody", "--password-stdin", stdin="x" * 20).status == 2


def test_a_lead_whose_account_was_cut_off_has_a_way_to_a_key(shell: Shell) -> None:
    shell.done(
        "officer", "add", "Ben", "--role", "admin", "--password-stdin", stdin=f"{PASSWORD}\n"
    )
    ran = shell("officer", "new-key", "Ben", "--password-stdin", stdin="four new plain words\n")
    assert ran.status == 2
    assert "no safeguarding lead" in ran.err
    with closing(sqlite3.connect(shell.database)) as database:
        database.execute("UPDATE officers SET roles = 'lead'")
        database.commit()
    assert "no key yet: Ben" in shell("doctor").out
    ran = shell.done(
        "officer", "new-key", "Ben", "--password-stdin", stdin="four new plain words\n"
    )
    assert "Ben has a new key. Urgent texts it does not open: 0." in ran.out
    assert "1 can read urgent words" in shell("doctor").out
