"""One laptop for a whole table: many notes at once, one a line, in three lanes.

What is sent again with the same key is kept once, line by line. If one line does not fit, nothing
of it is put in and all of it stays in the boxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.revisions import known, marked
from bot.web.entrance import allowed
from bot.web.event import (
    TABLE,
    draw,
    helps_for,
    language_in,
    problem_status,
    revision_of,
    seat_of,
)
from bot.web.forms import Form, read_form
from bot.web.keys import PARTS
from bot.web.middleware import language_of
from surveys.errors import SurveyError
from surveys.messages import Help
from surveys.office.event_words import lines_problem, problem
from surveys.office.events import Seat
from surveys.office.notes import Lane, NoteState, Taken
from surveys.talk.problems import too_busy

SCRIBE = f"{TABLE}/scribe"
MOST_LINES = 100
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One note as typed, the how-manieth of its box."""

    lane: Lane
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of the notes of one form."""

    new: int
    held: int
    lost: int


def add_scribe(app: web.Application) -> None:
    app.router.add_get(SCRIBE, sit)
    app.router.add_post(SCRIBE, put_in)


async def sit(request: web.Request) -> web.Response:
    """The page; for one that looks again, nothing where nothing has changed."""
    seat, language = await seat_of(request), language_of(request)
    revision = await revision_of(request, seat, language)
    unchanged = known(request, revision)
    return unchanged or marked(await _page(request, seat, language), revision)


async def put_in(request: web.Request) -> web.Response:
    """Every line of the three boxes. What it says back stands on top of the page."""
    seat, form = await seat_of(request), await read_form(request)
    language = language_in(request, form)
    if not allowed(request):
        busy = too_busy(language).text
        return await _page(request, seat, language, form, problem=busy, status=429)
    found = lines(form)
    if refused := lines_problem([(e.lane, e.number, e.text) for e in found], MOST_LINES, language):
        return await _page(request, seat, language, form, problem=refused, status=422)
    try:
        taken = await _take(request, seat, form.one("key")[:LONGEST_KEY], found, language)
    except SurveyError as error:
        words, status = problem(error, language), problem_status(error)
        return await _page(request, seat, language, form, problem=words, status=status)
    return await _page(
        request, seat, language, batch=_counted(taken), helps=_helps(request, taken, language)
    )


def lines(form: Form) -> tuple[Line, ...]:
    """Every line with something in it."""
    return tuple(
        Line(lane, number, text.strip())
        for lane in Lane
        for number, text in enumerate(form.one(lane).splitlines())
        if text.strip()
    )


async def _take(
    request: web.Request, seat: Seat, key: str, found: Sequence[Line], language: str
) -> list[Taken]:
    """Each under the form's key with the place of its line."""
    take = request.app[PARTS].office.notes.take
    return [
        await take(seat, f"{key} {each.lane} {each.number}", each.lane, each.text, language)
        for each in found
    ]


def _counted(taken: Sequence[Taken]) -> Batch:
    states = [each.note.thing.state if each.note else None for each in taken]
    held, lost = states.count(NoteState.HELD), states.count(None)
    return Batch(len(states) - held - lost, held, lost)


def _helps(request: web.Request, taken: Sequence[Taken], language: str) -> tuple[Help, ...]:
    """Once each, whatever number of notes call for it."""
    return tuple(dict.fromkeys(h for each in taken for h in helps_for(request, each, language)))


async def _page(
    request: web.Request, seat: Seat, language: str, form: Form | None = None, **said: Any
) -> web.Response:
    """The boxes hold again what was not put in."""
    boxes = {lane: form.one(lane) if form else "" for lane in Lane}
    words: dict[str, Any] = {"batch": None, "boxes": boxes, "most_lines": MOST_LINES, **said}
    return await draw("event_scribe.html", request, seat, language, form, **words)
