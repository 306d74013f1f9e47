"""Is it alive, is it ready, how is it: /healthz, /readyz, /metrics.

Ready means that an answer could be saved, and that is tried: a full disk, a disk that may only be
read and a file that another program holds all let themselves be read.

None of it may tell how a live wave is going: no exact counts of people, no labels that name a
wave, nothing that moves with each answer.
"""

import asyncio
from datetime import timedelta

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot import log
from bot.parts import Parts
from surveys.errors import SurveyError
from surveys.records import Wave, WaveState

PARTS = web.AppKey("health_parts", Parts)
NOT_READY = 503
PATIENCE_SECONDS = 1.8
"""Twice that, and who asks has not given up yet: the container's own check waits four seconds."""

PROBE, PROBE_LIFE = "readiness", timedelta(seconds=1)
LIVE = (WaveState.OPEN, WaveState.CLOSING)


def add_health(app: web.Application, parts: Parts) -> None:
    """Three addresses for whoever watches the server."""
    app[PARTS] = parts
    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)


async def alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """Can it take answers: the database answers, and every open wave has its keys."""
    problems = await _problems(request.app[PARTS])
    status = "not ready" if problems else "ok"
    body = {"status": status, "problems": problems}
    return web.json_response(body, status=NOT_READY if problems else web.HTTPOk.status_code)


async def _problems(parts: Parts) -> list[str]:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            waves = await parts.store.waves()
    except (SurveyError, TimeoutError):
        return ["the database does not answer"]
    problems = [] if await _can_write(parts) else ["the database takes nothing that is written"]
    if _keyless(parts, waves):
        problems.append("an open wave has no key in the keyring")
    return problems


async def _can_write(parts: Parts) -> bool:
    """A row that nobody needs, put in and taken out again."""
    shelf, now = parts.telling.shelf, parts.clock()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await shelf.take_lease(PROBE, PROBE, now, now + PROBE_LIFE)
            await shelf.drop_lease(PROBE, PROBE)
    except (SurveyError, TimeoutError) as error:
        structlog.get_logger("bot.health").error(
            "nothing_can_be_written", kind=type(error).__name__
        )
        return False
    return True


def _keyless(parts: Parts, waves: tuple[Wave, ...]) -> bool:
    return any(not parts.keyring.has(wave.id) for wave in waves if wave.state in LIVE)


async def metrics(request: web.Request) -> web.Response:
    registry = CollectorRegistry()
    registry.register(log.LOGGED)
    await _measure(registry, request.app[PARTS])
    headers = {"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
    return web.Response(body=generate_latest(registry), headers=headers)


async def _measure(registry: CollectorRegistry, parts: Parts) -> None:
    waves = Gauge("saidanddone_waves", "Waves by state.", ["state"], registry=registry)
    up = Gauge(
        "saidanddone_database_up",
        "1 if the database answers, and takes what is written.",
        registry=registry,
    )
    urgent = Gauge(
        "saidanddone_urgent_waiting", "1 if anything urgent waits for a lead.", registry=registry
    )
    try:
        every, waiting = await parts.store.waves(), await parts.store.urgent()
    except SurveyError:
        up.set(0)
        return
    up.set(await _can_write(parts))
    urgent.set(bool(waiting))
    for state in WaveState:
        waves.labels(state.value).set(sum(wave.state is state for wave in every))
