"""Inviting somebody: the link, the audit trail, and the letter where letters can be sent."""

from dataclasses import dataclass, field

from bot.mail import MailFailed, Server, letter, send
from bot.parts import Parts
from bot.settings import Settings
from surveys.errors import SurveyError
from surveys.office.invitations import VALID
from surveys.officers.accounts import Officer, Role
from surveys.officers.audit import Act
from surveys.officers.names import checked_officer, key_of
from surveys.officers.records import OfficerExists

JOIN = "/console/join/"


class KeyTaken(SurveyError):
    """There is a lead's key of that name already. Choose another name."""


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is shown once. `mailed` is the address it went to, if it went."""

    name: str
    link: str = field(repr=False)
    mailed: str = ""


async def invite(parts: Parts, wanted: Officer, by: str) -> Invited:
    """Raises OfficerExists, KeyTaken, BadName, NoRole, NoAgency, BadMail."""
    wanted = checked_officer(wanted)
    await _must_be_new(parts, wanted)
    token = await parts.office.invitations.make(wanted, by)
    await parts.officers.audit.record(by, Act.INVITED, wanted.name)
    link = f"{parts.settings.public_url}{JOIN}{token}"
    return Invited(wanted.name, link, await _mailed(parts.settings, wanted, link))


def can_mail(settings: Settings) -> bool:
    return bool(settings.alerts.mail_from and settings.alerts.mail_server.reveal())


async def _must_be_new(parts: Parts, wanted: Officer) -> None:
    """A lead's key stays with its name for good, so a name with a key is no new lead's."""
    if key_of(wanted.name) in {key_of(each.name) for each in await parts.officers.all()}:
        raise OfficerExists
    if wanted.may(Role.LEAD) and wanted.name in {each.name for each in await parts.store.leads()}:
        raise KeyTaken


async def _mailed(settings: Settings, wanted: Officer, link: str) -> str:
    alerts = settings.alerts
    if not (wanted.mail and can_mail(settings)):
        return ""
    made = letter(alerts.mail_from, wanted.mail, f"Your account at {settings.organisation}")
    made.set_content(_words(settings, wanted, link))
    try:
        await send(Server.at(alerts.mail_server.reveal()), made)
    except MailFailed:
        return ""
    return wanted.mail


def _words(settings: Settings, wanted: Officer, link: str) -> str:
    return (
        f"Hello {wanted.name},\n\n"
        f"{settings.organisation} invites you to Said & Done. Open this link, choose a password "
        f"and set up your phone as the second lock:\n\n{link}\n\n"
        f"It works once, for {VALID.days} days. Do not pass it on: whoever opens it first gets "
        "your account. If you did not expect this letter, leave it and tell who runs the survey.\n"
    )
