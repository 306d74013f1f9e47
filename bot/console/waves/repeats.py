"""Surveys asked each quarter: planned, stopped, and their next wave made with one press."""

import asyncio
from contextlib import suppress
from datetime import date

from aiohttp import web

from bot.console.days import EXAMPLE, read_day
from bot.console.meetings import planner
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from surveys.definitions import reading
from surveys.definitions.definition import Survey
from surveys.errors import SurveyError, UnknownWave
from surveys.office.repeats import KeptRepeat, UnknownRepeat
from surveys.officers.audit import Act
from surveys.register import Overtaken

GONE = (
    "Nothing was made: the draft of {} for that day was thrown away, or its day was moved. If you "
    "want it after all, make a new wave of that survey, or move its next day to today."
)


async def plan(visit: Visit) -> web.StreamResponse:
    typed = visit.form.one("first")
    try:
        first = read_day(typed, visit.today)
    except ValueError:
        return await planner.draw(visit, Problem(f"Enter the first day, {EXAMPLE}", "first"))
    try:
        survey = await _survey(visit, visit.form.one("survey"))
        repeats = visit.parts.office.repeats
        await repeats.plan(survey.key, survey.title, first, visit.officer.name)
    except SurveyError as error:
        return await planner.draw(visit, of(error, "first"))
    await visit.record(Act.REPEAT_PLANNED, survey.key)
    return visit.go("/plan#repeats")


async def make(visit: Visit) -> web.StreamResponse:
    """The wave of the day that the button was for: made once, however often it is pressed."""
    found = await visit.parts.office.repeats.one(visit.part("survey"))
    day = _day(visit.form.one("day"))
    if day is None or day > min(found.thing.next, visit.today):
        raise UnknownRepeat
    if day < found.thing.next:
        return await _made_before(visit, found, day)
    survey = await _survey(visit, found.id)
    wave_id = found.thing.wave_id(day)
    wave = await visit.parts.waves.create_once(survey, found.thing.name, wave_id)
    with suppress(Overtaken):  # somebody else pressed at the same moment: it is the same wave
        await visit.parts.office.repeats.made(found, visit.officer.name)
        await visit.record(Act.WAVE_CREATED, wave.code)
    return visit.go(f"/waves/{wave.code}")


async def stop(visit: Visit) -> web.StreamResponse:
    repeats = visit.parts.office.repeats
    found = await repeats.one(visit.part("survey"))
    async with visit.along(Act.REPEAT_STOPPED, found.id):
        await repeats.stop(found, visit.officer.name)
    return visit.go("/plan#repeats")


async def _made_before(visit: Visit, found: KeptRepeat, day: date) -> web.Response:
    """To the wave of an earlier press, unless somebody threw that draft away since."""
    try:
        wave = await visit.parts.store.wave(found.thing.wave_id(day))
    except UnknownWave:
        if not await visit.parts.office.repeats.was_next(found, day):
            raise
        return await planner.draw(visit, Problem(GONE.format(found.thing.title), "repeats"))
    return visit.go(f"/waves/{wave.code}")


async def _survey(visit: Visit, key: str) -> Survey:
    """As it is defined today. Raises UnknownSurvey, InvalidSurvey."""
    own = visit.parts.settings.own_surveys
    return await asyncio.to_thread(reading.load, key, own)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
