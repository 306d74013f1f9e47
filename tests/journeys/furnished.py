"""A console with something of everything in it, so that every page has something to show."""

from dataclasses import replace
from datetime import date, timedelta

from bot.clock import now
from bot.inviting import invite
from surveys.definitions.reading import load
from surveys.office.actions import Action, Source, Status
from surveys.office.events import EventState, KeptEvent, Seat
from surveys.office.meetings import KeptMeeting, Meeting
from surveys.office.notes import Lane, NoteState
from surveys.office.papers import Paper
from surveys.office.priorities import Priorities
from surveys.office.rounds import Pitch, Plan, RoundState
from surveys.officers.accounts import Officer, Role
from surveys.records import Entry, Wave, WaveState
from surveys.telling.proof import edition
from surveys.telling.updates import Roots, Second, Words
from surveys.themes.codebook import Theme
from surveys.themes.codebook_changes import Add
from surveys.themes.records import TagState, ThemeTag
from surveys.waves.closing import close
from tests.journeys.conftest import Site
from tests.journeys.test_console import HELD_WORDS, KIND_WORDS, PASSWORD, URGENT_WORDS, answers

PEOPLE = 24
LIGHTS = Theme("lights", "Lighting", patterns=("lights",))
UPDATE = {"en": Words("What would help?", "It is dark.", "The path is lit.")}


async def furnished(site: Site) -> dict[str, str]:
    """The ids that stand in addresses."""
    closed = await _closed(site)
    meeting, paper = await _meeting(site, closed)
    event = await _event(site)
    draft, published = await _updates(site, closed)
    invited = await invite(site.parts, Officer("Ivy New", frozenset({Role.LEAD})), "Olu Ade")
    return {
        **{s.value: await agreed(site.parts.office.priorities, s) for s in RoundState},
        **await _texts(site, closed),
        **await _more_waves(site),
        "wave": site.wave.code,
        "closed": closed.code,
        "action": (action := await _actions(site, closed)),
        "pass": await _pass(site, action),
        "meeting": meeting.id,
        "paper": paper,
        "event": event.id,
        "table": event.thing.tables[0].code,
        "draft": draft,
        "published": published,
        "urgent": (await site.parts.urgent.waiting())[0].id,
        "token": invited.link.rpartition("/")[2],
    }


# ---------------------------------------------------------------- waves and texts
async def _closed(site: Site) -> Wave:
    parts = site.parts
    wave = await parts.waves.open((await parts.waves.create(load("service-feedback"), "Old")).code)
    for number in range(PEOPLE):
        words = {0: URGENT_WORDS, 1: HELD_WORDS, 2: HELD_WORDS}.get(number, KIND_WORDS)
        await answers(parts, wave, number, words)
    closed = await close(parts.store, parts.keyring, wave.code, now().date())
    await parts.themes.change(closed.code, Add(LIGHTS), "Olu Ade")
    return closed


async def _texts(site: Site, wave: Wave) -> dict[str, str]:
    """One held, several that a theme was proposed for and one of them confirmed."""
    themes = site.parts.themes
    readable = await themes.texts(wave.code)
    tags = [ThemeTag(t.id, "lights", TagState.PROPOSED, 0.7, 2, why=("lights",)) for t in readable]
    await themes.propose(wave.code, tags)
    await themes.say(wave.code, readable[0].id, {"lights"}, "Olu Ade")
    held = await site.parts.review.held(wave.code)
    return {"held": held[0].id, "text": readable[-1].id}


async def _more_waves(site: Site) -> dict[str, str]:
    """One not open yet, one by codes, one whose close was cut off."""
    waves, survey = site.parts.waves, load("service-feedback")
    draft = await waves.create(survey, "Not open yet")
    codes = await waves.create(survey, "With codes", Entry.CODES)
    cut = await waves.open((await waves.create(survey, "Cut off")).code)
    await site.parts.store.move_wave(cut.id, WaveState.OPEN, WaveState.CLOSING, now().date())
    return {"not_open": draft.code, "codes": codes.code, "cut": cut.code}


# ---------------------------------------------------------------- what is done about it
async def _actions(site: Site, wave: Wave) -> str:
    """The number of one that is late and came back."""
    log, today = site.parts.office.actions, now().date()
    due = today - timedelta(days=3)
    action = Action(
        "Light the path", today, "Lighting", Source.THEME, wave.code, "Ada", "Highways", due,
        measure="Less fear",
    )  # fmt: skip
    await log.raise_(replace(action, status=Status.DONE, outcome="Lit"), "Olu")
    kept = await log.raise_(action, "Olu")
    going = replace(kept.thing, status=Status.UNDER_WAY, note="Lamps are ordered")
    return (await log.change(kept, going, "Ada")).id


async def _pass(site: Site, action: str) -> str:
    """The personal link of a lead."""
    parts, until = site.parts, now().date() + timedelta(days=30)
    await parts.officers.open(Officer("Ada", frozenset({Role.AGENCY}), agency="Highways"), PASSWORD)
    return await parts.office.passes.make("Ada", [action], until, "Olu")


async def _updates(site: Site, wave: Wave) -> tuple[str, str]:
    """A draft that another officer wrote, and one that everybody can read."""
    updates, today = site.parts.telling.updates, now().date()
    roots = Roots(wave.code, "Lighting")
    draft = await updates.write(wave.survey, UPDATE, today, "Bea", roots)
    out = await updates.write(wave.survey, UPDATE, today, "Bea", roots)
    await updates.publish(out.id, Second("Olu", edition(out.words)))
    return draft.id, out.id


async def _meeting(site: Site, wave: Wave) -> tuple[KeptMeeting, str]:
    office, today = site.parts.office, now().date()
    meeting = await office.meetings.plan(Meeting("The board", today + timedelta(days=30)), "Olu")
    paper = await office.papers.write(meeting, Paper("What we heard", wave.code, "Bea"), "Bea")
    decided = Action("A later bus", today, lead="Ada", agency="Highways")
    await office.papers.decide(meeting, decided, "Olu")
    return meeting, paper.id


async def _event(site: Site) -> KeptEvent:
    """Notes in every state; two of them say the same; voting has begun."""
    office = site.parts.office
    event = await office.events.plan("Frontline", date(2026, 3, 10), ["One", "Two"], "Olu")
    event = await office.events.move(event, EventState.OPEN, "Olu")
    texts = ("Forms take long", "Who pays?", "Call 020 7946 0018", "More light", "Forms are long")
    for number, text in enumerate(texts):
        seat = Seat(event, event.thing.tables[0])
        await office.notes.take(seat, f"k{number}", list(Lane)[number % 3], text, "en")
    by = {each.thing.text: each for each in await office.notes.of(event)}
    await office.notes.move([by["Forms take long"], by["Who pays?"]], NoteState.RELEASED, "Olu")
    first = await office.notes.one(event, by["Forms take long"].id)
    await office.notes.merge([by["Forms are long"]], first, "Olu")
    await office.notes.move([by["More light"]], NoteState.KEPT_OUT, "Olu")
    return await office.events.change(event, replace(event.thing, voting=True), "Olu")


async def agreed(priorities: Priorities, upto: RoundState) -> str:
    """A round that has come as far as that; its id."""
    kept = await priorities.start("The board", 2027, "Olu")
    pitches = [Pitch("Safe streets", "Many ask"), Pitch("Lamps", "Some ask"), Pitch("Home", "Few")]
    made = [(await priorities.propose(kept, each, "Olu Ade")).id for each in pitches]
    await priorities.merge(kept, made[1:2], made[0], "Olu Ade")
    while kept.thing.state is not upto:
        kept = await priorities.go_on(kept, "Olu Ade")
        if kept.thing.state is RoundState.PICKING:
            await priorities.pick(kept, made[::2], "Table 1", group="Table 1")
        if kept.thing.state is RoundState.RATING:
            await priorities.rate(kept, {made[0]: 5, made[2]: 3}, "Olu Ade")
    if upto is RoundState.DECIDED:
        plan = Plan("Light it", ("10 lamps", "", ""))
        first = await priorities.proposal(kept, made[0])
        await priorities.choose(kept, first, plan, "Olu Ade")
    return kept.id
