"""Accounts: who may log in, and as what."""

import io
from collections.abc import Callable

import segno
from aiohttp import web
from markupsafe import Markup

from bot.console.problems import Problem, of
from bot.console.visit import Form, Visit
from surveys.errors import SurveyError
from surveys.officers.accounts import Enrolment, Officer, Role, check_password, checked_name
from surveys.officers.audit import Act
from surveys.officers.names import checked_mail
from surveys.officers.records import OfficerExists, WeakPassword
from surveys.records import Lead
from surveys.urgent.lead_keys import check_passphrase

QUIET_ZONE = 4


async def show(visit: Visit) -> web.StreamResponse:
    keys = {lead.name for lead in await visit.parts.store.leads()}
    waiting = await visit.parts.office.invitations.waiting()
    officers = await visit.parts.officers.all()
    return visit.draw("accounts", officers=officers, keys=keys, waiting=waiting)


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("account_new")


async def add(visit: Visit) -> web.StreamResponse:
    """The lead's key is made first: an account for a lead without one would read nothing."""
    form = visit.form
    if problems := [
        *_name_problems(form),
        *_role_problems(form),
        *place_problems(form),
        *await _key_problems(visit),
    ]:
        return visit.draw("account_new", problems)
    lead = await _new_key(visit) if Role.LEAD in roles_of(form) else None
    try:
        officer, enrolled = await visit.parts.officers.open(
            wanted(form), form.exact("password"), visit.officer.name
        )
    except OfficerExists as error:
        return visit.draw("account_new", [of(error, "name")])
    if lead:
        await visit.parts.store.add_lead(lead)
        await visit.record(Act.LEAD_KEY_MADE, officer.name)
    return _enrolled(visit, officer, enrolled)


def _name_problems(form: Form) -> list[Problem]:
    name, password = form.one("name"), form.exact("password")
    return [
        *said(lambda: checked_name(name), "name"),
        *said(lambda: check_password(name, password), "password"),
    ]


def said(check: Callable[[], object], field: str) -> list[Problem]:
    try:
        check()
    except SurveyError as error:
        return [of(error, field)]
    return []


def _role_problems(form: Form) -> list[Problem]:
    if not roles_of(form):
        return [Problem("Choose at least one role", "role-officer")]
    if Role.LEAD not in roles_of(form):
        return []
    passphrase, again = form.exact("passphrase"), form.exact("again")
    if weak := said(lambda: check_passphrase(passphrase), "passphrase"):
        return weak
    if passphrase != again:
        return [Problem("The two passphrases are not the same", "again")]
    return []


def place_problems(form: Form) -> list[Problem]:
    """Agency and address, where they are needed or given."""
    found = said(lambda: checked_mail(form.one("mail")), "mail")
    if Role.AGENCY in roles_of(form) and not form.one("agency"):
        found.append(Problem("Enter the agency this person works for", "agency"))
    return found


def wanted(form: Form) -> Officer:
    return Officer(
        form.one("name"), roles_of(form), agency=form.one("agency"), mail=form.one("mail")
    )


def roles_of(form: Form) -> frozenset[Role]:
    return frozenset(role for role in Role if role in form.every("role"))


async def _key_problems(visit: Visit) -> list[Problem]:
    """A key stays with its name for good: what is sealed to it could not be read otherwise."""
    taken = {lead.name for lead in await visit.parts.store.leads()}
    if Role.LEAD in roles_of(visit.form) and " ".join(visit.form.one("name").split()) in taken:
        return [Problem("There is a lead's key of that name already. Choose another name", "name")]
    return []


async def _new_key(visit: Visit) -> Lead:
    name, passphrase = checked_name(visit.form.one("name")), visit.form.exact("passphrase")
    return await visit.parts.lead_keys.new(name, passphrase)


# ---------------------------------------------------------------- changing one
async def shut(visit: Visit) -> web.StreamResponse:
    await visit.parts.officers.shut(visit.form.one("name"), visit.officer.name)
    return visit.go("/accounts")


async def reopen(visit: Visit) -> web.StreamResponse:
    await visit.parts.officers.reopen(visit.form.one("name"), visit.officer.name)
    return visit.go("/accounts")


async def ask_change(visit: Visit) -> web.StreamResponse:
    officer = await visit.parts.officers.one(visit.request.query.get("name", ""))
    return visit.draw("account_change", officer=officer)


async def change(visit: Visit) -> web.StreamResponse:
    """Other roles, another agency or address. Who becomes a lead needs a key, so a new account."""
    form = visit.form
    officer = await visit.parts.officers.one(form.one("name"))
    problems = [*_new_role_problems(form, officer), *place_problems(form)]
    if not problems:
        try:
            await visit.parts.officers.amend(wanted(form), visit.officer.name)
        except SurveyError as error:
            problems = [of(error, "role-officer")]
    if problems:
        return visit.draw("account_change", problems, officer=officer)
    return visit.go("/accounts")


def _new_role_problems(form: Form, officer: Officer) -> list[Problem]:
    if not roles_of(form):
        return [Problem("Choose at least one role", "role-officer")]
    if Role.LEAD in roles_of(form) - officer.roles:
        words = "A safeguarding lead needs a key of their own: add a new account for it"
        return [Problem(words, "role-lead")]
    return []


async def ask_renew(visit: Visit) -> web.StreamResponse:
    officer = await visit.parts.officers.one(visit.request.query.get("name", ""))
    return visit.draw("account_renew", officer=officer)


async def renew(visit: Visit) -> web.StreamResponse:
    officer = await visit.parts.officers.one(visit.form.one("name"))
    password = visit.form.exact("password")
    try:
        enrolled = await visit.parts.officers.renew(officer.name, password, visit.officer.name)
    except WeakPassword as error:
        return visit.draw("account_renew", [of(error, "password")], officer=officer)
    return _enrolled(visit, officer, enrolled)


def _enrolled(visit: Visit, officer: Officer, enrolled: Enrolment) -> web.Response:
    """Shown once: the page has no address, and nothing keeps the secret in the clear."""
    secret = enrolled.secret
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return visit.draw(
        "account_enrolled",
        officer=officer,
        secret=groups,
        qr=qr(enrolled.uri),
        recovery=enrolled.recovery,
    )


def qr(uri: str) -> Markup:
    """A picture for the code app. Drawn from the address alone, so it is safe to place as it is."""
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=QUIET_ZONE,
        dark="#000", light="#fff", svgclass="qr", lineclass=None, title="Code for the code app",
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())  # noqa: S704 - segno's own markup
