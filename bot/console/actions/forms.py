"""Raising an action, changing it, saying how far it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from aiohttp import web

from bot.console.actions.actions import draw_one, find
from bot.console.days import EXAMPLE, read_day
from bot.console.problems import Problem, of
from bot.console.visit import Form, Visit
from surveys.errors import SurveyError
from surveys.office.actions import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    Action,
    KeptAction,
    NoOutcome,
    Source,
    Status,
)
from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.register import Overtaken

FIELDS = ("title", "theme", "lead", "agency", "measure")


async def ask_new(visit: Visit) -> web.StreamResponse:
    """The address may bring what it comes from: ?theme=…&source=theme&origin=CODE."""
    query = visit.request.query
    source = _source(query.get("source", ""))
    start = Action(
        query.get("title", "")[:LONGEST_TITLE],
        visit.today,
        theme=query.get("theme", "")[:LONGEST_TITLE],
        source=source,
        origin=query.get("origin", "")[:LONGEST_TITLE],
    )
    return await _form(visit, start)


async def raise_(visit: Visit) -> web.StreamResponse:
    action, problems = read(visit.form, Action("", visit.today), visit.today)
    origin = visit.form.one("origin")[:LONGEST_TITLE]
    action = replace(action, source=_source(visit.form.one("source")), origin=origin)
    if problems:
        return await _form(visit, action, problems)
    kept = await visit.parts.office.actions.raise_(action, visit.officer.name)
    await visit.record(Act.ACTION_RAISED, kept.id)
    return visit.go(f"/actions/{kept.id}")


async def ask_change(visit: Visit) -> web.StreamResponse:
    action = await find(visit)
    return await _form(visit, action.thing, kept=action)


async def change(visit: Visit) -> web.StreamResponse:
    action = await find(visit)
    changed, problems = read(visit.form, action.thing, visit.today)
    if problems:
        return await _form(visit, changed, problems, action)
    if problem := await _kept(visit, action, changed):
        return await _form(visit, changed, [problem], await find(visit))
    return visit.go(f"/actions/{action.id}")


async def progress(visit: Visit) -> web.StreamResponse:
    """How far it is, with a note or evidence; closing it needs an outcome."""
    action = await find(visit)
    changed, problems = read_progress(visit.form, action.thing)
    if problems:
        return await draw_one(visit, action, *problems)
    if problem := await _kept(visit, action, changed):
        return await draw_one(visit, await find(visit), problem)
    return visit.go(f"/actions/{action.id}")


def read_progress(form: Form, before: Action, of: str = "") -> tuple[Action, list[Problem]]:
    """How far it is, as typed, and what is wrong with it. `of` ends the names of the fields."""
    status = _status(form.one(f"status{of}"), before.status)
    note, outcome = _text(form, f"note{of}"), _text(form, f"outcome{of}")
    problems = [*_long(note, f"note{of}"), *_long(outcome, f"outcome{of}")]
    changed = replace(before, status=status, note=note, outcome=outcome or before.outcome)
    if not note and changed == replace(before, note=""):
        problems.append(Problem("Write what happened, or change how far it is", f"note{of}"))
    return changed, problems


async def _kept(visit: Visit, action: KeptAction, changed: Action) -> Problem | None:
    """The version the form was drawn from must still be the newest."""
    if visit.form.one("version") != str(action.number):
        return of(Overtaken())
    try:
        async with visit.along(Act.ACTION_CHANGED, action.id):
            await visit.parts.office.actions.change(action, changed, visit.officer.name)
    except NoOutcome as error:
        return of(error, "outcome")
    except SurveyError as error:
        return of(error, "title")
    return None


# ---------------------------------------------------------------- reading
def read(form: Form, start: Action, today: date) -> tuple[Action, list[Problem]]:
    """The action as typed, and what is wrong with it."""
    words = {name: _text(form, name) for name in FIELDS}
    due, problems = read_due(form.one("due"), today)
    if not words["title"]:
        problems.insert(0, Problem("Say what will be done", "title"))
    if len(words["title"]) > LONGEST_TITLE:
        problems.append(Problem(f"Keep it under {LONGEST_TITLE} characters", "title"))
    for name in FIELDS[1:]:
        problems += _long(words[name], name)
    status = _status(form.one("status"), start.status)
    note, outcome = _text(form, "note"), _text(form, "outcome") or start.outcome
    if status.closed and not outcome:
        problems.append(Problem("Say what became of it", "outcome"))
    typed = replace(start, due=due, status=status, note=note, outcome=outcome)
    return _worded(typed, words), problems


def _worded(action: Action, words: Mapping[str, str]) -> Action:
    return replace(
        action,
        title=words["title"],
        theme=words["theme"],
        lead=words["lead"],
        agency=words["agency"],
        measure=words["measure"],
    )


def _text(form: Form, name: str) -> str:
    return form.one(name).replace("\r\n", "\n")


def _long(text: str, field: str) -> list[Problem]:
    if len(text) <= LONGEST_WORDS:
        return []
    return [Problem(f"Keep it under {LONGEST_WORDS:,} characters", field)]


def read_due(typed: str, today: date) -> tuple[date | None, list[Problem]]:
    """A day as people type it, or none."""
    if not typed:
        return None, []
    try:
        return read_day(typed, today), []
    except ValueError:
        return None, [Problem(f"Enter the day, {EXAMPLE}, or leave it empty", "due")]


def _status(typed: str, otherwise: Status) -> Status:
    return Status(typed) if typed in set(Status) else otherwise


def _source(typed: str) -> Source:
    return Source(typed) if typed in set(Source) else Source.OTHER


# ---------------------------------------------------------------- drawing
async def _form(
    visit: Visit,
    action: Action,
    problems: list[Problem] | None = None,
    kept: KeptAction | None = None,
) -> web.Response:
    return visit.draw(
        "action_write", problems or (), action=action, kept=kept, known=await _known(visit)
    )


async def _known(visit: Visit) -> Mapping[str, list[str]]:
    """What was used before, offered while typing: the same thing keeps one name."""
    actions = [each.thing for each in await visit.parts.office.actions.all()]
    officers = [each for each in await visit.parts.officers.all() if each.active]
    leads = {each.name for each in officers if each.may(Role.AGENCY)}
    return {
        "theme": sorted({each.theme for each in actions} - {""}),
        "lead": sorted(({each.lead for each in actions} | leads) - {""}),
        "agency": sorted(
            ({each.agency for each in actions} | {each.agency for each in officers}) - {""}
        ),
    }
