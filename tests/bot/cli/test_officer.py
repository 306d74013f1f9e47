"""Accounts from the command line."""

import pyotp
import pytest

from tests.bot.cli.shell import PASSPHRASE, PASSWORD, Shell


def test_an_officer_gets_a_secret_that_makes_codes(shell: Shell) -> None:
    made = shell.done(
        "officer", "add", "Robin", "--password-stdin", "--json", stdin=f"{PASSWORD}\n"
    ).json
    assert pyotp.parse_uri(made["otpauth_uri"]).secret == made["totp_secret"]
    assert pyotp.TOTP(made["totp_secret"]).now().isdigit()
    assert len(set(made["recovery_codes"])) == 10


def test_the_list_shows_roles_and_no_secret(shell: Shell) -> None:
    assert "no account yet" in shell.done("officer", "list").out
    shell.lead()
    assert shell.done("officer", "list", "--json").json == [
        {"name": "Kim", "roles": "lead", "state": "active"}
    ]


@pytest.mark.parametrize(
    ("stdin", "complaint"),
    [
        ("short\n", "at least 12"),
        ("", "a line with the password is missing"),
    ],
)
def test_a_password_must_be_given_and_long(shell: Shell, stdin: str, complaint: str) -> None:
    ran = shell("officer", "add", "Robin", "--password-stdin", stdin=stdin)
    assert ran.status == 2
    assert complaint in ran.err


@pytest.mark.parametrize(
    ("stdin", "complaint"),
    [
        (f"{PASSWORD}\n", "passphrase is missing"),
        (f"{PASSWORD}\nshort\n", "12 to 500"),
        (f"{PASSWORD}\n{'long' * 126}\n", "12 to 500"),
    ],
)
def test_a_lead_needs_a_passphrase_and_nothing_is_half_made(
    shell: Shell, stdin: str, complaint: str
) -> None:
    ran = shell("officer", "add", "Kim", "--role", "lead", "--password-stdin", stdin=stdin)
    assert ran.status == 2
    assert complaint in ran.err
    assert shell.done("officer", "list", "--json").json == []


@pytest.mark.usefixtures("reached")
def test_a_lead_can_be_on_duty_from_the_first_account(shell: Shell) -> None:
    words = f"{PASSWORD}\n{PASSPHRASE}\n"
    roles = ("--role", "lead", "--role", "officer")
    shell.done("officer", "add", "Sam", *roles, "--password-stdin", stdin=words)
    shell.wave()
    assert shell("doctor").status == 0


def test_a_name_is_taken_once(shell: Shell) -> None:
    shell.lead()
    ran = shell(
        "officer", "add", "kim", "--role", "lead", "--password-stdin",
        stdin=f"{PASSWORD}\n{PASSPHRASE}\n",
    )  # fmt: skip
    assert ran.status == 2
    assert "already" in ran.err


def test_reset_gives_a_new_secret(shell: Shell) -> None:
    stdin = f"{PASSWORD}\n"
    add = ("officer", "add", "Robin", "--password-stdin", "--json")
    first = shell.done(*add, stdin=stdin).json
    second = shell.done("officer", "reset", "Robin", "--password-stdin", "--json", stdin=stdin).json
    assert first["totp_secret"] != second["totp_secret"]


def test_an_account_is_disabled_and_enabled_again(shell: Shell) -> None:
    shell.done("officer", "add", "Robin", "--password-stdin", stdin=f"{PASSWORD}\n")
    shell.done("officer", "disable", "Robin")
    assert shell.done("officer", "list", "--json").json[0]["state"] == "disabled"
    shell.done("officer", "enable", "Robin")
    assert shell.done("officer", "list", "--json").json[0]["state"] == "active"


def test_the_last_lead_stays(shell: Shell) -> None:
    shell.lead()
    ran = shell("officer", "disable", "Kim")
    assert ran.status == 2
    assert "last lead" in ran.err


def test_the_last_admin_stays(shell: Shell) -> None:
    stdin = f"{PASSWORD}\n"
    shell.done("officer", "add", "Ada", "--role", "admin", "--password-stdin", stdin=stdin)
    ran = shell("officer", "disable", "Ada")
    assert ran.status == 2
    assert "last admin" in ran.err


def test_a_password_is_asked_for_and_never_shown(shell: Shell) -> None:
    """Without a terminal there is nobody to ask, and that is said."""
    ran = shell("officer", "add", "Robin")
    assert ran.status == 1
    assert PASSWORD not in ran.out + ran.err


def test_an_invitation_is_a_link_good_for_a_new_name(shell: Shell) -> None:
    made = shell.done("officer", "invite", "Robin", "--role", "board", "--json").json
    assert "/console/join/" in made["link"]
    assert made["mailed"] == ""
    shell.lead()
    taken = shell("officer", "invite", "kim")
    assert taken.status == 2
    assert "of that name already" in taken.err


def test_an_invitation_needs_what_an_account_needs(shell: Shell) -> None:
    ran = shell("officer", "invite", "Robin", "--role", "agency")
    assert ran.status == 2
    assert "agency's name" in ran.err
