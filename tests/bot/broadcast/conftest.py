"""Subscribers, an update, and a sender before a fake Bot API over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.broadcast.limits import Limits
from bot.broadcast.post import TelegramPost
from bot.broadcast.sender import LEASE_SECONDS, Sender
from bot.telegram.backend import AiohttpRequest
from surveys.anonymity.keyring import Keyring, MemoryKeyring
from surveys.intake.intake import Intake
from surveys.intake.writer import Writer
from surveys.leases import Lease
from surveys.memory.store import MemoryStore
from surveys.memory.telling import MemoryTelling
from surveys.messages import PersonId
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.store import Store
from surveys.telling.proof import edition
from surveys.telling.telling import Telling, TellingShelf
from surveys.telling.updates import Progress, Second, Update, Words
from surveys.urgent import leads
from surveys.waves.waves import Waves
from tests import factories
from tests.bot.broadcast.bot_api import TOKEN, BotApi, bot_api

WORDS = {
    "en": Words("Is the path safe?", "It is <dark> & empty.", "Eight lamps are up."),
    "cy": Words("Ydy'r llwybr yn ddiogel?", "Mae'n dywyll.", "Mae wyth lamp i fyny."),
}
DAY = date(2026, 3, 10)


@dataclass
class Time:
    now: datetime = datetime(2026, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class House:
    store: Store
    shelf: TellingShelf
    telling: Telling
    waves: Waves
    intake: Intake
    api: BotApi
    request: AiohttpRequest
    time: Time
    keyring: Keyring

    def sender(self, token: str = TOKEN, a_second: float = 2000, wait: float = 2) -> Sender:
        """Another process's: a lease and limits of its own."""
        seconds = asyncio.get_running_loop().time
        life = timedelta(seconds=LEASE_SECONDS)
        post = TelegramPost(self.request, self.api.address.replace(TOKEN, token), wait)
        return Sender(
            self.shelf,
            self.telling.updates,
            self.telling.subscriptions,
            Lease(self.shelf, "broadcast", self.time, life),
            post,
            Limits(seconds, a_second=a_second),
            seconds,
        )

    async def published(self, *chats: int, language: str = "en") -> Update:
        survey = factories.survey(languages=("en", "cy"))
        for chat in chats:
            person = PersonId(f"telegram:{chat}")
            await self.telling.subscriptions.subscribe(person, survey.key, language)
        draft = await self.telling.updates.write(survey, WORDS, DAY, "Olu")
        await self.telling.updates.publish(draft.id, Second("Bea", edition(draft.words)))
        return await self.telling.updates.one(draft.id)

    async def progress(self, update: Update) -> Progress:
        return await self.telling.updates.progress(update.id)

    async def is_subscribed(self, chat: int) -> bool:
        return await self.telling.subscriptions.is_subscribed(PersonId(f"telegram:{chat}"))

    async def until_sent(self, update: Update, *senders: Sender, seconds: float = 60) -> None:
        async with running(*(senders or (self.sender(),))):
            await self.until_empty(update, seconds)

    async def until_empty(self, update: Update, seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while (await self.progress(update)).waiting:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.01)


@asynccontextmanager
async def running(*senders: Sender) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(each.run(look=0.02)) for each in senders]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as made:
        yield made


@pytest.fixture
async def request_(api: BotApi) -> AsyncIterator[AiohttpRequest]:
    assert api
    request = AiohttpRequest(TOKEN)
    await request.initialize()
    yield request
    await request.shutdown()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def house_url(request: pytest.FixtureRequest) -> str:
    kind = request.param
    return "" if kind == "memory" else str(request.getfixturevalue(f"{kind}_url"))


@pytest.fixture
async def house(house_url: str, api: BotApi, request_: AiohttpRequest) -> AsyncIterator[House]:
    if not house_url:
        async with _house(MemoryStore(), MemoryTelling(), api, request_) as made:
            yield made
        return
    async with (
        SqlStore.open(house_url) as store,
        _house(store, SqlTelling(store.database), api, request_) as made,
    ):
        yield made


@asynccontextmanager
async def _house(
    store: Store, shelf: TellingShelf, api: BotApi, request: AiohttpRequest
) -> AsyncIterator[House]:
    time, keyring = Time(), MemoryKeyring()
    waves = Waves(store, keyring, time)
    await store.add_lead(leads.new_lead("Lee", "quiet harbour nine", leads.Cost(1, 8192)))
    async with Writer(store) as writer:
        intake = Intake(store, writer, keyring, time)
        telling = Telling.on(shelf, store, keyring, waves)
        yield House(store, shelf, telling, waves, intake, api, request, time, keyring)
        await intake.settle()
