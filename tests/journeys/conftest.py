"""A real server on a free loopback port, and the system's Chromium to visit it."""

import os
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.clock import now
from bot.parts import Parts
from bot.web.factory import make_app
from surveys.definitions.reading import load
from surveys.records import Wave
from tests.bot.web.rooms import open_wave, room

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 40_000
"""Milliseconds that a page may take on a machine with much else to do."""

PHONE = {"width": 360, "height": 740}
SMALL = {"width": 320, "height": 568}

expect.set_options(timeout=PATIENCE)

Visit = Callable[..., Awaitable[Page]]

live = partial(pytest_asyncio.fixture, loop_scope="session")
"""A fixture on the loop of the browser: one is started for all, and belongs to one loop."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever visits pages does it on that loop, too."""
    for item in items:
        if item.get_closest_marker("browser") and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@dataclass(frozen=True)
class Site:
    """A running server with one open wave of the shipped survey."""

    parts: Parts
    wave: Wave
    address: str

    @property
    def chat(self) -> str:
        return f"{self.address}/s/{self.wave.code}"

    async def finished(self) -> int:
        return await self.parts.store.finished(self.wave.id)


def chromium() -> str:
    """Where the browser is. Without one a laptop skips; a build must have it."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return found
    if os.environ.get("CI"):  # noqa: TID251 - a test may ask where it runs
        pytest.fail("Chromium is missing. Install it: apt-get install chromium")
    pytest.skip("Chromium is not installed, so nobody visits the pages")


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """A free one, held until it is listened at: whoever chose it first keeps it."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held


def number_of(port: socket.socket) -> int:
    return int(port.getsockname()[1])


@asynccontextmanager
async def listening(parts: Parts, port: socket.socket) -> AsyncIterator[None]:
    runner = web.AppRunner(make_app(parts), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.SockSite(runner, port).start()
    yield
    await runner.cleanup()


@live()
async def site(port: socket.socket) -> AsyncIterator[Site]:
    async with room(clock=now) as parts, listening(parts, port):
        wave = await open_wave(parts, load("safety-pulse"))
        yield Site(parts, wave, f"http://127.0.0.1:{number_of(port)}")


@live(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Started once; each person has a context of their own, which knows nothing of the others."""
    path = chromium()
    async with async_playwright() as play:
        started = await play.chromium.launch(executable_path=path, args=QUIETLY)
        yield started
        await started.close()


@live()
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Another person with a browser of their own; settings are those of a browser context.

    A neutral page stands in for the exit. An error of our script or of our policy fails the test.
    """
    errors: list[str] = []
    async with AsyncExitStack() as stack:

        async def new(**settings: Any) -> Page:
            wanted = {"viewport": PHONE, "locale": "en-GB", **settings}
            context = await stack.enter_async_context(await browser.new_context(**wanted))
            await _stand_in(context)
            page = await context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: errors.append(said.text) if _bad(said.text) else None)
            return page

        yield new
    assert errors == []


def _bad(said: str) -> bool:
    return "Content Security Policy" in said or "Uncaught" in said


async def _stand_in(context: BrowserContext) -> None:
    async def weather(route: Any) -> None:
        await route.fulfill(content_type="text/html", body="<title>Weather</title>Sunny")

    await context.route("https://weather.example/**", weather)
