"""The calendar on screen, and what of it is due this week."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from aiohttp import web

from bot.console.problems import Problem
from bot.console.visit import Visit
from surveys.definitions import reading
from surveys.errors import InvalidSurvey
from surveys.office.planner import WEEK, Due, What, calendar, within
from surveys.officers.accounts import Role

PAGES: Mapping[What, str] = {
    What.CHASE: "/meetings/{id}/chase/first",
    What.REMINDER: "/meetings/{id}/chase/reminder",
    What.PAPERS: "/meetings/{id}",
    What.MEETING: "/meetings/{id}",
    What.EVENT: "/events/{id}",
    What.FOLLOW_UP: "/events/{id}",
    What.ACTION: "/actions/{id}",
    What.WAVE: "/waves/new/{id}",
    What.REPEAT: "/plan#repeats",
}


STAY = (What.ACTION, What.REPEAT)
"""What is not over when its day is."""


async def show(visit: Visit) -> web.StreamResponse:
    return await draw(visit)


async def draw(visit: Visit, *problems: Problem) -> web.Response:
    coming = [each for each in await dues(visit) if each.day >= visit.today]
    months: dict[str, list[Due]] = {}
    for each in coming:
        months.setdefault(f"{each.day:%B %Y}", []).append(each)
    late = [e for e in await dues(visit) if e.what in STAY and e.day < visit.today]
    surveys = await asyncio.to_thread(_surveys, visit)
    return visit.draw(
        "planner",
        problems,
        months=months,
        late=late,
        pages=PAGES,
        repeats=await visit.parts.office.repeats.all(),
        surveys=surveys,
    )


def _surveys(visit: Visit) -> Mapping[str, str]:
    """Titles by key; a definition that cannot be read is no choice."""
    own, found = visit.parts.settings.own_surveys, dict[str, str]()
    for key in sorted(reading.library(own)):
        with suppress(InvalidSurvey):
            found[key] = reading.load(key, own).title
    return found


async def this_week(visit: Visit) -> tuple[Due, ...]:
    """For the first page of an officer; a repeat that is late stays on it."""
    if not visit.officer.may(Role.OFFICER):
        return ()
    every = await dues(visit)
    late = [e for e in every if e.what is What.REPEAT and e.day < visit.today]
    return (*late, *within(every, visit.today, WEEK))


async def dues(visit: Visit) -> tuple[Due, ...]:
    office = visit.parts.office
    return calendar(
        await office.meetings.all(),
        await office.events.all(),
        await office.actions.all(),
        await visit.parts.waves.all(),
        await office.repeats.all(),
    )
