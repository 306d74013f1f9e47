"""Leases: work that only one process may do at a time, taken over when that one has died."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol


def too_long(now: datetime, until: datetime) -> datetime:
    """No lease runs on so far, asked for `now`: past it, the clock has been put back since."""
    return until + (until - now)


class LeaseShelf(Protocol):
    """Where leases are kept."""

    async def take_lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take it, or prolong it. False: another holds it, and its time is not over by `now`.

        Time beyond `too_long` is over: else a clock that ran hours ahead would shut out everybody
        for as long, once it is right again.
        """
        ...

    async def drop_lease(self, name: str, holder: str) -> None:
        """Give it up, if this holder has it."""
        ...


class Lease:
    """One process's claim to one kind of work.

    It rests on the clocks of the machines being within a few seconds of each other; one machine
    has one clock. The holder itself counts from before it asked, so it stops first.
    """

    def __init__(
        self, shelf: LeaseShelf, name: str, clock: Callable[[], datetime], life: timedelta
    ) -> None:
        self._shelf = shelf
        self._name = name
        self._clock = clock
        self._life = life
        self._holder = secrets.token_hex(16)

    async def take(self) -> bool:
        """Ours for another life."""
        now = self._clock()
        return await self._shelf.take_lease(self._name, self._holder, now, now + self._life)

    async def drop(self) -> None:
        await self._shelf.drop_lease(self._name, self._holder)
