"""Inviting somebody by a link, and taking it back."""

from aiohttp import web

from bot.console.logins.accounts import place_problems, roles_of, said, wanted
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from bot.inviting import KeyTaken, can_mail, invite
from surveys.officers.accounts import checked_name
from surveys.officers.audit import Act
from surveys.officers.records import OfficerExists


async def ask(visit: Visit) -> web.StreamResponse:
    return _page(visit)


async def make(visit: Visit) -> web.StreamResponse:
    """The link is shown once: the page has no address of its own to come back to."""
    form = visit.form
    problems = [*said(lambda: checked_name(form.one("name")), "name"), *place_problems(form)]
    if not roles_of(form):
        problems.append(Problem("Choose at least one role", "role-officer"))
    if problems:
        return _page(visit, problems)
    try:
        invited = await invite(visit.parts, wanted(form), visit.officer.name)
    except (OfficerExists, KeyTaken) as error:
        return _page(visit, [of(error, "name")])
    return visit.draw("account_invited", invited=invited)


async def withdraw(visit: Visit) -> web.StreamResponse:
    invitations = visit.parts.office.invitations
    found = await invitations.withdraw(visit.form.one("invitation"), visit.officer.name)
    await visit.record(Act.INVITATION_WITHDRAWN, found.thing.name)
    return visit.go("/accounts")


def _page(visit: Visit, problems: list[Problem] | None = None) -> web.Response:
    can = can_mail(visit.parts.settings)
    return visit.draw("account_invite", problems or (), can_mail=can)
