"""Telling people what changed: write an update, check it, publish it, watch it go out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from aiohttp import web

from bot.console import second_look
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from bot.console.wave import NO_LEAD
from surveys import proof
from surveys.audit import Act
from surveys.definition import Survey
from surveys.difference import KEY
from surveys.errors import NoLead, SurveyError, UnknownSurvey
from surveys.proof import Spotted
from surveys.updates import LONGEST_PART, UncheckedUpdate, Update, UpdateState, Words
from surveys.wording import LANGUAGES

PARTS = ("asked", "said", "did")
CONFIRMED = ", after a look at what may tell who somebody is"
NAMES = {"asked": "We asked", "said": "You said", "did": "We did"}

Part = tuple[str, list[tuple[str, bool]]]


async def show(visit: Visit) -> web.StreamResponse:
    """Every update, and how far the messages of each are."""
    updates = visit.parts.telling.updates
    lines = [(each, await updates.progress(each.id)) for each in await updates.all()]
    return visit.draw("updates", lines=lines, surveys=await _surveys(visit))


async def ask_new(visit: Visit) -> web.StreamResponse:
    return _form(visit, await _survey(visit, visit.part("survey")))


async def write(visit: Visit) -> web.StreamResponse:
    survey = await _survey(visit, visit.part("survey"))
    words, day, problems = _read(visit, survey.languages)
    if problems or day is None:
        return _form(visit, survey, problems)
    update = await visit.parts.telling.updates.write(survey, words, day)
    await second_look.note(visit, update.id)
    await visit.record(Act.UPDATE_WRITTEN, update.id)
    return visit.go(f"/updates/{update.id}")


async def one(visit: Visit) -> web.StreamResponse:
    """A draft as people will see it, to be checked; or a published one and its progress."""
    return await _one(visit, await _update(visit))


async def ask_change(visit: Visit) -> web.StreamResponse:
    update = await _update(visit)
    if update.state is UpdateState.PUBLISHED:
        return visit.go(f"/updates/{update.id}")
    return _form(visit, await _survey(visit, update.survey), update=update)


async def change(visit: Visit) -> web.StreamResponse:
    update = await _update(visit)
    survey = await _survey(visit, update.survey)
    words, day, problems = _read(visit, survey.languages)
    if problems or day is None:
        return _form(visit, survey, problems, update)
    await visit.parts.telling.updates.change(update.id, words, day)
    await second_look.note(visit, update.id)
    await visit.record(Act.UPDATE_CHANGED, update.id)
    return visit.go(f"/updates/{update.id}")


async def publish(visit: Visit) -> web.StreamResponse:
    update, confirmed = await _update(visit), visit.form.one("confirmed")
    if await second_look.needed(visit, update.id):
        return await _one(visit, update, Problem(second_look.WORDS))
    try:
        await visit.parts.telling.updates.publish(update.id, confirmed)
    except SurveyError as error:
        return await _one(visit, await _update(visit), _problem(error))
    await visit.record(Act.UPDATE_PUBLISHED, update.id + (CONFIRMED if confirmed else ""))
    return visit.go(f"/updates/{update.id}")


def _problem(error: SurveyError) -> Problem:
    match error:
        case NoLead():
            return Problem(NO_LEAD)
        case UncheckedUpdate():
            return of(error, "confirmed")
        case _:
            return of(error)


async def discard(visit: Visit) -> web.StreamResponse:
    update = await _update(visit)
    await visit.parts.telling.updates.discard(update.id)
    await visit.record(Act.UPDATE_DISCARDED, update.id)
    return visit.go("/updates")


# ---------------------------------------------------------------- reading
def _read(
    visit: Visit, languages: tuple[str, ...]
) -> tuple[Mapping[str, Words], date | None, list[Problem]]:
    words = {code: _words(visit, code) for code in languages}
    found = [problem for code in languages for problem in _wrong(code, words[code])]
    day = _day(visit)
    if day is None:
        found.append(Problem("Enter the day as year-month-day, not in the future", "day"))
    return words, day, found


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
        day = date.fromisoformat(visit.form.one("day"))
    except ValueError:
        return None
    return day if day <= visit.today else None


# ---------------------------------------------------------------- drawing
def _form(
    visit: Visit,
    survey: Survey,
    problems: list[Problem] | None = None,
    update: Update | None = None,
) -> web.Response:
    given = {code: _words(visit, code) for code in survey.languages}
    kept = update.words if update and not visit.form.fields else given
    return visit.draw(
        "update_write",
        problems or (),
        survey=survey,
        languages={code: LANGUAGES[code] for code in survey.languages},
        words={code: kept.get(code, Words()) for code in survey.languages},
        day=visit.form.one("day") or str(update.day if update else visit.today),
        names=NAMES,
        most=LONGEST_PART,
        title=survey.title,
    )


async def _one(visit: Visit, update: Update, problem: Problem | None = None) -> web.Response:
    telling, found = visit.parts.telling, proof.spotted(update.words)
    return visit.draw(
        "update",
        [problem] if problem else (),
        update=update,
        written=_written(update, found),
        found=found,
        names=NAMES,
        edition=proof.edition(update.words),
        languages={code: LANGUAGES[code] for code in update.words},
        progress=await telling.updates.progress(update.id),
        followers=await telling.subscriptions.count(update.survey),
        asks=await telling.updates.asks(update),
        public=f"{visit.parts.settings.public_url}/did/{update.survey}",
        sends=visit.parts.settings.telegram is not None,
    )


def _written(update: Update, found: Sequence[Spotted]) -> Mapping[str, list[Part]]:
    """By language: each part's name and its words, in pieces that are marked or not."""
    return {
        code: [
            (NAMES[part], list(_pieces(getattr(words, part), _of(found, code, part))))
            for part in PARTS
        ]
        for code, words in update.words.items()
    }


def _of(found: Sequence[Spotted], code: str, part: str) -> list[Spotted]:
    return [each for each in found if (each.language, each.part) == (code, part)]


def _pieces(text: str, found: Sequence[Spotted]) -> Iterator[tuple[str, bool]]:
    at = 0
    for each in found:
        yield text[at : each.start], False
        yield text[each.start : each.end], True
        at = each.end
    yield text[at:], False


# ---------------------------------------------------------------- finding
async def _update(visit: Visit) -> Update:
    return await visit.parts.telling.updates.one(visit.part("update"))


async def _surveys(visit: Visit) -> Mapping[str, Survey]:
    """Those that people have been asked, as they were asked last."""
    waves = await visit.parts.waves.all()
    return {wave.survey.key: wave.survey for wave in reversed(waves) if wave.survey.key != KEY}


async def _survey(visit: Visit, key: str) -> Survey:
    found = (await _surveys(visit)).get(key)
    if found is None:
        raise UnknownSurvey
    return found
