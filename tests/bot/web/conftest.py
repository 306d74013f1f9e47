"""A running chat in memory, and a person who uses it through plain forms."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.parts import Parts
from bot.web.factory import make_app
from surveys.records import Wave
from surveys.screening import warm
from tests.bot.web.people import Client, Visitor
from tests.bot.web.rooms import open_wave, room


@pytest.fixture(scope="session", autouse=True)
def _screening_is_loaded() -> None:
    """As a server does at its start: else who writes first waits for it."""
    warm()


@pytest.fixture
async def parts() -> AsyncIterator[Parts]:
    async with room() as made:
        yield made


@pytest.fixture
async def client(parts: Parts) -> AsyncIterator[Client]:
    """A browser that follows nothing and keeps no cookie."""
    async with TestClient(TestServer(make_app(parts)), cookie_jar=DummyCookieJar()) as made:
        yield made


@pytest.fixture
async def wave(parts: Parts) -> Wave:
    return await open_wave(parts)


@pytest.fixture
def visitor(client: Client, wave: Wave) -> Visitor:
    return Visitor(client, f"/s/{wave.code}")
