"""What has had its time goes, whichever channels run and whatever becomes of the rest."""

import asyncio
from datetime import timedelta

from bot.parts import Parts
from bot.sweeping import forget_rooms, sweeping
from surveys.rooms import KeepRoom

ROOM = b"k" * 32


async def gone(parts: Parts) -> None:
    """Until the sweep has removed the room. A row that has expired is there until then."""
    long_ago = parts.clock() - timedelta(days=9)
    async with asyncio.timeout(60):
        while await parts.store.room(ROOM, long_ago) is not None:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def keep_an_old_room(parts: Parts) -> None:
    await parts.store.commit([KeepRoom(ROOM, b"sealed", parts.clock() - timedelta(minutes=2))])


async def test_rooms_go_where_no_channel_runs_any_more(wired: Parts) -> None:
    assert wired.settings.telegram is None
    await keep_an_old_room(wired)
    async with sweeping(wired):
        await gone(wired)


async def test_a_chore_that_fails_holds_up_no_other(wired: Parts) -> None:
    async def fails(_: Parts) -> None:
        raise ZeroDivisionError

    await keep_an_old_room(wired)
    async with sweeping(wired, ((fails, 1), (forget_rooms, 1))):
        await gone(wired)
