"""Frontline events: planned with a code for each table, opened on the day, over in the evening."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import segno
from aiohttp import web
from markupsafe import Markup

from bot.console.days import EXAMPLE, read_day
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from bot.revisions import known, mark, marked
from surveys.dates import day
from surveys.definitions import reading
from surveys.errors import SurveyError
from surveys.office.events import SURVEY, EventState, KeptEvent, wave_id
from surveys.office.notes import KeptNote, NoteState, merged_into
from surveys.officers.audit import Act
from surveys.records import Wave

LONGEST_TABLES = 5000


async def show(visit: Visit) -> web.StreamResponse:
    return visit.draw("events", events=await visit.parts.office.events.all())


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("event_write", name="", day=day(visit.today), tables="")


async def plan(visit: Visit) -> web.StreamResponse:
    name, typed, tables = (visit.form.one(field) for field in ("name", "day", "tables"))
    try:
        names = tables[:LONGEST_TABLES].splitlines()
        on = read_day(typed, visit.today)
        event = await visit.parts.office.events.plan(name, on, names, visit.officer.name)
    except ValueError:
        problem = Problem(f"Enter the day, {EXAMPLE}", "day")
        return visit.draw("event_write", [problem], name=name, day=typed, tables=tables)
    except SurveyError as error:
        return visit.draw("event_write", [of(error, "name")], name=name, day=typed, tables=tables)
    await visit.record(Act.EVENT_PLANNED, event.id)
    return visit.go(f"/events/{event.id}")


async def one(visit: Visit) -> web.StreamResponse:
    """The facilitator's page: notes as they come in, and the next thing to do."""
    event = await find(visit)
    revision = await _revision(visit, event)
    if unchanged := known(visit.request, revision):
        return unchanged
    return marked(await _one(visit, event), revision)


async def _one(visit: Visit, event: KeptEvent) -> web.Response:
    office = visit.parts.office
    notes, votes = await office.notes.of(event), await office.notes.votes(event)
    return visit.draw(
        "event",
        event=event,
        waiting=[each for each in notes if each.thing.state in (NoteState.NEW, NoteState.HELD)],
        released=_standing(notes, votes),
        kept_out=[each for each in notes if each.thing.state is NoteState.KEPT_OUT],
        merged={each.id: merged_into(notes, each) for each in notes},
        votes=votes,
        actions=await actions_of(visit, event),
        join=_join(visit),
        evaluations=await _evaluations(visit, event),
    )


async def _evaluations(visit: Visit, event: KeptEvent) -> list[tuple[Wave, str]]:
    """The two waves that say how it was, each with when to open it."""
    it, waves = event.thing, visit.parts.waves
    due = (
        (it.evaluation, "open it at the end"),
        (it.follow_up, f"open it on {day(it.follow_up_on)}"),
    )
    there = {wave.code: wave for wave in await waves.all()}  # a draft may have been thrown away
    return [(there[code], when) for code, when in due if code in there]


def _join(visit: Visit) -> str:
    return f"{visit.parts.settings.public_url}/e"


async def screen(visit: Visit) -> web.StreamResponse:
    """For the wall: released notes only, large."""
    event = await find(visit)
    revision = await _revision(visit, event)
    if unchanged := known(visit.request, revision):
        return unchanged
    notes = visit.parts.office.notes
    every, votes = await notes.of(event), await notes.votes(event)
    shown = _standing(every, votes)
    page = visit.draw("event_screen", event=event, released=shown, votes=votes, join=_join(visit))
    return marked(page, revision)


async def _revision(visit: Visit, event: KeptEvent) -> str:
    """All that a page about an event is drawn from, votes and notes by their number alone."""
    notes, actions = visit.parts.office.notes, visit.parts.office.actions
    session = visit.signed.csrf if visit.signed else ""
    waves = await _evaluations(visit, event)
    return mark(
        visit.request.path,
        session,
        await notes.revision(event),
        await actions.drawer.size(),
        [(wave.code, wave.name, wave.state) for wave, _ in waves],
        visit.today,
    )


async def cards(visit: Visit) -> web.StreamResponse:
    """One card a table, to print: how to join."""
    event = await find(visit)
    base = _join(visit)
    codes = {table.code: _qr(f"{base}/{table.code}") for table in event.thing.tables}
    return visit.draw("event_cards", event=event, base=base, codes=codes)


async def pack(visit: Visit) -> web.StreamResponse:
    """What came of the day, to print: notes by lane with votes, answers and actions."""
    event = await find(visit)
    notes = visit.parts.office.notes
    every, votes = await notes.of(event), await notes.votes(event)
    return visit.draw(
        "event_pack",
        event=event,
        released=_standing(every, votes),
        merged={each.id: merged_into(every, each) for each in every},
        votes=votes,
        actions=await actions_of(visit, event),
    )


async def move(visit: Visit) -> web.StreamResponse:
    """Open it, close it, start or end voting."""
    event, to = await find(visit), visit.form.one("to")
    events, by = visit.parts.office.events, visit.officer.name
    if to in set(EventState):
        await events.move(event, EventState(to), by)
    elif to in {"vote", "no vote"} and event.thing.state is EventState.OPEN:
        await events.change(event, replace(event.thing, voting=to == "vote"), by)
    else:
        raise web.HTTPNotFound
    await visit.record(Act.EVENT_MOVED, event.id)
    return visit.go(f"/events/{event.id}")


async def evaluate(visit: Visit) -> web.StreamResponse:
    """Make the two waves that say how the day was: at its end, and three months later."""
    event = await find(visit)
    if event.thing.evaluation:
        return visit.go(f"/events/{event.id}")
    survey = reading.load(SURVEY, visit.parts.settings.own_surveys)
    now, later = [
        await visit.parts.waves.create_once(
            survey, f"{event.thing.name}, {asked}", wave_id(event, asked)
        )
        for asked in ("at the end", "three months later")
    ]
    made = replace(event.thing, evaluation=now.code, follow_up=later.code)
    await visit.parts.office.events.change(event, made, visit.officer.name)
    for wave in (now, later):
        await visit.record(Act.WAVE_CREATED, wave.code)
    return visit.go(f"/events/{event.id}")


# ---------------------------------------------------------------- shared
async def find(visit: Visit) -> KeptEvent:
    """The event of the address. Raises UnknownEvent."""
    return await visit.parts.office.events.one(visit.part("event"))


async def actions_of(visit: Visit, event: KeptEvent) -> dict[str, list[str]]:
    """Numbers of the actions that were raised from each note."""
    found: dict[str, list[str]] = {}
    for action in await visit.parts.office.actions.all():
        place, _, note = action.thing.origin.partition("/")
        if place == event.id:
            found.setdefault(note, []).append(action.id)
    return found


def _standing(notes: tuple[KeptNote, ...], votes: Mapping[str, int]) -> list[KeptNote]:
    """Released notes, those with most votes first, then as they came."""
    shown = [each for each in reversed(notes) if each.thing.state is NoteState.RELEASED]
    return sorted(shown, key=lambda each: -votes.get(each.id, 0))


def _qr(address: str) -> Markup:
    """Drawn from the address alone, so it is safe to place as it is."""
    drawn = BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2,
        dark="#000", light="#fff", svgclass="qr", lineclass=None, title="Join this table",
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())  # noqa: S704 - segno's own markup
