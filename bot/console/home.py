"""The first page: what waits, and the waves."""

from dataclasses import dataclass

from aiohttp import web

from bot.console.meetings.planner import PAGES, this_week
from bot.console.review.queues import Queue, held
from bot.console.visit import Visit
from bot.console.waiting import waits
from surveys.officers.accounts import Role
from surveys.records import HALF_CLOSED, Wave, WaveState


@dataclass(frozen=True, slots=True)
class Line:
    """One wave in the list. `about` is None where the wave does not take answers."""

    wave: Wave
    about: int | None
    held: int
    running: bool

    @property
    def unfinished(self) -> bool:
        """Closing it has begun and is not at its end."""
        return self.wave.state in HALF_CLOSED


async def home(visit: Visit) -> web.StreamResponse:
    """Leads see that something waits, officers their waves, admins the accounts."""
    lines = await _lines(visit) if visit.officer.may(Role.OFFICER) else ()
    urgent = await waiting(visit)
    due = await this_week(visit)
    return visit.draw(
        "home",
        lines=lines,
        urgent=urgent,
        due=due,
        pages=PAGES,
        codes=await visit.parts.officers.own.codes_left(visit.officer.name),
        waits=await waits(visit, [Queue(line.wave, line.held) for line in lines if line.held]),
    )


async def nowhere(_visit: Visit) -> web.StreamResponse:
    """Everything under the prefix that is not in the table."""
    raise web.HTTPNotFound


async def waiting(visit: Visit) -> int:
    """How many urgent texts nobody has read; no more than the number, for who is no lead."""
    if not visit.officer.may(Role.LEAD, Role.OFFICER):
        return 0
    lead = visit.officer.name if visit.officer.may(Role.LEAD) else ""
    return len(await visit.parts.urgent.waiting(lead))


async def _lines(visit: Visit) -> tuple[Line, ...]:
    return tuple([await _line(visit, wave) for wave in await visit.parts.waves.all()])


async def _line(visit: Visit, wave: Wave) -> Line:
    running = visit.desk.closings.running(wave.id)
    return Line(wave, await about(visit, wave), await held(visit, wave), running)


async def about(visit: Visit, wave: Wave) -> int | None:
    if wave.state is not WaveState.OPEN:
        return None
    return await visit.parts.waves.about_finished(wave.code)
