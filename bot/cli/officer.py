"""`saidanddone officer`: add, invite, list, reset, disable, enable."""

import sys
from dataclasses import dataclass, field

import click

from bot.cli.running import Column, as_json, record, show_json, show_rows, with_parts
from bot.errors import BadInput
from bot.inviting import Invited
from bot.inviting import invite as send_invitation
from bot.parts import Parts
from surveys.officers.accounts import COMMAND_LINE, Enrolment, Officer, Role, checked_name
from surveys.officers.audit import Act
from surveys.urgent.lead_keys import check_passphrase

COLUMNS = (Column("name", "NAME"), Column("roles", "ROLES"), Column("state", "STATE"))
LONGEST_LINE = 600

role_option = click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    default=[Role.OFFICER.value],
    show_default=True,
    help="admin: accounts and audit trail. officer: waves, review, results. lead: urgent words. "
    "agency: own actions. board: reads what was released.",
)
agency_option = click.option(
    "--agency", default="", help="Whom a lead officer of an agency works for."
)
mail_option = click.option("--mail", default="", help="The address that reminders go to.")
from_stdin = click.option(
    "--password-stdin",
    "from_stdin",
    is_flag=True,
    help="Read the password, and a lead's passphrase, as lines of standard input.",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What an account needs: a password, and for a lead the passphrase of the key."""

    password: str = field(repr=False)
    passphrase: str = field(repr=False, default="")


@click.group()
def officer() -> None:
    """Who may work in the console."""


@officer.command()
@click.argument("name")
@role_option
@agency_option
@mail_option
@from_stdin
@as_json
def add(  # noqa: PLR0913 - one option each
    name: str, roles: tuple[str, ...], agency: str, mail: str, *, from_stdin: bool, as_json: bool
) -> None:
    """Open an account for NAME. The secret for the code app is shown this once.

    A lead also chooses a passphrase: it alone opens urgent words, and nobody can set it anew.
    """
    wanted = frozenset(map(Role, roles))
    words = _ask_words(from_stdin=from_stdin, lead=Role.LEAD in wanted)

    async def work(parts: Parts) -> tuple[Officer, Enrolment]:
        officer, lead = Officer(name, wanted, agency=agency, mail=mail), None
        if Role.LEAD in wanted:
            lead = await parts.lead_keys.new(checked_name(name), words.passphrase)
        made, enrolled = await parts.officers.open(officer, words.password)
        if lead:
            await parts.store.add_lead(lead)
            await record(parts, Act.LEAD_KEY_MADE, made.name)
        return made, enrolled

    made, enrolled = with_parts(work)
    _show_enrolment(made.name, enrolled, as_json=as_json)


@officer.command()
@click.argument("name")
@role_option
@agency_option
@mail_option
@as_json
def invite(name: str, roles: tuple[str, ...], agency: str, mail: str, *, as_json: bool) -> None:
    """A link with which NAME opens an account: it works once, for seven days.

    Whoever opens it chooses the password, and a lead the passphrase. With --mail and a mail server
    it goes there as well.
    """
    wanted = Officer(name, frozenset(map(Role, roles)), agency=agency, mail=mail)

    async def work(parts: Parts) -> Invited:
        return await send_invitation(parts, wanted, COMMAND_LINE)

    invited = with_parts(work)
    if as_json:
        show_json({"name": invited.name, "link": invited.link, "mailed": invited.mailed})
        return
    click.echo(f"Link for {invited.name}, shown this once, good once and for seven days:")
    click.echo(invited.link)
    if invited.mailed:
        click.echo(f"It also went to {invited.mailed}.")


@officer.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every account."""

    async def work(parts: Parts) -> tuple[Officer, ...]:
        return await parts.officers.all()

    rows = [
        {
            "name": one.name,
            "roles": ", ".join(sorted(one.roles)),
            "state": "active" if one.active else "disabled",
        }
        for one in with_parts(work)
    ]
    if as_json:
        show_json(rows)
    else:
        show_rows(rows, COLUMNS, "There is no account yet. Add one with `saidanddone officer add`.")


@officer.command()
@click.argument("name")
@from_stdin
@as_json
def reset(name: str, *, from_stdin: bool, as_json: bool) -> None:
    """A new password and code secret for NAME, who lost a phone. Every session of theirs ends."""
    words = _ask_words(from_stdin=from_stdin, lead=False)

    async def work(parts: Parts) -> Enrolment:
        return await parts.officers.renew(name, words.password)

    _show_enrolment(name, with_parts(work), as_json=as_json)


@officer.command()
@click.argument("name")
def disable(name: str) -> None:
    """Close the account of NAME: sessions end now, nothing they did is lost."""

    async def work(parts: Parts) -> None:
        await parts.officers.shut(name)

    with_parts(work)
    click.echo(f"{name} can no longer log in.")


@officer.command()
@click.argument("name")
def enable(name: str) -> None:
    """Open the account of NAME again, with the password it had."""

    async def work(parts: Parts) -> None:
        await parts.officers.reopen(name)

    with_parts(work)
    click.echo(f"{name} can log in again.")


@officer.command("new-key")
@click.argument("name")
@from_stdin
def new_key(name: str, *, from_stdin: bool) -> None:
    """A key in the place of one whose passphrase is lost. What the lost key opened stays shut.

    Also for a lead who has none yet, because the making of the account was cut off.

    Another lead who can still open those texts seals them to the new key in the console.
    """
    passphrase = _line("the new passphrase") if from_stdin else _prompt_passphrase()

    async def work(parts: Parts) -> tuple[str, int]:
        found = await parts.officers.one(name)
        if not found.may(Role.LEAD):
            raise BadInput(f"{found.name} is no safeguarding lead, so there is no key to make.")
        lead = found.name
        count = await parts.lead_keys.replace_lost(lead, passphrase)
        await record(parts, Act.KEY_LOST, f"{lead}, {count} no longer opened by it")
        return lead, count

    lead, count = with_parts(work)
    click.echo(f"{lead} has a new key. Urgent texts it does not open: {count}.")
    if count:
        click.echo("Another lead can seal them to it: console, Your key.")


def _prompt_passphrase() -> str:
    click.echo("The passphrase opens urgent words. Write it down: it cannot be set anew.", err=True)
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _ask_words(*, from_stdin: bool, lead: bool) -> Words:
    words = _read_words(lead=lead) if from_stdin else _prompt_words(lead=lead)
    if lead:
        check_passphrase(words.passphrase)
    return words


def _read_words(*, lead: bool) -> Words:
    password = _line("the password")
    return Words(password, _line("the lead's passphrase") if lead else "")


def _prompt_words(*, lead: bool) -> Words:
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if not lead:
        return Words(password)
    return Words(password, _prompt_passphrase())


def _line(what: str) -> str:
    line = sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    if not line:
        raise BadInput(f"--password-stdin: a line with {what} is missing.")
    return line


def _show_enrolment(name: str, enrolled: Enrolment, *, as_json: bool) -> None:
    if as_json:
        shown = {"totp_secret": enrolled.secret, "otpauth_uri": enrolled.uri}
        show_json({"name": name, **shown, "recovery_codes": list(enrolled.recovery)})
        return
    click.echo(f"{name} can log in with the password and a code from a code app.")
    click.echo(f"Secret for the code app, shown this once: {enrolled.secret}")
    click.echo(f"The same as an address: {enrolled.uri}")
    click.echo("Recovery codes, shown this once. Each works once in the place of the six digits:")
    click.echo("\n".join(f"  {code}" for code in enrolled.recovery))
