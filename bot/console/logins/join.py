"""Joining by invitation: a password, a code app, and one code to show that it works."""

from aiohttp import web

from bot.console.logins.accounts import qr
from bot.console.problems import Problem, of
from bot.console.visit import Form, Visit
from surveys.office.invitations import KeptInvitation, UnknownInvitation
from surveys.officers.accounts import COMMAND_LINE, Officer, Role, check_password
from surveys.officers.audit import Act
from surveys.officers.passwords import enrolment, new_totp, step_of
from surveys.officers.records import Enrolment, WeakPassword
from surveys.urgent.lead_keys import WeakPassphrase, check_passphrase

SECRET_LENGTH = len(new_totp())
SECRET_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
WRONG_CODE = (
    "This is not the code that the app shows now. Scan the picture, then type the six digits"
)


async def ask(visit: Visit) -> web.StreamResponse:
    found = await _invitation(visit)
    return _page(visit, found.thing.officer, new_totp())


async def join(visit: Visit) -> web.StreamResponse:
    """The invitation is taken before the account is opened: of two at once, one gets in."""
    found = await _invitation(visit)
    officer, form = found.thing.officer, visit.form
    secret = _secret(form)
    step = step_of(secret, form.one("code"), visit.parts.clock())
    problems = [*_password_problems(officer, form), *_passphrase_problems(officer, form)]
    if step is None:
        problems.append(Problem(WRONG_CODE, "code"))
    if problems or step is None:
        return _page(visit, officer, secret, problems)
    await visit.parts.office.invitations.take(found)
    enrolled = await _opened(visit, found, secret, step)
    return visit.draw("joined", officer=officer, recovery=enrolled.recovery)


def _secret(form: Form) -> str:
    """The one the page showed, so that a slip elsewhere needs no second scan."""
    sent = form.one("secret")
    whole = len(sent) == SECRET_LENGTH and SECRET_LETTERS.issuperset(sent)
    return sent if whole else new_totp()


async def _invitation(visit: Visit) -> KeptInvitation:
    """Good as long as who sent it may still invite, and nobody has that name yet."""
    found = await visit.parts.office.invitations.find(visit.part("token"))
    names = {each.name: each for each in await visit.parts.officers.all()}
    inviter = names.get(found.by)
    may = inviter is not None and inviter.active and inviter.may(Role.ADMIN)
    if found.by != COMMAND_LINE and not may:
        raise UnknownInvitation
    return found


async def _opened(visit: Visit, found: KeptInvitation, secret: str, step: int) -> Enrolment:
    """The lead's key is made first: an account for a lead without one would read nothing."""
    officer, parts, form = found.thing.officer, visit.parts, visit.form
    lead = None
    if officer.may(Role.LEAD):
        lead = await parts.lead_keys.new(officer.name, form.exact("passphrase"))
    enrolled = await parts.officers.join(officer, form.exact("password"), secret, step)
    if lead:
        await parts.store.add_lead(lead)
        await parts.officers.audit.record(officer.name, Act.LEAD_KEY_MADE, officer.name)
    await parts.officers.audit.record(officer.name, Act.JOINED, f"invited by {found.by}")
    return enrolled


def _page(
    visit: Visit, officer: Officer, secret: str, problems: list[Problem] | None = None
) -> web.Response:
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    picture = qr(enrolment(officer.name, secret).uri)
    return visit.draw(
        "join", problems or (), officer=officer, secret=secret, groups=groups, qr=picture
    )


def _password_problems(officer: Officer, form: Form) -> list[Problem]:
    try:
        check_password(officer.name, form.exact("password"))
    except WeakPassword as error:
        return [of(error, "password")]
    if form.exact("password") != form.exact("again"):
        return [Problem("The two passwords are not the same", "again")]
    return []


def _passphrase_problems(officer: Officer, form: Form) -> list[Problem]:
    if not officer.may(Role.LEAD):
        return []
    passphrase = form.exact("passphrase")
    try:
        check_passphrase(passphrase)
    except WeakPassphrase as error:
        return [of(error, "passphrase")]
    if passphrase != form.exact("passphrase_again"):
        return [Problem("The two passphrases are not the same", "passphrase_again")]
    if passphrase == form.exact("password"):
        return [Problem("The passphrase must not be the password", "passphrase")]
    return []
