"""The watch as a running thing, with the places that the settings name."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.alerts.mail import Server, mail_place
from bot.alerts.place import Place
from bot.alerts.watch import LEASE_SECONDS, Watch, log
from bot.parts import Parts
from bot.settings import Alerts
from surveys.leases import Lease

LEASE = "alerts"


def mail_places(settings: Alerts) -> list[Place]:
    if not settings.mail:
        return []
    server = Server.at(settings.mail_server.reveal())
    return [mail_place(server, settings.mail_from, address) for address in settings.mail]


def new_watch(parts: Parts, places: Sequence[Place]) -> Watch:
    lease = Lease(parts.telling.shelf, LEASE, parts.clock, timedelta(seconds=LEASE_SECONDS))
    seconds = asyncio.get_running_loop().time
    address = parts.settings.public_url
    return Watch(parts.telling.alerts, places, lease, parts.alarm, address, seconds)


@asynccontextmanager
async def watching(parts: Parts, places: Sequence[Place]) -> AsyncIterator[None]:
    """While it lasts, leads are told what waits."""
    if not places:
        log().warning("alerts_go_nowhere", what="set SAIDANDDONE_ALERT_MAIL or _ALERT_TELEGRAM")
        yield
        return
    task = asyncio.create_task(new_watch(parts, places).run(), name="alerts")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
