"""Health, readiness and figures: true, and telling nothing of a live wave."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.health import add_health
from bot.parts import Parts
from bot.walking import Walker, walk
from surveys.definitions.reading import load
from surveys.errors import StoreUnavailable
from surveys.messages import Came, Chose, PersonId, Wrote
from surveys.records import Wave
from surveys.sql import engine
from surveys.waves.key_lost import close_without_key

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(wired: Parts) -> AsyncIterator[Client]:
    app = web.Application()
    add_health(app, wired)
    async with TestClient(TestServer(app)) as opened:
        yield opened


@pytest.fixture
async def wave(wired: Parts) -> Wave:
    made = await wired.waves.create(load("service-feedback"), "Autumn")
    return await wired.waves.open(made.code)


async def test_alive_is_said_without_asking_anything(client: Client) -> None:
    answer = await client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_ready_when_the_database_answers(client: Client) -> None:
    answer = await client.get("/readyz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok", "problems": []})


async def test_not_ready_when_an_open_wave_has_no_key(
    client: Client, wave: Wave, wired: Parts
) -> None:
    wired.keyring.destroy(wave.id)
    answer = await client.get("/readyz")
    assert answer.status == 503
    assert "no key" in await answer.text()
    assert wave.code not in await answer.text()
    await close_without_key(wired.store, wired.keyring, wave.code, wired.clock().date())
    assert (await client.get("/readyz")).status == 200


async def test_not_ready_when_the_database_is_away(
    client: Client, wired: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> None:
        raise StoreUnavailable

    monkeypatch.setattr(wired.store, "ping", away)
    monkeypatch.setattr(wired.store, "waves", away)
    answer = await client.get("/readyz")
    assert answer.status == 503
    figures = await (await client.get("/metrics")).text()
    assert "saidanddone_database_up 0.0" in figures


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds the file held waits for a second, and not for ten."""
    monkeypatch.setattr(engine, "PRAGMAS", {**engine.PRAGMAS, "busy_timeout": "1000"})


@pytest.mark.usefixtures("_soon")
async def test_not_ready_when_nothing_can_be_written(
    client: Client, wired: Parts, tmp_path: Path
) -> None:
    """Another program holds the file. It can still be read, as it can on a full disk."""
    with closing(sqlite3.connect(tmp_path / "test.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = await client.get("/readyz")
        assert answer.status == 503
        assert "takes nothing that is written" in await answer.text()
        assert "saidanddone_database_up 0.0" in await (await client.get("/metrics")).text()
        other.rollback()
    assert (await client.get("/readyz")).status == 200
    assert await wired.telling.shelf.take_lease("readiness", "us", wired.clock(), wired.clock())


async def test_figures_count_waves_by_state(client: Client, wave: Wave) -> None:
    answer = await client.get("/metrics")
    figures = await answer.text()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert 'saidanddone_waves{state="open"} 1.0' in figures
    assert "saidanddone_database_up 1.0" in figures
    assert "saidanddone_urgent_waiting 0.0" in figures
    assert wave.code not in figures


async def test_figures_do_not_move_when_somebody_takes_part(
    client: Client, wave: Wave, wired: Parts
) -> None:
    """Who watches the figures must not be able to tell when, or how many."""
    before = await (await client.get("/metrics")).text()
    said: dict[str, Came] = {"rating": Chose(("5",)), "good": Wrote("Kind staff")}
    for number in range(3):
        await walk(wired.intake, wave.code, Walker(PersonId(f"web:{number:032}"), said))
    assert await (await client.get("/metrics")).text() == before


async def test_that_something_urgent_waits_shows_but_not_how_much(
    client: Client, wave: Wave, wired: Parts
) -> None:
    for number in range(2):
        said = {"good": Wrote("i am going to kill myself tonight")}
        await walk(wired.intake, wave.code, Walker(PersonId(f"web:{number:032}"), said))
    assert "saidanddone_urgent_waiting 1.0" in await (await client.get("/metrics")).text()
