"""Writing an update: choose whom it is for, three short parts, the day; changed until published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.console.days import EXAMPLE, read_day
from bot.console.problems import Problem
from bot.console.updates.start import (
    checked,
    guessed,
    one_survey,
    sent,
    start,
    surveys,
    waves_of,
)
from bot.console.visit import Visit
from surveys.dates import day as day_words
from surveys.definitions.definition import Survey
from surveys.officers.audit import Act
from surveys.telling.updates import LONGEST_PART, Roots, UpdateState, Words
from surveys.wording import LANGUAGES

PARTS = ("asked", "said", "did")
NAMES = {"asked": "We asked", "said": "You said", "did": "We did"}
HINTS = {
    "asked": "What people were asked, in a few words.",
    "said": "What many people said. No names, no numbers of people, nothing only one person said.",
    "did": "What has been done. If it cannot be done, say so and why.",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was sent. `day` None: it was none."""

    words: Mapping[str, Words]
    day: date | None
    roots: Roots
    problems: tuple[Problem, ...]


async def choose(visit: Visit) -> web.StreamResponse:
    """On from a theme or an action, to the survey it leads back to, or to the choice of one."""
    offered, key = await surveys(visit), await guessed(visit)
    query = visit.request.query_string
    if key in offered:
        return visit.go(f"/updates/new/{key}?{query}")
    return visit.draw("update_choose", surveys=offered, query=query)


async def ask_new(visit: Visit) -> web.StreamResponse:
    survey = await one_survey(visit, visit.part("survey"))
    begun = await start(visit, survey)
    return await _form(visit, survey, {"en": begun.words}, day_words(begun.day), begun.roots)


async def write(visit: Visit) -> web.StreamResponse:
    survey = await one_survey(visit, visit.part("survey"))
    typed = await _typed(visit, survey)
    if typed.problems or typed.day is None:
        return await _again(visit, survey, typed)
    updates, by = visit.parts.telling.updates, visit.officer.name
    update = await updates.write(survey, typed.words, typed.day, by, typed.roots)
    await visit.record(Act.UPDATE_WRITTEN, update.id)
    return visit.go(f"/updates/{update.id}")


async def ask_change(visit: Visit) -> web.StreamResponse:
    update = await visit.parts.telling.updates.one(visit.part("update"))
    if update.state is UpdateState.PUBLISHED:
        return visit.go(f"/updates/{update.id}")
    survey = await one_survey(visit, update.survey)
    return await _form(visit, survey, update.words, day_words(update.day), update.roots)


async def change(visit: Visit) -> web.StreamResponse:
    updates = visit.parts.telling.updates
    update = await updates.one(visit.part("update"))
    survey = await one_survey(visit, update.survey)
    typed = await _typed(visit, survey)
    if typed.problems or typed.day is None:
        return await _again(visit, survey, typed)
    async with visit.along(Act.UPDATE_CHANGED, update.id):
        await updates.change(update.id, typed.words, typed.day, visit.officer.name, typed.roots)
    return visit.go(f"/updates/{update.id}")


# ---------------------------------------------------------------- reading
async def _typed(visit: Visit, survey: Survey) -> Typed:
    words = {code: _words(visit, code) for code in survey.languages}
    found = [problem for code in survey.languages for problem in _wrong(code, words[code])]
    day = _day(visit)
    if day is None:
        found.append(Problem(f"Enter a day that has been, {EXAMPLE}", "day"))
    roots = await checked(visit, survey, sent(visit.form))
    return Typed(words, day, roots, tuple(found))


def _words(visit: Visit, code: str) -> Words:
    fields = (visit.form.one(f"{part}-{code}").replace("\r\n", "\n") for part in PARTS)
    return Words(*fields)


def _wrong(code: str, words: Words) -> list[Problem]:
    """English must be whole; another language whole or left out."""
    given = {part: getattr(words, part) for part in PARTS}
    needed = code == "en" or any(given.values())
    own = "" if code == "en" else f" in {LANGUAGES[code]}"
    missing = [
        Problem(f"Write “{NAMES[part]}”{own}", f"{part}-{code}")
        for part, text in given.items()
        if needed and not text
    ]
    long = [
        Problem(f"“{NAMES[part]}”{own} may have {LONGEST_PART} characters", f"{part}-{code}")
        for part, text in given.items()
        if len(text) > LONGEST_PART
    ]
    return [*missing, *long]


def _day(visit: Visit) -> date | None:
    try:
        day = read_day(visit.form.one("day"), visit.today)
    except ValueError:
        return None
    return day if day <= visit.today else None


# ---------------------------------------------------------------- drawing
async def _again(visit: Visit, survey: Survey, typed: Typed) -> web.Response:
    day = visit.form.one("day")
    return await _form(visit, survey, typed.words, day, typed.roots, typed.problems)


async def _form(  # noqa: PLR0913, PLR0917 - what a form is filled with
    visit: Visit,
    survey: Survey,
    words: Mapping[str, Words],
    day: str,
    roots: Roots,
    problems: tuple[Problem, ...] = (),
) -> web.Response:
    return visit.draw(
        "update_write",
        problems,
        survey=survey,
        others={code: LANGUAGES[code] for code in survey.languages if code != "en"},
        words={code: words.get(code, Words()) for code in survey.languages},
        waves=await waves_of(visit, survey),
        roots=roots,
        day=day,
        names=NAMES,
        hints=HINTS,
        most=LONGEST_PART,
    )
