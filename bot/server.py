"""The running server: web chat, console, health; it starts whole and stops cleanly."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext

import structlog
from aiohttp import web

from bot import footprint
from bot.alerts.heads import sending_heads
from bot.alerts.running import chat_places, mail_places, watching
from bot.app import care
from bot.broadcast.extras import TellingExtras
from bot.broadcast.limits import Limits
from bot.broadcast.post import TelegramPost
from bot.broadcast.running import broadcasting
from bot.broadcast.sender import SEND_SECONDS
from bot.errors import BotError
from bot.parts import Parts
from bot.settings import Settings, Where
from bot.sweeping import sweeping
from bot.telegram.front import Front
from bot.telegram.running import TelegramService
from bot.web.factory import make_app
from surveys.screening import warm

BACKLOG = 128
"""Connections that may wait to be taken."""

IDLE_SECONDS = 90.0
"""A connection on which no whole head of a request came for so long is closed.

It holds for the first request too. A proxy that keeps connections open closes them sooner (nginx:
60 seconds), so that it never sends a request into one that is just being closed.
"""

LAST_WORDS_SECONDS = 10
"""How long answers under way may take to finish after the server was told to stop."""


class PortTaken(BotError):
    """Choose another with SAIDANDDONE_PORT, or for the demo: make demo PORT=8090."""


def refuse_taken_port(settings: Settings) -> None:
    """Say so before any work is done for a server that could not start. Raises PortTaken."""
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError:
        raise PortTaken(f"Port {settings.port} is taken. {PortTaken.__doc__}") from None


async def serve(parts: Parts, started: Callable[[], None]) -> None:
    """Take people in until SIGTERM or SIGINT, then let what is under way finish."""
    stop = _stop_signal()
    async with _screening(parts), listening(parts), sweeping(parts), sending_heads(parts):
        started()
        await stop.wait()
        structlog.get_logger("bot.server").info("stopping")


@asynccontextmanager
async def _screening(parts: Parts) -> AsyncIterator[None]:
    """In a process of its own, or with all its lists in this one, as the settings say."""
    if parts.settings.screening is Where.HERE:
        await asyncio.to_thread(warm)
    async with (
        parts.screening.apart() if parts.settings.screening is Where.APART else nullcontext()
    ):
        footprint.settle()
        yield


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def listening(parts: Parts) -> AsyncIterator[None]:
    app, telegram = make_app(parts), _telegram(parts)
    if telegram:
        telegram.add_to(app)
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=LAST_WORDS_SECONDS,
        keepalive_timeout=IDLE_SECONDS,
    )
    await runner.setup()
    front = telegram.front(_others(runner)) if telegram and telegram.is_webhook else None
    listener = await _bind(runner, parts, front)
    async with telegram.running() if telegram else nullcontext(), telling(parts, telegram):
        try:
            yield
        finally:
            listener.close()  # nothing more comes in; then answers under way are finished
            if front:
                await front.close(LAST_WORDS_SECONDS)
            await runner.cleanup()


def _telegram(parts: Parts) -> TelegramService | None:
    """The Telegram channel, where there is a token for it."""
    settings = parts.settings
    if settings.telegram is None:
        return None
    public = parts.settings.public_url
    extras = TellingExtras(parts.telling, parts.waves, parts.intake, public)
    return TelegramService(parts, settings.telegram, care(settings).posts, extras)


@asynccontextmanager
async def telling(parts: Parts, telegram: TelegramService | None) -> AsyncIterator[None]:
    """Leads are told that something waits, subscribers what changed."""
    settings = parts.settings.alerts
    places = mail_places(settings)
    if telegram is None:
        async with watching(parts, places):
            yield
        return
    request, address = telegram.request, telegram.address
    places += chat_places(request, address, settings)
    post = TelegramPost(request, address, SEND_SECONDS)
    limits = Limits(asyncio.get_running_loop().time)
    telegram.sender.spent = limits.spent
    sending = broadcasting(parts.telling, post, parts.clock, limits)
    async with watching(parts, places), sending:
        yield


async def _bind(runner: web.AppRunner, parts: Parts, front: Front | None) -> asyncio.AbstractServer:
    """Connections go to the web pages; by way of the front where Telegram's come here too."""
    host, port = parts.settings.host, parts.settings.port
    make = front or _others(runner)
    try:
        return await asyncio.get_running_loop().create_server(make, host, port, backlog=BACKLOG)
    except OSError as error:
        await runner.cleanup()
        raise PortTaken(f"Port {port} on {host} cannot be had. {PortTaken.__doc__}") from error


def _others(runner: web.AppRunner) -> Callable[[], asyncio.Protocol]:
    server = runner.server
    if server is None:
        raise RuntimeError("the pages are not set up")
    return server
