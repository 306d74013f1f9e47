"""Once a day the head of the audit trail goes out by e-mail, to whoever keeps it elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta

from bot.alerts.mail import mail_place
from bot.alerts.place import Alert, AlertFailed, Place
from bot.alerts.watch import log
from bot.faults import summary
from bot.mail import Server
from bot.parts import Parts
from surveys.errors import SurveyError
from surveys.leases import Lease
from surveys.officers.audit import Act, Head

LOOK_SECONDS = 600.0
LEASE = "audit head"
SENDER = "serve"
LIFE = timedelta(seconds=120)

Had = set[tuple[date, str]]
"""Who had the head of which day."""


def head_places(parts: Parts) -> list[Place]:
    settings = parts.settings.alerts
    if not settings.audit_mail:
        return []
    server = Server.at(settings.mail_server.reveal())
    return [mail_place(server, settings.mail_from, each, "audit") for each in settings.audit_mail]


async def send_head(
    parts: Parts, places: Sequence[Place], lease: Lease, had: Had | None = None
) -> bool:
    """Unless it went out today, whoever sent it. True if it went out now.

    That it was sent is an entry of the trail itself, so it is known after a restart too. While
    one place cannot be reached, those that `had` it today are not sent it again.
    """
    midnight = parts.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    if not await lease.take():
        return False
    try:
        trail = parts.officers.audit
        if await trail.has_since(Act.HEAD_SENT, midnight):
            return False
        alert = _worded(await trail.head(), f"{midnight.day} {midnight:%B %Y}")
        await _tell_each(alert, places, set() if had is None else had, midnight.date())
        await trail.record(SENDER, Act.HEAD_SENT)
        return True
    finally:
        await lease.drop()


async def _tell_each(alert: Alert, places: Sequence[Place], had: Had, today: date) -> None:
    """All are tried, whatever becomes of one. Raises what became of the first that failed."""
    left = [each for each in places if (today, each.name) not in had]
    came = await asyncio.gather(*(each.tell(alert) for each in left), return_exceptions=True)
    had |= {(today, each.name) for each, failed in zip(left, came, strict=True) if failed is None}
    for failed in came:
        if failed is not None:
            raise failed


@asynccontextmanager
async def sending_heads(parts: Parts) -> AsyncIterator[None]:
    """While it lasts, the head goes out each day. Without an address nothing happens."""
    places = head_places(parts)
    if not places:
        yield
        return
    task = asyncio.create_task(_daily(parts, places), name="audit head")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _daily(parts: Parts, places: Sequence[Place]) -> None:
    lease = Lease(parts.telling.shelf, LEASE, parts.clock, LIFE)
    had: Had = set()
    while True:
        try:
            await send_head(parts, places, lease, had)
        except (AlertFailed, SurveyError) as error:
            log().warning("head_not_sent", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - tomorrow's must still go out
            log().error("head_not_sent", what=summary(error))
        await asyncio.sleep(LOOK_SECONDS)


def _worded(head: Head, day: str) -> Alert:
    text = (
        f"The audit trail stood at this head on {day}:\n\n{head}\n\n"
        "Keep this message. To check later that nothing before it was changed:\n\n"
        f"saidanddone audit verify --head {head}"
    )
    return Alert(f"Audit trail, {day}", text)
