"""Closing a wave: a clear warning, a typed confirmation, then watching it happen."""

from functools import partial
from typing import assert_never

from aiohttp import web

from bot.console.home import about
from bot.console.problems import Problem
from bot.console.visit import Visit
from bot.console.waves.closings import Progress
from surveys.officers.audit import Act
from surveys.records import Wave, WaveState

LOOK_AGAIN_SECONDS = 2


async def ask(visit: Visit) -> web.StreamResponse:
    wave = await _wave(visit)
    if wave.state is not WaveState.OPEN:
        return visit.go(f"/waves/{wave.code}")
    return visit.draw("wave_close", wave=wave, about=await about(visit, wave))


async def start(visit: Visit) -> web.StreamResponse:
    """An open wave needs its code typed; a close that was cut off only needs the button."""
    wave = await _wave(visit)
    if wave.state in {WaveState.DRAFT, WaveState.CLOSED}:
        return visit.go(f"/waves/{wave.code}")
    if wave.state is WaveState.OPEN and visit.form.one("typed").casefold() != wave.code:
        problem = Problem(f"Type {wave.code} to show that you mean this wave", "typed")
        return visit.draw("wave_close", [problem], wave=wave, about=await about(visit, wave))
    await visit.record(Act.WAVE_CLOSING, wave.code)
    along = partial(visit.along, Act.WAVE_CLOSED, wave.code)
    visit.desk.closings.start(wave.id, along)
    return visit.go(f"/waves/{wave.code}/closing")


async def watch(visit: Visit) -> web.StreamResponse:
    """Comes again by itself while it runs, with or without JavaScript."""
    wave = await _wave(visit)
    running = visit.desk.closings.running(wave.id)
    progress = visit.desk.closings.progress(wave.id)
    if not running and _settled(wave, progress):
        return visit.go(f"/waves/{wave.code}")
    response = visit.draw("wave_closing", wave=wave, running=running, progress=progress)
    if running:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


def _settled(wave: Wave, progress: Progress | None) -> bool:
    """There is nothing to watch and nothing to tell."""
    match wave.state:
        case WaveState.DRAFT | WaveState.CLOSED:
            return True
        case WaveState.OPEN:
            return progress is None or not progress.problem
        case WaveState.CLOSING | WaveState.REWRITTEN:
            return False
        case _:
            assert_never(wave.state)


async def _wave(visit: Visit) -> Wave:
    return await visit.parts.waves.one(visit.part("code"))
