"""The alarm: rung after the commit of urgent words, heard by the watch."""

import asyncio
from contextlib import suppress

from bot import log


class Alarm:
    """Ringing costs nothing and cannot fail, so no reply ever waits for a mail server."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    async def ring(self, wave_name: str) -> None:
        """What the intake calls."""
        await log.urgent_waits(wave_name)
        self._rung.set()

    def look(self) -> None:
        """Something has changed that the watch should see at once."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
