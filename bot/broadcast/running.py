"""The sender as a running thing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.broadcast.limits import Limits
from bot.broadcast.post import Post
from bot.broadcast.sender import LEASE_SECONDS, Sender
from bot.clock import Clock
from surveys.leases import Lease
from surveys.telling.telling import Telling

LEASE = "broadcast"


def new_sender(telling: Telling, post: Post, clock: Clock, limits: Limits) -> Sender:
    """Every process has one; the lease lets one of them send."""
    seconds = asyncio.get_running_loop().time
    shelf = telling.shelf
    lease = Lease(shelf, LEASE, clock, timedelta(seconds=LEASE_SECONDS))
    return Sender(shelf, telling.updates, telling.subscriptions, lease, post, limits, seconds)


@asynccontextmanager
async def broadcasting(
    telling: Telling, post: Post, clock: Clock, limits: Limits
) -> AsyncIterator[None]:
    """While it lasts, what waits in the outbox goes out. Leaving lets the last message land."""
    sender = new_sender(telling, post, clock, limits)
    task = asyncio.create_task(sender.run(), name="broadcast")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
