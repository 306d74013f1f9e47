"""A board on a real server with a mail server behind it, a clock moved by hand, and a camera."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyotp
from playwright.async_api import Page, expect

from bot.parts import Parts
from bot.settings import Alerts, Secret
from surveys.definitions.reading import load
from surveys.officers.accounts import Officer, Role
from surveys.records import Wave
from surveys.waves.closing import close
from tests.bot.alerts.conftest import Mailbox, mail_server
from tests.bot.web.rooms import SETTINGS, room
from tests.journeys.conftest import listening, number_of
from tests.journeys.test_console import LAPTOP, PASSWORD, SMALL, answers, hire

PEOPLE = 40
LEADS = (("Ada Cole", "Highways"), ("Ben Hill", "Youth Service"), ("Cy Marsh", "Education"))
QUIET = "() => document.fonts.ready"


class Time:
    """Stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def on(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class Camera:
    """Writes each stage as a laptop and a phone show it; nothing without a folder."""

    folder: Path | None
    taken: int = 0

    async def take(self, page: Page, name: str) -> None:
        self.taken += 1
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        before = page.viewport_size
        for kind, size in (("laptop", LAPTOP), ("phone", SMALL)):
            await page.set_viewport_size(size)  # type: ignore[arg-type]
            await page.evaluate(QUIET)
            path = self.folder / f"{self.taken:02}-{name}-{kind}.png"
            await page.screenshot(path=path, full_page=True)
        if before:
            await page.set_viewport_size(before)


@dataclass
class Board:
    parts: Parts
    address: str
    time: Time
    box: Mailbox
    camera: Camera
    secrets: dict[str, str] = field(default_factory=dict)

    async def hire(self, name: str, *roles: Role) -> None:
        self.secrets[name] = (await hire(self.parts, name, *roles)).secret

    async def log_in(self, page: Page, name: str) -> None:
        """A new day, a new login: sessions do not last the night."""
        await page.context.clear_cookies()
        self.time.now += timedelta(seconds=60)  # no code works twice
        await self.go(page, "/login")
        await page.get_by_label("Name").fill(name)
        await page.get_by_label("Password").fill(PASSWORD)
        await page.locator("#code").fill(pyotp.TOTP(self.secrets[name]).at(self.time.now))
        await page.get_by_role("button", name="Log in").click()
        await expect(page.get_by_role("button", name="Log out")).to_be_visible()

    async def go(self, page: Page, path: str) -> None:
        await page.goto(f"{self.address}/console{path}")

    async def letters(self, count: int) -> list[str]:
        """The words of all letters, once there are so many."""
        async with asyncio.timeout(60):
            while len(self.box.letters) < count:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.05)
        return self.box.words

    async def opened(self, survey: str, name: str) -> Wave:
        waves = self.parts.waves
        return await waves.open((await waves.create(load(survey), name)).code)

    async def answered(self, wave: Wave) -> Wave:
        """Within two weeks, and closed."""
        for number in range(PEOPLE):
            await answers(self.parts, wave, number)
        self.time.on(14)
        return await close(self.parts.store, self.parts.keyring, wave.code, self.time.today)


@asynccontextmanager
async def board(port: socket.socket, camera: Camera) -> AsyncIterator[Board]:
    """Two officers, a safeguarding lead, a board member, and three leads who get letters."""
    address, time = f"http://127.0.0.1:{number_of(port)}", Time()
    async with mail_server() as box:
        alerts = Alerts(Secret(f"smtp://127.0.0.1:{box.port}"), "board@example.org")
        settings = replace(SETTINGS, public_url=address, alerts=alerts)
        async with room(clock=time, settings=settings) as parts, listening(parts, port):
            made = Board(parts, address, time, box, camera)
            await made.hire("Olu Ade", Role.OFFICER)
            await made.hire("Bea Lund", Role.OFFICER)
            await made.hire("Dawn Field", Role.LEAD)
            await made.hire("Mo Board", Role.BOARD)
            await _leads(parts)
            yield made


async def _leads(parts: Parts) -> None:
    for name, agency in LEADS:
        mail = f"{name.split()[0].lower()}@example.org"
        wanted = Officer(name, frozenset({Role.AGENCY}), agency=agency, mail=mail)
        await parts.officers.open(wanted, PASSWORD)
