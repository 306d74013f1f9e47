"""Everything for telling people, on each kind of store."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.anonymity.keyring import Keyring, MemoryKeyring
from surveys.definitions.definition import Survey
from surveys.intake.intake import Intake
from surveys.intake.writer import Writer
from surveys.memory.store import MemoryStore
from surveys.memory.telling import MemoryTelling
from surveys.messages import PersonId
from surveys.records import Lead
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.store import Store
from surveys.telling.proof import edition
from surveys.telling.telling import Telling, TellingShelf
from surveys.telling.updates import Second, Update, Words
from surveys.urgent import leads
from surveys.waves.waves import Waves
from tests import factories

ANA, BEN = PersonId("telegram:1001"), PersonId("telegram:1002")
ENGLISH = {"en": Words("Are you safe?", "The path is dark.", "Eight lamps are up.")}
DAY = date(2026, 3, 10)
WRITER, READER = "Olu", "Bea"


@dataclass
class Time:
    """Stands still until somebody moves it."""

    now: datetime = datetime(2026, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class House:
    """A store, its shelf for telling, and the services on them."""

    store: Store
    shelf: TellingShelf
    keyring: Keyring
    time: Time
    telling: Telling
    waves: Waves
    intake: Intake
    survey: Survey = field(default_factory=factories.survey)

    async def draft(self, words: dict[str, Words] | None = None) -> Update:
        return await self.telling.updates.write(self.survey, words or ENGLISH, DAY, WRITER)

    async def publish(self, update: Update) -> int:
        """By somebody who did not write it and has read it as it stands."""
        return await self.telling.updates.publish(update.id, Second(READER, edition(update.words)))

    async def published(self, *people: PersonId) -> Update:
        for person in people:
            await self.telling.subscriptions.subscribe(person, self.survey.key, "en")
        update = await self.draft()
        await self.publish(update)
        return await self.telling.updates.one(update.id)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(scope="session")
def lead() -> Lead:
    return leads.new_lead("Lee", "quiet harbour nine", leads.Cost(1, 8192))


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def house_url(request: pytest.FixtureRequest) -> str:
    """Where the store is; nowhere for the one in memory."""
    kind = request.param
    return "" if kind == "memory" else str(request.getfixturevalue(f"{kind}_url"))


@pytest.fixture
async def house(house_url: str, time: Time, lead: Lead) -> AsyncIterator[House]:
    if not house_url:
        async for made in _house(MemoryStore(), MemoryTelling(), time, lead):
            yield made
        return
    async with SqlStore.open(house_url) as store:
        async for made in _house(store, SqlTelling(store.database), time, lead):
            yield made


async def _house(store: Store, shelf: TellingShelf, time: Time, lead: Lead) -> AsyncIterator[House]:
    keyring = MemoryKeyring()
    waves = Waves(store, keyring, time)
    telling = Telling.on(shelf, store, keyring, waves)
    await store.add_lead(lead)
    async with Writer(store) as writer:
        intake = Intake(store, writer, keyring, time)
        yield House(store, shelf, keyring, time, telling, waves, intake)
        await intake.settle()
