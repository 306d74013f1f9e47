"""Events for frontline staff: a day, tables with a code each, and whether notes are taken now."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from surveys.anonymity.tokens import CODE_LETTERS, normal_code
from surveys.errors import SurveyError
from surveys.register import Drawer, Kept, RegisterShelf, UnknownThing

KIND = "event"
SURVEY = "frontline-event"
"""The survey whose updates open the day, and whose waves say how the day was."""

LONGEST_NAME = 120
MOST_TABLES = 40
CODE_LENGTH = 6
FOLLOW_UP = timedelta(days=91)


class UnknownEvent(UnknownThing):
    """There is no such event. Look at the list of events."""


class UnknownTable(UnknownThing):
    """There is no table of that code. Look at the card on your table."""


class UnfinishedEvent(SurveyError):
    """An event needs a name of up to 120 characters and between 1 and 40 tables."""


class EventState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Table:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """`evaluation` and `follow_up` are codes of waves, or empty."""

    name: str
    day: date
    tables: tuple[Table, ...]
    state: EventState = EventState.PLANNED
    voting: bool = False
    evaluation: str = ""
    follow_up: str = ""

    @property
    def follow_up_on(self) -> date:
        return self.day + FOLLOW_UP


KeptEvent = Kept[Event]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a phone is: an event, and the table its code stands for."""

    event: KeptEvent
    table: Table


class Events:
    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self.drawer = Drawer(shelf, clock, KIND, Event, UnknownEvent)

    async def all(self) -> tuple[KeptEvent, ...]:
        """The newest day on top."""
        found = await self.drawer.all()
        return tuple(sorted(found, key=lambda each: (each.thing.day, each.id), reverse=True))

    async def one(self, event_id: str) -> KeptEvent:
        """Raises UnknownEvent."""
        return await self.drawer.one(event_id)

    async def seat(self, code: str) -> Seat:
        """By table code, however it was typed. Raises UnknownTable."""
        wanted = normal_code(code)
        for event in await self.drawer.all():
            for table in event.thing.tables:
                if table.code == wanted:
                    return Seat(event, table)
        raise UnknownTable

    async def plan(self, name: str, day: date, tables: Sequence[str], by: str) -> KeptEvent:
        """Raises UnfinishedEvent."""
        names = [" ".join(each.split()) for each in tables if each.strip()]
        fits = 0 < len(name.strip()) <= LONGEST_NAME and 0 < len(names) <= MOST_TABLES
        if not fits or max(map(len, names)) > LONGEST_NAME:
            raise UnfinishedEvent
        taken = {table.code for each in await self.drawer.all() for table in each.thing.tables}
        made = tuple(Table(_new_code(taken), each) for each in names)
        return await self.drawer.add(Event(name.strip(), day, made), by)

    async def move(self, event: KeptEvent, state: EventState, by: str) -> KeptEvent:
        """Raises Overtaken."""
        voting = event.thing.voting and state is EventState.OPEN
        return await self.change(event, replace(event.thing, state=state, voting=voting), by)

    async def change(self, before: KeptEvent, event: Event, by: str) -> KeptEvent:
        """Raises Overtaken."""
        return await self.drawer.change(before, event, by)


def wave_id(event: KeptEvent, asked: str) -> str:
    """Of the wave that asks how that event was: the same however often its button is pressed."""
    return hashlib.blake2b(f"{event.id} {asked}".encode(), digest_size=16).hexdigest()


def _new_code(taken: set[str]) -> str:
    """One that nobody has yet; it is added to those that are taken."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if code not in taken:
            taken.add(code)
            return code
