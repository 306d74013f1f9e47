"""The first page: what waits, and the waves."""

from dataclasses import dataclass

from aiohttp import web

from bot.console.visit import Visit
from surveys.officers import Role
from surveys.records import TextState, Wave, WaveState

UNFINISHED = (WaveState.CLOSING, WaveState.REWRITTEN)


@dataclass(frozen=True, slots=True)
class Line:
    """One wave in the list. `about` is None where the wave does not take answers."""

    wave: Wave
    about: int | None
    held: int


async def home(visit: Visit) -> web.StreamResponse:
    """Leads see that something waits, officers their waves, admins the accounts."""
    lines = await _lines(visit) if visit.officer.may(Role.OFFICER) else ()
    urgent = await waiting(visit)
    closing = [line for line in lines if line.wave.state in UNFINISHED]
    return visit.draw("home", lines=lines, urgent=urgent, closing=closing)


async def waiting(visit: Visit) -> int:
    """How many urgent texts nobody has read; no more than the number, for who is no lead."""
    if not visit.officer.may(Role.LEAD, Role.OFFICER):
        return 0
    return len(await visit.parts.urgent.waiting())


async def _lines(visit: Visit) -> tuple[Line, ...]:
    return tuple([await _line(visit, wave) for wave in await visit.parts.waves.all()])


async def _line(visit: Visit, wave: Wave) -> Line:
    return Line(wave, await about(visit, wave), await held(visit, wave))


async def about(visit: Visit, wave: Wave) -> int | None:
    if wave.state is not WaveState.OPEN:
        return None
    return await visit.parts.waves.about_finished(wave.code)


async def held(visit: Visit, wave: Wave) -> int:
    """Texts that wait for a person; before a wave is closed nothing of it can be read."""
    if wave.state is not WaveState.CLOSED:
        return 0
    return len(await visit.parts.store.texts(wave.id, TextState.HELD))
