"""The whole program beside the fake: store, intake and channel, by polling or by webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from bot.app import build
from bot.clock import Clock
from bot.parts import Parts
from bot.settings import Settings
from bot.telegram.front import Front
from bot.telegram.running import TelegramService
from surveys.definitions.reading import load
from surveys.records import Entry, Wave
from surveys.urgent.leads import Cost, new_lead
from tests.fake_telegram.api import TOKEN, FakeTelegram, Fault
from tests.fake_telegram.person import Person

CHEAP = Cost(1, 8 * 1024 * 1024)


@dataclass
class World:
    fake: FakeTelegram
    parts: Parts
    service: TelegramService
    people: int = 0

    def person(self, language: str = "en") -> Person:
        self.people += 1
        return Person(self.fake, 7_000_000_000 + self.people, language)

    async def wave(self, survey: str = "service-feedback", entry: Entry = Entry.LINK) -> Wave:
        draft = await self.parts.waves.create(load(survey), "Autumn", entry)
        return await self.parts.waves.open(draft.code)

    async def quiet(self) -> None:
        """Until everything that was to be answered is."""
        await self.service.sender.quiet()

    async def rooms(self) -> int:
        """How many rooms there are to forget, once all have expired."""
        return await self.parts.store.forget_rooms(self.parts.clock() + timedelta(days=30))

    @staticmethod
    def slow() -> Fault:
        """Telegram asks to wait a second."""
        return Fault(429, retry_after=1)

    async def finished(self, wave: Wave) -> int:
        return await self.parts.store.finished(wave.id)


def settings_for(fake: FakeTelegram, folder: Path, database: str, mode: str, port: int) -> Settings:
    return Settings.from_env(
        {
            "SAIDANDDONE_DATA_DIR": str(folder / "data"),
            "SAIDANDDONE_DATABASE_URL": database,
            "SAIDANDDONE_TELEGRAM_TOKEN": TOKEN,
            "SAIDANDDONE_TELEGRAM_API_URL": fake.url,
            "SAIDANDDONE_TELEGRAM_MODE": mode,
            "SAIDANDDONE_PORT": str(port),
        }
    )


@asynccontextmanager
async def world(
    fake: FakeTelegram, folder: Path, database: str, mode: str, clock: Clock
) -> AsyncIterator[World]:
    """Entered again on the same folder and database, it is the program started again."""
    app = web.Application()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    settings = settings_for(fake, folder, database, mode, 8080)
    async with build(settings, clock) as built:
        if not await built.store.leads():
            await built.store.add_lead(new_lead("Kim", "another staple phrase", CHEAP))
        own = Late()
        app.router.add_post("/telegram/updates", own.receive)
        await runner.setup()
        assert runner.server
        loop = asyncio.get_running_loop()
        listener = await loop.create_server(own.connected, "127.0.0.1", 0)
        port = int(listener.sockets[0].getsockname()[1])
        there = replace(settings, public_url=f"http://127.0.0.1:{port}")
        parts = replace(built, settings=there)
        assert settings.telegram
        service = TelegramService(parts, settings.telegram)
        own.service, own.front = service, service.front(runner.server)
        try:
            async with service.running():
                await service.ready()
                await service.sender.quiet()
                made = World(fake, parts, service)
                yield made
        finally:
            listener.close()
            await own.front.close(1)
            await runner.cleanup()
            await parts.intake.settle()


@dataclass
class Late:
    """The web server stands before its port is known to the channel."""

    service: TelegramService | None = field(default=None)
    front: Front | None = field(default=None)

    def connected(self) -> asyncio.Protocol:
        assert self.front
        return self.front()

    async def receive(self, request: web.Request) -> web.Response:
        assert self.service
        return await self.service.webhook.receive(request)
