"""Making a wave: choose a survey, look at its questions, name it."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.console.problems import Problem
from bot.console.visit import Visit
from surveys.definitions import reading
from surveys.definitions.definition import Survey
from surveys.errors import InvalidSurvey
from surveys.limits import MAX_WAVE_NAME
from surveys.officers.audit import Act
from surveys.records import Entry, Wave


@dataclass(frozen=True, slots=True)
class Offered:
    """A survey that can be chosen, or what is wrong with it."""

    key: str
    survey: Survey | None
    problem: str = ""


async def choose(visit: Visit) -> web.StreamResponse:
    offered = await asyncio.to_thread(_offered, visit)
    return visit.draw("wave_choose", offered=offered)


async def name(visit: Visit) -> web.StreamResponse:
    survey = await _survey(visit)
    return visit.draw("wave_name", survey=survey, today=visit.today)


async def create(visit: Visit) -> web.StreamResponse:
    survey = await _survey(visit)
    if problems := _problems(visit):
        return visit.draw("wave_name", problems, survey=survey, today=visit.today)
    entry = Entry(visit.form.one("entry"))
    if there := await _namesake(visit, survey):
        said = f"“{there.name}” is there already, as a wave of this survey. Choose another name"
        problem = Problem(said, "name")
        return visit.draw("wave_name", [problem], survey=survey, today=visit.today)
    wave = await visit.parts.waves.create(survey, visit.form.one("name"), entry)
    await visit.record(Act.WAVE_CREATED, wave.code)
    return visit.go(f"/waves/{wave.code}")


async def questions(visit: Visit) -> web.StreamResponse:
    """The questions as this wave asks them, whatever became of the survey since."""
    wave = await visit.parts.waves.one(visit.part("code"))
    return visit.draw("wave_questions", wave=wave)


async def _namesake(visit: Visit, survey: Survey) -> Wave | None:
    """Two waves of one name would be closed, read and reported one for the other."""
    name = visit.form.one("name").casefold()
    waves = [wave for wave in await visit.parts.waves.all() if wave.survey.key == survey.key]
    return next((wave for wave in waves if wave.name.casefold() == name), None)


def _problems(visit: Visit) -> list[Problem]:
    found = []
    named = visit.form.one("name")
    if not named:
        found.append(Problem("Enter a name for the wave", "name"))
    elif len(named) > MAX_WAVE_NAME or not named.isprintable():
        found.append(Problem(f"Use at most {MAX_WAVE_NAME} letters and signs", "name"))
    if visit.form.one("entry") not in list(Entry):
        found.append(Problem("Choose how people come in", "entry-link"))
    return found


async def _survey(visit: Visit) -> Survey:
    own = visit.parts.settings.own_surveys
    return await asyncio.to_thread(reading.load, visit.part("survey"), own)


def _offered(visit: Visit) -> tuple[Offered, ...]:
    own = visit.parts.settings.own_surveys
    return tuple(_read(key, visit) for key in sorted(reading.library(own)))


def _read(key: str, visit: Visit) -> Offered:
    try:
        return Offered(key, reading.load(key, visit.parts.settings.own_surveys))
    except InvalidSurvey as error:
        return Offered(key, None, str(error))
