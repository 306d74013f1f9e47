"""An event on phones: join a table by its code, see what changed, put in notes, vote.

A note belongs to a table and not to a person, and the page says so. Each form carries a key of its
own, so that a note which was sent twice is kept once; event.js keeps notes on the device while
the network is away.
"""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.parts import Parts
from bot.revisions import known, mark, marked
from bot.web.entrance import allowed
from bot.web.forms import Form, read_form
from bot.web.keys import PAGES, PARTS
from bot.web.middleware import language_of
from bot.web.people import LONGEST_CODE
from surveys.errors import SurveyError, UnknownWave
from surveys.help import helping
from surveys.messages import Help
from surveys.office.event_words import lanes, problem
from surveys.office.events import SURVEY, Event, EventState, Seat, UnknownTable
from surveys.office.notes import LONGEST, KeptNote, Lane, NoteRefused, NoteState, Taken
from surveys.records import WaveState
from surveys.talk.problems import too_busy, unknown_code
from surveys.telling.updates import Update
from surveys.wording import LANGUAGES

STAFF = "frontline staff"
JOIN = "/e"
TABLE = r"/e/{table:[^/]{1,20}}"
MOST_UPDATES = 5


def add_event(app: web.Application) -> None:
    """What a phone needs; for laptops see `scribe`."""
    app.router.add_routes(
        [
            web.get(JOIN, join),
            web.post(JOIN, seek),
            web.get(TABLE, sit),
            web.post(TABLE, put_in),
        ]
    )


async def join(request: web.Request) -> web.Response:
    """Asks for the code on the table."""
    return _join_page(request, language_of(request))


async def seek(request: web.Request) -> web.Response:
    """The code, posted: what is typed there stands in no address unless it is a table's code."""
    form = await read_form(request)
    language, typed = language_in(request, form), form.one("table")[:LONGEST_CODE]
    if not allowed(request):
        return _join_page(request, language, typed, too_busy(language).text, 429)
    try:
        seat = await request.app[PARTS].office.events.seat(typed)
    except UnknownTable:
        return _join_page(request, language, typed, unknown_code(language).text, 422)
    raise web.HTTPSeeOther(f"{JOIN}/{quote(seat.table.code)}?lang={language}")


def _join_page(
    request: web.Request, language: str, typed: str = "", problem: str = "", status: int = 200
) -> web.Response:
    """Words are answered with where to turn: nobody will read them."""
    pages = request.app[PAGES]
    return pages.draw(
        "event_join.html",
        language,
        status=status,
        audience=STAFF,
        here=JOIN,
        typed=typed,
        problem=problem,
        posts=pages.for_words(typed, language, STAFF),
    )


async def sit(request: web.Request) -> web.Response:
    """The page; for one that looks again, nothing where nothing has changed."""
    seat, language = await seat_of(request), language_of(request)
    revision = await revision_of(request, seat, language)
    unchanged = known(request, revision)
    return unchanged or marked(await _table(request, seat, language), revision)


async def revision_of(request: web.Request, seat: Seat, language: str) -> str:
    """All that a page of a table is drawn from, votes and notes by their number alone."""
    parts, event = request.app[PARTS], seat.event
    notes = await parts.office.notes.revision(event)
    updates = await parts.telling.updates.published()
    said = [(each.id, each.said(language)) for each in _first(updates)]
    return mark(request.path, language, notes, said, await asked(parts, event.thing))


async def put_in(request: web.Request) -> web.Response:
    """A note or a vote. What it says back stands on top of the page."""
    seat, form = await seat_of(request), await read_form(request)
    language = language_in(request, form)
    if not allowed(request):
        return await _table(
            request, seat, language, form, problem=too_busy(language).text, status=429
        )
    try:
        if form.one("vote"):
            return await _voted(request, seat, form, language)
        return await _noted(request, seat, form, language)
    except SurveyError as error:
        words, status = problem(error, language), problem_status(error)
        return await _table(request, seat, language, form, problem=words, status=status)


def language_in(request: web.Request, form: Form) -> str:
    """The one the form was shown in."""
    return form.one("lang") if form.one("lang") in LANGUAGES else language_of(request)


def problem_status(error: SurveyError) -> int:
    return 422 if isinstance(error, NoteRefused) else 409


async def _noted(request: web.Request, seat: Seat, form: Form, language: str) -> web.Response:
    lane = form.one("lane")
    if lane not in set(Lane):
        raise NoteRefused
    notes = request.app[PARTS].office.notes
    taken = await notes.take(seat, form.one("key"), Lane(lane), form.one("text"), language)
    return await _table(
        request, seat, language, said=taken, helps=helps_for(request, taken, language)
    )


async def _voted(request: web.Request, seat: Seat, form: Form, language: str) -> web.Response:
    notes = request.app[PARTS].office.notes
    await notes.vote(seat, form.one("who"), form.one("vote"))
    return await _table(request, seat, language, form)


def helps_for(request: web.Request, taken: Taken, language: str) -> tuple[Help, ...]:
    """Help first: whatever became of the note, where to turn stands in the same reply."""
    posts = request.app[PAGES].posts
    return helping.for_unkept(taken.verdict, language, posts, STAFF)


async def seat_of(request: web.Request) -> Seat:
    """Raises UnknownTable."""
    return await request.app[PARTS].office.events.seat(request.match_info["table"])


# ---------------------------------------------------------------- drawing
async def _table(
    request: web.Request, seat: Seat, language: str, form: Form | None = None, **said: Any
) -> web.Response:
    typed = form.one("text")[:LONGEST] if form and said.get("problem") else ""
    return await draw("event.html", request, seat, language, form, typed=typed, **said)


async def draw(  # noqa: PLR0913, PLR0917 - what a table's page is drawn from
    template: str,
    request: web.Request,
    seat: Seat,
    language: str,
    form: Form | None = None,
    status: int = 200,
    **said: Any,
) -> web.Response:
    """A page of a table, on a phone or on a laptop."""
    parts, event = request.app[PARTS], seat.event
    notes, votes, updates = await asyncio.gather(
        parts.office.notes.of(event),
        parts.office.notes.votes(event),
        parts.telling.updates.published(),
    )
    shown = [each for each in notes if each.thing.state is NoteState.RELEASED]
    words = {"problem": "", "said": None, "helps": (), **said}
    return request.app[PAGES].draw(
        template,
        language,
        status=status,
        audience=STAFF,
        here=request.path,
        event=event.thing,
        table=seat.table,
        is_open=event.thing.state is EventState.OPEN,
        is_over=event.thing.state is EventState.OVER,
        asked=await asked(parts, event.thing),
        updates=[(each.day, each.said(language)) for each in _first(updates)],
        lanes=lanes(language),
        mine=_mine(notes, seat),
        shown=sorted(shown, key=lambda each: -votes.get(each.id, 0)),
        votes=votes,
        key=secrets.token_hex(16),
        who=(form.one("who") if form else "") or secrets.token_hex(16),
        most=LONGEST,
        **words,
    )


async def asked(parts: Parts, event: Event) -> str:
    """The code of the wave that asks now how the event was, or months later how it went on."""
    for code in filter(None, (event.follow_up, event.evaluation)):
        with suppress(UnknownWave):  # a draft that was thrown away
            if (await parts.waves.one(code)).state is WaveState.OPEN:
                return code
    return ""


def _first(updates: Sequence[Update]) -> Sequence[Update]:
    """What came of the last events, then what came of anything else; the newest first."""
    own = [each for each in updates if each.survey == SURVEY]
    return [*own, *(each for each in updates if each.survey != SURVEY)][:MOST_UPDATES]


def _mine(notes: Sequence[KeptNote], seat: Seat) -> list[KeptNote]:
    """What this table has put in; what was kept out is not shown again."""
    return [
        each
        for each in notes
        if each.thing.table == seat.table.name and each.thing.state is not NoteState.KEPT_OUT
    ]
