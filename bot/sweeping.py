"""What nobody came back to, and what was read, is forgotten in time, whichever channels run."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from itertools import count

import structlog

from bot import footprint
from bot.faults import summary
from bot.parts import Parts
from surveys.errors import SurveyError
from surveys.officers.audit import Act

SWEEP_SECONDS = 60
ROOMS_EVERY = 5
"""Sweeps. A room is 2 KiB, and each is looked at."""

Chore = Callable[[Parts], Awaitable[object]]


async def forget_idle(parts: Parts) -> None:
    """Talks that nobody came back to."""
    await parts.store.forget_idle(parts.clock())


async def forget_read(parts: Parts) -> None:
    """What was read, and has an outcome, goes after the days the policy sets; nothing unread."""
    before = (parts.clock() - parts.telling.policy.keep_read).date()
    async with parts.officers.audit.along("serve", Act.URGENT_FORGOTTEN) as line:
        await parts.store.forget_urgent(before, line.count)


async def forget_rooms(parts: Parts) -> None:
    """What a channel remembers of its chats, also where that channel runs no more."""
    await parts.store.forget_rooms(parts.clock())


CHORES: tuple[tuple[Chore, int], ...] = (
    (forget_idle, 1),
    (forget_read, 1),
    (forget_rooms, ROOMS_EVERY),
)


@asynccontextmanager
async def sweeping(
    parts: Parts, chores: tuple[tuple[Chore, int], ...] = CHORES
) -> AsyncIterator[None]:
    task = asyncio.create_task(_sweep(parts, chores))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sweep(parts: Parts, chores: tuple[tuple[Chore, int], ...]) -> None:
    """Each chore at every so many sweeps; then the memory that the last minute's rush left."""
    for sweep in count():
        for chore, every in chores:
            if sweep % every == 0:
                await _done(chore, parts)
        footprint.trim()
        await asyncio.sleep(SWEEP_SECONDS)


async def _done(chore: Chore, parts: Parts) -> None:
    """Whatever becomes of one, the others and the next sweep must still come."""
    try:
        await chore(parts)
    except SurveyError as error:
        structlog.get_logger("bot.server").warning("sweep_failed", kind=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - as said above
        structlog.get_logger("bot.server").error("sweep_failed", what=summary(error))
