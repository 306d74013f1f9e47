"""The calendar on screen, and what of it is due this week."""

from collections.abc import Mapping

from aiohttp import web

from bot.console.visit import Visit
from surveys.office.planner import WEEK, Due, What, calendar, within
from surveys.officers import Role

PAGES: Mapping[What, str] = {
    What.CHASE: "/meetings/{id}/chase/first",
    What.REMINDER: "/meetings/{id}/chase/reminder",
    What.PAPERS: "/meetings/{id}",
    What.MEETING: "/meetings/{id}",
    What.EVENT: "/events/{id}",
    What.FOLLOW_UP: "/events/{id}",
    What.ACTION: "/actions/{id}",
    What.WAVE: "/waves/new/{id}",
}


async def show(visit: Visit) -> web.StreamResponse:
    coming = [each for each in await dues(visit) if each.day >= visit.today]
    months: dict[str, list[Due]] = {}
    for each in coming:
        months.setdefault(f"{each.day:%B %Y}", []).append(each)
    late = [e for e in await dues(visit) if e.what is What.ACTION and e.day < visit.today]
    return visit.draw("planner", months=months, late=late, pages=PAGES)


async def this_week(visit: Visit) -> tuple[Due, ...]:
    """For the first page of an officer."""
    return within(await dues(visit), visit.today, WEEK) if visit.officer.may(Role.OFFICER) else ()


async def dues(visit: Visit) -> tuple[Due, ...]:
    office = visit.parts.office
    return calendar(
        await office.meetings.all(),
        await office.events.all(),
        await office.actions.all(),
        await visit.parts.waves.all(),
    )
