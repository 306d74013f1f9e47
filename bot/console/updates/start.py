"""Where an update begins: from a theme or an action, with what is known filled in.

The address brings it: ?wave=CODE&theme=…&action=A0001.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.console.visit import Form, Visit
from surveys.definitions.definition import FreeText, Survey
from surveys.definitions.reading import load
from surveys.errors import UnknownSurvey, UnknownWave
from surveys.office import events
from surveys.office.actions import KeptAction, Source
from surveys.records import Wave
from surveys.telling.difference import KEY
from surveys.telling.updates import LONGEST_PART, NO_ROOTS, Roots, Words

LONGEST_ROOT = 200
NAMED = ("wave", "theme", "action")


@dataclass(frozen=True, slots=True)
class Start:
    words: Words
    day: date
    roots: Roots


def named(visit: Visit) -> Roots:
    """What the address says it comes from."""
    query = visit.request.query
    wave, theme, action = (
        query.get(each, "")[:LONGEST_ROOT] for each in ("wave", "theme", "action")
    )
    return Roots(wave, theme, action)


def sent(form: Form) -> Roots:
    wave, theme, action = (form.one(each)[:LONGEST_ROOT] for each in NAMED)
    return Roots(wave, theme, action)


async def start(visit: Visit, survey: Survey) -> Start:
    """Words to begin with. What is not known stays empty for the officer to write."""
    roots = named(visit)
    action = await _action(visit, roots.action)
    if action is None:
        return Start(Words(_asked(survey), _said(roots.theme)), visit.today, roots)
    thing = action.thing
    theme = roots.theme or thing.theme
    origin = roots.wave or (thing.origin if thing.source is Source.THEME else "")
    words = Words(_asked(survey), _said(theme), thing.outcome[:LONGEST_PART])
    return Start(words, thing.closed or visit.today, Roots(origin, theme, action.id))


def _asked(survey: Survey) -> str:
    """The question that people answer in their own words, else what it was all about."""
    own = next((each.text for each in survey.questions if isinstance(each, FreeText)), "")
    return own or survey.title


def _said(theme: str) -> str:
    return f"Many of you wrote about this: {theme.casefold()}." if theme else ""


async def _action(visit: Visit, number: str) -> KeptAction | None:
    """Raises UnknownAction."""
    return await visit.parts.office.actions.one(number) if number else None


# ---------------------------------------------------------------- which survey it answers
async def surveys(visit: Visit) -> Mapping[str, Survey]:
    """Those that people have been asked, as they were asked last; events are one of them."""
    waves = await visit.parts.waves.all()
    found = {wave.survey.key: wave.survey for wave in reversed(waves) if wave.survey.key != KEY}
    if events.SURVEY not in found and await visit.parts.office.events.all():
        found[events.SURVEY] = load(events.SURVEY, visit.parts.settings.own_surveys)
    return found


async def one_survey(visit: Visit, key: str) -> Survey:
    """Raises UnknownSurvey."""
    found = (await surveys(visit)).get(key)
    if found is None:
        raise UnknownSurvey
    return found


async def guessed(visit: Visit) -> str:
    """The key of the survey that a theme or an action leads back to; empty where none does."""
    roots = named(visit)
    action = await _action(visit, roots.action)
    if action and action.thing.source is Source.NOTE:
        return events.SURVEY
    code = roots.wave or (action.thing.origin if action else "")
    try:
        return (await visit.parts.waves.one(code)).survey.key if code else ""
    except UnknownWave:
        return ""


async def waves_of(visit: Visit, survey: Survey) -> tuple[Wave, ...]:
    """Waves an update may be about, the newest first."""
    waves = await visit.parts.waves.all()
    return tuple(each for each in waves if each.survey.key == survey.key and each.opened_on)


async def checked(visit: Visit, survey: Survey, roots: Roots) -> Roots:
    """As it may be kept: a wave of that survey and an action that exists, or nothing."""
    codes = {each.code for each in await waves_of(visit, survey)}
    numbers = {each.id for each in await visit.parts.office.actions.all()}
    return Roots(
        roots.wave if roots.wave in codes else NO_ROOTS.wave,
        roots.theme,
        roots.action if roots.action in numbers else NO_ROOTS.action,
    )
