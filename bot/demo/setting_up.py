"""How the demo is set up: a past wave played through the real road in, closed, and reviewed."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app import build
from bot.cli.export import draw
from bot.cli.progress import Progress
from bot.clock import Clock
from bot.demo.ground import Ground, Login, Stage
from bot.demo.office import furnish
from bot.demo.people import Person, people
from bot.files import write_whole
from bot.parts import Parts
from bot.settings import Settings
from bot.walking import Walker, walk
from moderation.verdict import Kind
from surveys.definitions.reading import load
from surveys.messages import Incoming, Looked, PersonId, Stopped, Thank
from surveys.office.repeats import season
from surveys.officers.accounts import Role
from surveys.records import ReviewText, Wave
from surveys.urgent.leads import new_lead
from surveys.waves.closing import close

PEOPLE = 300
STOPPED = 9
UNFINISHED = 7
SEED = 2011
SURVEY = "safety-pulse"
SIDE_BY_SIDE = 32
WAITING = 4
"""Held texts left for whoever tries the demo to review."""

OPENED = timedelta(days=100)
CLOSED = timedelta(days=79)
REVIEWED = timedelta(days=75)
OFFICER, LEAD = "Robin Hale", "Sam Okafor"
PASSWORD_WORDS = (
    "amber",
    "basket",
    "copper",
    "drizzle",
    "ember",
    "fiddle",
    "gravel",
    "harvest",
    "igloo",
    "jigsaw",
    "kettle",
    "lantern",
    "marble",
    "nettle",
    "orchard",
    "pebble",
)
KEPT_OUT = frozenset({Kind.PROFANITY, Kind.HATE, Kind.THREAT_TO_OTHERS})


class NotPlayed(AssertionError):
    """A simulated person did not get to the end. This is a fault in the program."""


async def set_up(ground: Ground, settings: Settings, clock: Clock, progress: Progress) -> Stage:
    """From nothing to a stage that stands. Cut off half-way, it starts again from nothing."""
    ground.clear()
    officer, lead = await _officers(settings, clock)
    past = await _past_wave(settings, clock, progress)
    async with build(settings, clock) as parts:
        await furnish(parts, past.code, OFFICER, _made_up())
        write_whole(ground.paper, await draw(parts, past.code, "docx", progress), force=True)
        open_ = await _opened(parts, season(clock()))
    stage = Stage(past.code, open_.code, officer, lead)
    ground.keep(stage)
    return stage


# ---------------------------------------------------------------- people with a login
async def _officers(settings: Settings, clock: Clock) -> tuple[Login, Login]:
    async with build(settings, clock) as parts:
        officer = await _login(parts, OFFICER, frozenset({Role.ADMIN, Role.OFFICER}))
        passphrase = _made_up()
        lead = await _login(parts, LEAD, frozenset({Role.LEAD}), passphrase)
        await parts.store.add_lead(await asyncio.to_thread(new_lead, LEAD, passphrase))
    return officer, lead


async def _login(parts: Parts, name: str, roles: frozenset[Role], passphrase: str = "") -> Login:
    password = _made_up()
    _, enrolled = await parts.officers.add(name, roles, password)
    return Login(name, password, enrolled.secret, enrolled.uri, passphrase)


def _made_up() -> str:
    """Easy to type from the screen."""
    return "-".join(
        [*(secrets.choice(PASSWORD_WORDS) for _ in range(3)), str(secrets.randbelow(90) + 10)]
    )


# ---------------------------------------------------------------- the past wave
async def _past_wave(settings: Settings, clock: Clock, progress: Progress) -> Wave:
    """Opened, answered, closed and reviewed on the days it would have been."""
    async with build(settings, _ago(clock, OPENED)) as parts:
        wave = await _opened(parts, season(clock() - OPENED))
        await _play(parts, wave, people(PEOPLE, SEED), progress)
        await _wander_off(parts, wave)
    async with build(settings, _ago(clock, CLOSED)) as parts:
        day = parts.clock().date()
        closed = await close(parts.store, parts.keyring, wave.code, day, progress)
    async with build(settings, _ago(clock, REVIEWED)) as parts:
        await _review(parts, await parts.review.held(wave.code))
    return closed


async def _opened(parts: Parts, name: str) -> Wave:
    wave = await parts.waves.create(load(SURVEY), name)
    return await parts.waves.open(wave.code)


async def _play(parts: Parts, wave: Wave, cast: Sequence[Person], progress: Progress) -> None:
    """Everybody takes part, many side by side, each through the same intake as a phone."""
    gate, finished = asyncio.Semaphore(SIDE_BY_SIDE), 0

    async def take_part(person: Person) -> None:
        nonlocal finished
        async with gate:
            walker = Walker(_somebody(), person.said, person.language)
            last = await walk(parts.intake, wave.code, walker)
        if not any(isinstance(reply, Thank) for reply in last):
            raise NotPlayed
        finished += 1
        progress("people answering", finished, len(cast))

    async with asyncio.TaskGroup() as group:
        for person in cast:
            group.create_task(take_part(person))


async def _wander_off(parts: Parts, wave: Wave) -> None:
    """Some look and leave half-way, some press stop: nothing of theirs is ever counted."""
    for person in people(STOPPED + UNFINISHED, SEED + 1)[:STOPPED]:
        walker = Walker(_somebody(), person.said)
        await parts.intake.receive(wave.code, walker.begins())
        await parts.intake.receive(wave.code, Incoming(walker.person, Stopped()))
    for _ in range(UNFINISHED):
        await parts.intake.receive(wave.code, Incoming(_somebody(), Looked()))


def _somebody() -> PersonId:
    return PersonId(f"web:{secrets.token_hex(16)}")


# ---------------------------------------------------------------- review
async def _review(parts: Parts, held: Sequence[ReviewText]) -> None:
    """Most held texts are decided, a few are left for whoever tries the demo."""
    for text in held[WAITING:]:
        if KEPT_OUT.intersection(text.labels):
            await parts.review.keep_out(text.id, OFFICER, "abusive, and adds nothing")
        else:
            await parts.review.release(text.id, OFFICER, "shows nobody")


def _ago(clock: Clock, before: timedelta) -> Clock:
    def past() -> datetime:
        return clock() - before

    return past
