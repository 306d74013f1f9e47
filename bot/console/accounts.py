"""Accounts: who may log in, and as what."""

import asyncio
import io
from collections.abc import Callable

import segno
from aiohttp import web
from markupsafe import Markup

from bot.console.problems import Problem, of
from bot.console.visit import Form, Visit
from surveys import leads
from surveys.audit import Act
from surveys.errors import SurveyError
from surveys.officer_records import OfficerExists, WeakPassword
from surveys.officers import Enrolment, Officer, Role, check_password, checked_name
from surveys.records import Lead

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 500
QUIET_ZONE = 4


async def show(visit: Visit) -> web.StreamResponse:
    keys = {lead.name for lead in await visit.parts.store.leads()}
    return visit.draw("accounts", officers=await visit.parts.officers.all(), keys=keys)


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("account_new")


async def add(visit: Visit) -> web.StreamResponse:
    """The lead's key is made first: an account for a lead without one would read nothing."""
    form = visit.form
    if problems := [*_name_problems(form), *_role_problems(form), *await _key_problems(visit)]:
        return visit.draw("account_new", problems)
    lead = await _new_key(form) if Role.LEAD in _roles(form) else None
    try:
        officer, enrolled = await visit.parts.officers.add(
            form.one("name"), _roles(form), form.exact("password"), visit.officer.name
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
        *_said(lambda: checked_name(name), "name"),
        *_said(lambda: check_password(name, password), "password"),
    ]


def _said(check: Callable[[], object], field: str) -> list[Problem]:
    try:
        check()
    except SurveyError as error:
        return [of(error, field)]
    return []


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


async def _key_problems(visit: Visit) -> list[Problem]:
    """A key stays with its name for good: what is sealed to it could not be read otherwise."""
    taken = {lead.name for lead in await visit.parts.store.leads()}
    if Role.LEAD in _roles(visit.form) and " ".join(visit.form.one("name").split()) in taken:
        return [Problem("There is a lead's key of that name already. Choose another name", "name")]
    return []


async def _new_key(form: Form) -> Lead:
    name, passphrase = checked_name(form.one("name")), form.exact("passphrase")
    return await asyncio.to_thread(leads.new_lead, name, passphrase)


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
