"""A small running house: store, writer, keyring, intake and all, with a clock that can be set."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from nacl.pwhash import argon2id

from surveys.anonymity.keyring import Keyring, MemoryKeyring
from surveys.definitions.definition import FreeText, OneChoice, Option, Survey
from surveys.intake.intake import Care, Intake
from surveys.intake.writer import Writer
from surveys.messages import (
    Ask,
    Came,
    Chose,
    Incoming,
    PersonId,
    Reply,
    Started,
    Thank,
    Wrote,
)
from surveys.records import Entry, Wave
from surveys.review.review import Review
from surveys.store import Store
from surveys.urgent.casework import Casework
from surveys.urgent.lead_keys import LeadKeys
from surveys.urgent.leads import Cost, new_lead
from surveys.urgent.urgent import UrgentBox
from surveys.waves.closing import close
from surveys.waves.waves import Waves

CHEAP = Cost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
PASSPHRASE = "four plain words here"
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

Given = Mapping[str, str | Came]
"""By question: an option key, words, or anything else a person may do."""


def survey(**changes: object) -> Survey:
    """Two texts between two choices; the last question is a choice."""
    yes_no = (Option("yes", "Yes"), Option("no", "No"))
    made: dict[str, object] = {
        "key": "small",
        "title": "How safe?",
        "audience": "young people",
        "intro": "Two minutes.",
        "questions": (
            OneChoice(key="safe", text="Do you feel safe?", options=yes_no),
            FreeText(key="worry", text="What worries you?", cap=300),
            FreeText(key="good", text="What is good?", cap=300),
            OneChoice(key="again", text="Ask you again?", options=yes_no),
        ),
        "languages": ("en", "cy"),
    }
    return Survey(**{**made, **changes})  # type: ignore[arg-type]


@dataclass
class Clock:
    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Told:
    """What the alert and the log were told."""

    alerts: list[str] = field(default_factory=list)
    troubles: list[BaseException] = field(default_factory=list)

    async def alert(self, wave_name: str) -> None:
        self.alerts.append(wave_name)


@dataclass
class House:
    store: Store
    writer: Writer
    keyring: Keyring
    clock: Clock
    intake: Intake
    waves: Waves
    review: Review
    urgent: UrgentBox
    casework: Casework
    lead_keys: LeadKeys
    told: Told

    async def open_wave(self, asked: Survey | None = None, entry: Entry = Entry.LINK) -> Wave:
        if not await self.store.leads():
            await self.store.add_lead(new_lead("Ana", PASSPHRASE, CHEAP))
        draft = await self.waves.create(asked or survey(), "Autumn", entry)
        return await self.waves.open(draft.code)

    async def says(
        self, wave: Wave, who: str, came: Came, turn: int | None = None, language: str = "en"
    ) -> tuple[Reply, ...]:
        incoming = Incoming(PersonId(who), came, turn, language)
        return await self.intake.receive(wave.code, incoming)

    async def until(self, wave: Wave, who: str, question: str, given: Given) -> Ask:
        """Answers up to that question, and stands there."""
        replies = await self.says(wave, who, Started())
        while (ask := asked(replies)).key != question:
            replies = await self.says(wave, who, answer(ask, given), ask.turn)
        return ask

    async def finishes(self, wave: Wave, who: str, given: Given) -> Thank:
        """Answers all there is to answer."""
        replies = await self.says(wave, who, Started())
        while not isinstance(replies[-1], Thank):
            ask = asked(replies)
            replies = await self.says(wave, who, answer(ask, given), ask.turn)
        return replies[-1]

    async def closed(self, wave: Wave) -> Wave:
        return await close(self.store, self.keyring, wave.code, self.clock().date())


def asked(replies: Sequence[Reply]) -> Ask:
    """The question that is being asked."""
    return next(reply for reply in reversed(replies) if isinstance(reply, Ask))


def answer(ask: Ask, given: Given) -> Came:
    match given.get(ask.key):
        case None:
            return Chose((ask.options[0].key,)) if ask.options else Wrote("all fine here")
        case str(said):
            return Chose((said,)) if any(said == o.key for o in ask.options) else Wrote(said)
        case came:
            return came


@asynccontextmanager
async def house(
    store: Store,
    keyring: Keyring | None = None,
    care: Callable[[Told], Care] = lambda told: Care(trouble=told.troubles.append),
) -> AsyncIterator[House]:
    told, clock, keys = Told(), Clock(), keyring or MemoryKeyring()
    async with Writer(store) as writer:
        intake = Intake(store, writer, keys, clock, told.alert, care=care(told))
        yield House(
            store,
            writer,
            keys,
            clock,
            intake,
            Waves(store, keys, clock),
            Review(store, clock),
            UrgentBox(store, clock, keys),
            Casework(store, clock, keys),
            LeadKeys(store, clock, keys, CHEAP),
            told,
        )
        await intake.settle()
