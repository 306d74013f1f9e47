"""A whole server in memory for tests of pages: real intake, real waves, nothing on disk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.alerts.alarm import Alarm
from bot.parts import Parts
from bot.settings import Settings
from surveys.anonymity.keyring import MemoryKeyring
from surveys.definitions.definition import (
    FreeText,
    OneChoice,
    Option,
    Scale,
    Several,
    Statement,
    Survey,
)
from surveys.intake.intake import Care, Intake
from surveys.intake.writer import Writer
from surveys.memory.officers import MemoryOfficers
from surveys.memory.register import MemoryRegister
from surveys.memory.releases import MemoryReleases
from surveys.memory.store import MemoryStore
from surveys.memory.telling import MemoryTelling
from surveys.memory.themes import MemoryThemes
from surveys.office.office import Office
from surveys.officers.accounts import Officers
from surveys.records import Entry, Lead, Wave
from surveys.review.review import Review
from surveys.store import Store
from surveys.telling.telling import Telling
from surveys.themes.themes import Themes
from surveys.urgent.casework import Casework
from surveys.urgent.contact import ContactBox
from surveys.urgent.lead_keys import LeadKeys
from surveys.urgent.leads import new_lead
from surveys.urgent.urgent import UrgentBox
from surveys.waves.waves import Waves

PATIENCE = 60.0
"""Seconds: a machine with other work to do must not look like a lost answer."""

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
EXIT = "https://weather.example"
HOSTILE = '"><script>alert(1)</script>&amp;'

SETTINGS = replace(
    Settings.from_env({"SAIDANDDONE_EXIT_URL": EXIT}),
    data_dir=Path("/nonexistent"),
)


@cache
def ana() -> Lead:
    """A lead; made once, since her passphrase is slow on purpose."""
    return new_lead("Ana", "a long enough passphrase")


def noon() -> datetime:
    return NOON


EVERY_KIND = Survey(
    key="every-kind",
    title="How are things?",
    audience="young people",
    intro="Two minutes.\nAnswer what you like.",
    languages=("en", "cy"),
    questions=(
        OneChoice(
            key="where",
            text=f"Where? {HOSTILE}",
            hint="Pick one.",
            options=(Option("in", "Indoors", "🏠"), Option("out", f"Outdoors {HOSTILE}")),
        ),
        Statement(key="calm", text="Nearly there."),
        Scale(
            key="safe",
            text="How safe do you feel?",
            options=tuple(Option(str(6 - n), f"Point {n}", "●") for n in range(1, 6)),
        ),
        Several(
            key="who",
            text="Who would you tell?",
            options=tuple(Option(f"p{n}", f"Person {n}") for n in range(4)),
            at_most=2,
        ),
        FreeText(key="words", text="What would help?", cap=300),
    ),
    translations={"cy": {"How are things?": "Sut mae pethau?", "Indoors": "Dan do"}},
)


@asynccontextmanager
async def room(
    store: Store | None = None,
    clock: Callable[[], datetime] = noon,
    settings: Settings = SETTINGS,
) -> AsyncIterator[Parts]:
    """All parts, wired as app.py does, in memory."""
    kept, keyring = store or MemoryStore(), MemoryKeyring()
    async with Writer(kept) as writer:
        intake = Intake(kept, writer, keyring, clock, care=Care(patience=PATIENCE))
        waves = Waves(kept, keyring, clock)
        yield Parts(
            settings=settings,
            clock=clock,
            store=kept,
            writer=writer,
            keyring=keyring,
            intake=intake,
            waves=waves,
            review=Review(kept, clock),
            urgent=UrgentBox(kept, clock, keyring),
            casework=Casework(kept, clock, keyring),
            lead_keys=LeadKeys(kept, clock, keyring),
            contact=ContactBox(kept, clock),
            officers=Officers(MemoryOfficers(), clock),
            office=Office.on(MemoryRegister(), clock),
            telling=Telling.on(MemoryTelling(), kept, keyring, waves),
            releases=MemoryReleases(),
            themes=Themes(kept, MemoryThemes(), clock),
            alarm=Alarm(),
        )
        await intake.settle()


async def open_wave(parts: Parts, survey: Survey = EVERY_KIND, entry: Entry = Entry.LINK) -> Wave:
    """An open wave, with a lead who can read what is urgent."""
    if not await parts.store.leads():
        await parts.store.add_lead(ana())
    made = await parts.waves.create(survey, "Spring", entry)
    return await parts.waves.open(made.code)
