"""Long polling: the updates are fetched, and Telegram forgets each once it is safe here.

They are forgotten in their order, so one that takes its time keeps those after it at Telegram, too.
It must not keep anybody from being answered: others are asked for beside it.
"""

import asyncio
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.telegram import reading
from bot.telegram.backend import AiohttpRequest, SlowDown
from bot.telegram.calls import Call
from bot.telegram.channel import Channel
from bot.telegram.incoming import ALLOWED
from bot.telegram.sending import log

WAIT_SECONDS = 30
AT_ONCE = 100
HOLD_UP_SECONDS = 0.25
"""How long others wait for one that takes its time, before they are asked for beside it."""

EARLIEST = 0
"""Asks for whatever is not confirmed. After a week without any, Telegram numbers updates anew, and
maybe from a lower number on: so nothing is asked for by number once all is confirmed."""

GRACE = 10.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
REFUSED_PAUSE = 300.0
"""After Telegram did not know the token: a proxy that is ill, or a server of one's own that
starts, says the same for a while."""

WHAT_TO_CHECK = "check SAIDANDDONE_TELEGRAM_TOKEN; it is tried again every five minutes"


class Polling:
    """`offset` is the first update not yet safe; asking with it confirms all before."""

    def __init__(self, request: AiohttpRequest, address: str, channel: Channel) -> None:
        self._request = request
        self._address = address
        self._channel = channel
        self._offset = EARLIEST
        self._fetched: dict[int, asyncio.Task[None]] = {}
        self._pause = FIRST_PAUSE

    async def run(self) -> None:
        """Until cancelled. What is fetched but not confirmed comes again at the next start."""
        try:
            while True:
                await self._round()
        finally:
            for task in self._fetched.values():
                task.cancel()
            await asyncio.gather(*self._fetched.values(), return_exceptions=True)

    async def _round(self) -> None:
        try:
            batch = await self._fetch()
        except TelegramError as error:
            await self._wait(error)
        else:
            self._pause = FIRST_PAUSE
            if not batch:
                self._offset = EARLIEST
            self._begin(batch)
            await self._settle()

    async def _fetch(self) -> list[Any]:
        fields = {
            "offset": self._offset,
            "limit": AT_ONCE,
            "timeout": WAIT_SECONDS,
            "allowed_updates": ALLOWED,
        }
        call = Call("getUpdates", fields)
        fetched = await self._request.call(self._address, call, WAIT_SECONDS + GRACE)
        updates = [raw for raw in fetched if _is_update(raw)] if isinstance(fetched, list) else []
        if not updates and fetched != []:
            raise NetworkError("What the Bot API calls updates are none")
        return updates

    def _begin(self, batch: list[Any]) -> None:
        """All at once; each chat in order. What is not confirmed yet comes again each time."""
        for raw in batch:
            if (number := raw["update_id"]) not in self._fetched:
                self._fetched[number] = asyncio.create_task(self._one(raw))

    async def _settle(self) -> None:
        """Until all are safe, or nearly all. Those may be confirmed that none before waits for."""
        if under_way := [task for task in self._fetched.values() if not task.done()]:
            await asyncio.wait(under_way, timeout=HOLD_UP_SECONDS)
        for number in sorted(self._fetched):
            if not self._fetched[number].done():
                return
            del self._fetched[number]
            self._offset = max(self._offset, number + 1)

    async def _one(self, raw: Any) -> None:
        try:
            event = reading.understood(raw)
            if event is not None:
                await self._channel.take(event)
        except Exception as error:  # noqa: BLE001 - one odd update must not stop the others
            log().error("update_unreadable", kind=type(error).__name__, exc_info=error)

    async def _wait(self, error: TelegramError) -> None:
        pause = self._pause
        match error:
            case InvalidToken():
                log().error("token_refused", what=WHAT_TO_CHECK)
                pause = REFUSED_PAUSE
            case SlowDown():
                pause = error.seconds
            case Conflict():
                log().warning("another_poller", what="another process polls with this token")
            case NetworkError():
                log().warning("polling_failed", kind=type(error).__name__)
            case _:
                log().error("polling_refused", kind=type(error).__name__)
        await asyncio.sleep(pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)


def _is_update(raw: object) -> bool:
    """What has no number cannot be confirmed either."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int
