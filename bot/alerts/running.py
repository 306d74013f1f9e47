"""The watch as a running thing, with the places that the settings name."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.alerts.chat import chat_place
from bot.alerts.mail import mail_place
from bot.alerts.place import Place
from bot.alerts.watch import LEASE_SECONDS, Watch, log
from bot.mail import Server
from bot.parts import Parts
from bot.settings import Alerts
from bot.telegram.backend import AiohttpRequest
from surveys.leases import Lease
from surveys.telling.escalation import DEPUTY, LEAD, OUT_OF_HOURS

LEASE = "alerts"
STOP_SECONDS = 5.0
"""For which a clean stop waits for alerts that are going out."""


def mail_places(settings: Alerts) -> list[Place]:
    if not settings.mail_server.reveal():
        return []
    server, sender = Server.at(settings.mail_server.reveal()), settings.mail_from
    reached = [(settings.mail, LEAD), (settings.deputy.mail, DEPUTY)]
    reached += [(settings.out_of_hours.mail, OUT_OF_HOURS)]
    return [mail_place(server, sender, each, step) for mail, step in reached for each in mail]


def chat_places(request: AiohttpRequest, address: str, settings: Alerts) -> list[Place]:
    reached = [(settings.chats, LEAD), (settings.deputy.chats, DEPUTY)]
    reached += [(settings.out_of_hours.chats, OUT_OF_HOURS)]
    return [chat_place(request, address, each, step) for chats, step in reached for each in chats]


def new_watch(parts: Parts, places: Sequence[Place]) -> Watch:
    lease = Lease(parts.telling.shelf, LEASE, parts.clock, timedelta(seconds=LEASE_SECONDS))
    seconds = asyncio.get_running_loop().time
    address = parts.settings.public_url
    book, alarm = parts.telling.alerts, parts.alarm
    return Watch(book, places, lease, alarm, address, seconds, parts.clock)


@asynccontextmanager
async def watching(parts: Parts, places: Sequence[Place]) -> AsyncIterator[None]:
    """While it lasts, leads are told what waits."""
    if not places:
        log().warning("alerts_go_nowhere", what="set SAIDANDDONE_ALERT_MAIL or _ALERT_TELEGRAM")
        yield
        return
    watch = new_watch(parts, places)
    task = asyncio.create_task(watch.run(), name="alerts")
    try:
        yield
    finally:
        await ended(watch, task)


async def ended(watch: Watch, task: asyncio.Task[None]) -> None:
    """An alert that is going out is noted first, so that the next start does not repeat it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_SECONDS), watch.telling:
            task.cancel()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
