"""Long polling: the updates are fetched, and Telegram forgets each batch once it is safe here."""

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
GRACE = 10.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
REFUSED_PAUSE = 300.0
"""After Telegram did not know the token: a proxy that is ill, or a server of one's own that
starts, says the same for a while."""

WHAT_TO_CHECK = "check SAIDANDDONE_TELEGRAM_TOKEN; it is tried again every five minutes"


class Polling:
    """`offset` is the first update not yet taken; asking with it confirms all before."""

    def __init__(self, request: AiohttpRequest, address: str, channel: Channel) -> None:
        self._request = request
        self._address = address
        self._channel = channel
        self._offset = 0
        self._pause = FIRST_PAUSE

    async def run(self) -> None:
        """Until cancelled. What is fetched but not confirmed comes again at the next start."""
        while True:
            try:
                batch = await self._fetch()
            except TelegramError as error:
                await self._wait(error)
                continue
            self._pause = FIRST_PAUSE
            await self._take(batch)

    async def _fetch(self) -> list[Any]:
        fields = {
            "offset": self._offset,
            "limit": AT_ONCE,
            "timeout": WAIT_SECONDS,
            "allowed_updates": ALLOWED,
        }
        call = Call("getUpdates", fields)
        fetched = await self._request.call(self._address, call, WAIT_SECONDS + GRACE)
        return fetched if isinstance(fetched, list) else []

    async def _take(self, batch: list[Any]) -> None:
        """All at once; each chat in order. Confirmed when every one of them is safe."""
        await asyncio.gather(*(self._one(raw) for raw in batch))
        numbers = [raw["update_id"] for raw in batch]
        self._offset = max([self._offset, *(number + 1 for number in numbers)])

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
