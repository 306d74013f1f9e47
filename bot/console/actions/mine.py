"""A lead's own actions behind their personal link: nothing else can be seen or changed there.

Looking changes nothing, so that a mail program that opens links does no harm. Every change is in
the action's history and in the audit trail, as one that came by link.
"""

from dataclasses import dataclass

from aiohttp import web

from bot.console.actions.forms import read_progress
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from surveys.errors import SurveyError
from surveys.office.actions import Action, KeptAction, NoOutcome, UnknownAction
from surveys.office.passes import Pass, UnknownPass
from surveys.officers.audit import Act
from surveys.officers.names import key_of
from surveys.register import Overtaken


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose link it is: what it opens, and the agency of their account."""

    pass_: Pass
    agency: str

    def opens(self, action: KeptAction) -> bool:
        return self.pass_.opens(action, self.agency)


async def show(visit: Visit) -> web.StreamResponse:
    return await _page(visit, await _bearer(visit))


async def say(visit: Visit) -> web.StreamResponse:
    """How far one of them is."""
    bearer = await _bearer(visit)
    action = await _action(visit, bearer, visit.form.one("action"))
    changed, problems = read_progress(visit.form, action.thing, f"-{action.id}")
    if not problems:
        problems = await _keep(visit, bearer, action, changed)
    if problems:
        return await _page(visit, bearer, *problems)
    return visit.go(f"/mine/{visit.part('token')}?said={action.id}")


async def _keep(visit: Visit, bearer: Bearer, action: KeptAction, changed: Action) -> list[Problem]:
    """The version the form was drawn from must still be the newest."""
    if visit.form.one("version") != str(action.number):
        return [of(Overtaken(), f"note-{action.id}")]
    lead = bearer.pass_.lead
    try:
        async with visit.parts.officers.audit.along(lead, Act.SAID_BY_LINK, action.id):
            await visit.parts.office.actions.change(action, changed, lead)
    except NoOutcome as error:
        return [of(error, f"outcome-{action.id}")]
    except SurveyError as error:
        return [of(error, f"note-{action.id}")]
    return []


async def _bearer(visit: Visit) -> Bearer:
    """Good as long as the lead has an open account. Raises UnknownPass."""
    found = await visit.parts.office.passes.find(visit.part("token"))
    lead = key_of(found.thing.lead)
    for officer in await visit.parts.officers.all():
        if officer.active and key_of(officer.name) == lead:
            return Bearer(found.thing, officer.agency)
    raise UnknownPass


async def _action(visit: Visit, bearer: Bearer, number: str) -> KeptAction:
    """Raises UnknownAction for every one that the link is not for."""
    action = await visit.parts.office.actions.one(number)
    if not bearer.opens(action):
        raise UnknownAction
    return action


async def _page(visit: Visit, bearer: Bearer, *problems: Problem) -> web.Response:
    every = await visit.parts.office.actions.all()
    mine = [each for each in every if bearer.opens(each)]
    said = visit.request.query.get("said", "")
    return visit.draw(
        "mine",
        problems,
        lead=bearer.pass_.lead,
        until=bearer.pass_.until,
        actions=mine,
        said=next((each for each in mine if each.id == said), None),
    )
