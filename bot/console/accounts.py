"""Accounts: who may log in, and as what."""

import asyncio
import io

import segno
from aiohttp import web
from markupsafe import Markup

from bot.console.problems import Problem, of
from bot.console.visit import Form, Visit
from surveys import leads
from surveys.audit import Act
from surveys.errors import SurveyError
from surveys.officer_records import BadName, OfficerExists, WeakPassword
from surveys.officers import Enrolment, Officer, Role

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 500
QUIET_ZONE = 4


async def show(visit: Visit) -> web.StreamResponse:
    keys = {lead.name for lead in await visit.parts.store.leads()}
    return visit.draw("accounts", officers=await visit.parts.officers.all(), keys=keys)


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("account_new")


async def add(visit: Visit) -> web.StreamResponse:
    form = visit.form
    problems = _role_problems(form)
    if problems:
        return visit.draw("account_new", problems)
    try:
        officer, enrolled = await visit.parts.officers.add(
            form.one("name"), _roles(form), form.exact("password"), visit.officer.name
        )
    except SurveyError as error:
        return visit.draw("account_new", [of(error, _field(error))])
    if officer.may(Role.LEAD):
        await _make_key(visit, officer, form.exact("passphrase"))
    return _enrolled(visit, officer, enrolled)


def _role_problems(form: Form) -> list[Problem]:
    found = []
    if not _roles(form):
        found.append(Problem("Choose at least one role", "role-officer"))
    passphrase, again = form.exact("passphrase"), form.exact("again")
    long_enough = SHORTEST_PASSPHRASE <= len(passphrase) <= LONGEST_PASSPHRASE
    if Role.LEAD in _roles(form) and not long_enough:
        words = f"A lead's passphrase needs at least {SHORTEST_PASSPHRASE} characters"
        found.append(Problem(words, "passphrase"))
    elif Role.LEAD in _roles(form) and passphrase != again:
        found.append(Problem("The two passphrases are not the same", "again"))
    return found


def _roles(form: Form) -> frozenset[Role]:
    return frozenset(role for role in Role if role in form.every("role"))


def _field(error: SurveyError) -> str:
    match error:
        case BadName() | OfficerExists():
            return "name"
        case WeakPassword():
            return "password"
        case _:
            return ""


async def _make_key(visit: Visit, officer: Officer, passphrase: str) -> None:
    lead = await asyncio.to_thread(leads.new_lead, officer.name, passphrase)
    await visit.parts.store.add_lead(lead)
    await visit.record(Act.LEAD_KEY_MADE, officer.name)


# ---------------------------------------------------------------- changing one
async def shut(visit: Visit) -> web.StreamResponse:
    await visit.parts.officers.shut(visit.form.one("name"), visit.officer.name)
    return visit.go("/accounts")


async def reopen(visit: Visit) -> web.StreamResponse:
    await visit.parts.officers.reopen(visit.form.one("name"), visit.officer.name)
    return visit.go("/accounts")


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
    return visit.draw("account_enrolled", officer=officer, secret=groups, qr=_qr(enrolled.uri))


def _qr(uri: str) -> Markup:
    """A picture for the code app. Drawn from the address alone, so it is safe to place as it is."""
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=QUIET_ZONE,
        dark="#000", light="#fff", svgclass="qr", lineclass=None, title="Code for the code app",
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())  # noqa: S704 - segno's own markup
