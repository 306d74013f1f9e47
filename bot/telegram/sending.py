"""Calls go out: again after a pause where that helps, in order within a chat, and bounded."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from enum import Enum, auto
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.telegram.backend import AiohttpRequest, SlowDown
from bot.telegram.calls import Call

TRIES = 6
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 60.0
AT_ONCE = 256
MOST_WAITING = 5_000
"""Background jobs; past that, small ones are dropped and others wait their turn."""


class Failed(Enum):
    """Why a call came to nothing."""

    REFUSED = auto()  # Telegram does not take it: too old, gone, not changed
    LATER = auto()  # not now; trying again may help
    BLOCKED = auto()  # the person does not want to hear from us


class Sender:
    """`troubled` is told the chat of each 429, if it has one: then nothing rides for a while.

    `spent` is told of each message that goes out, this way or in a webhook's answer.
    """

    def __init__(self, request: AiohttpRequest, address: str, tries: int = TRIES) -> None:
        self._request = request
        self._address = address
        self._tries = tries
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._jobs: set[asyncio.Task[object]] = set()
        self.troubled: Callable[[int | None], None] = _nobody
        self.spent: Callable[[], None] = _nothing

    # ------------------------------------------------------------ one call
    async def send(self, call: Call) -> Any | Failed:
        """The result, or why there is none. Waits out what can be waited out."""
        for number in range(self._tries):
            result, pause = await self._try(call, FIRST_PAUSE * 2**number)
            if result is not Failed.LATER or number == self._tries - 1:
                return result
            await asyncio.sleep(pause)
        return Failed.LATER

    async def once(self, call: Call) -> Any | Failed:
        """One try: for what must not hold up the next question."""
        return (await self._try(call, 0))[0]

    async def _try(self, call: Call, pause: float) -> tuple[Any | Failed, float]:
        self.goes(call)
        try:
            async with self._gate:
                return await self._request.call(self._address, call), 0
        except SlowDown as error:
            self.troubled(call.chat)
            return Failed.LATER, min(error.seconds, LONGEST_PAUSE)
        except Forbidden:
            return Failed.BLOCKED, 0
        except BadRequest:
            return Failed.REFUSED, 0
        except NetworkError:
            return Failed.LATER, pause
        except TelegramError as error:
            log().warning("call_failed", method=call.method, kind=type(error).__name__)
            return Failed.REFUSED, 0

    def goes(self, call: Call) -> None:
        """It goes out now: what else is sent must leave room for it."""
        if call.counts:
            self.spent()

    # ------------------------------------------------------------ in the background
    @property
    def is_full(self) -> bool:
        return len(self._jobs) >= MOST_WAITING

    def later(self, call: Call) -> None:
        """Send it beside everything else. Dropped if far too much waits already."""
        if not self.is_full:
            self.start(self.send(call))

    def start(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        task = asyncio.create_task(_noted(work))
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)
        return task

    async def quiet(self) -> None:
        """Wait until nothing is under way."""
        while self._jobs:
            await asyncio.wait(self._jobs)

    async def settle(self, seconds: float) -> None:
        """Let what is under way finish, for that long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.quiet()
        for task in tuple(self._jobs):
            task.cancel()
        if self._jobs:
            await asyncio.wait(self._jobs)


def _nothing() -> None:
    """Nothing else is sent."""


def _nobody(_chat: int | None) -> None:
    """Nobody wants to know."""


async def _noted(work: Coroutine[Any, Any, object]) -> object:
    """Nobody waits for it, so what goes wrong is logged: its kind only."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - a job beside the conversation must not end it
        log().error("job_failed", kind=type(error).__name__, exc_info=error)
        return None


def log() -> Any:
    return structlog.get_logger("bot.telegram")
