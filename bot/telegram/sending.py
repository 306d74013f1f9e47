"""Calls go out: again after a pause where that helps, in order within a chat, and bounded."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from enum import Enum, auto
from functools import partial
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.telegram.backend import FINE, AiohttpRequest, SlowDown, result_of
from bot.telegram.calls import Call
from bot.telegram.lines import Answer

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


Then = Callable[[object, float], None]
"""Told the answer as it came (bytes), or a Failed and the seconds after which to try again."""


class Sender:
    """`troubled` is told the chat of each 429, if it has one: then nothing rides for a while.

    `spent` is told of each message that goes out, this way or in a webhook's answer.
    """

    def __init__(self, request: AiohttpRequest, address: str, tries: int = TRIES) -> None:
        self._request = request
        self._address = address
        self._tries = tries
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._jobs: set[asyncio.Future[Any]] = set()
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
        """One try."""
        return (await self.tried(call))[0]

    async def tried(self, call: Call) -> tuple[Any | Failed, float]:
        """One try, for what must not hold up the next question; and how long to wait after it."""
        return await self._try(call, 0)

    async def _try(self, call: Call, pause: float) -> tuple[Any | Failed, float]:
        self.goes(call)
        async with self._gate:
            return await self._judged(call, lambda: self._request.call(self._address, call), pause)

    async def _judged(
        self, call: Call, tried: Callable[[], Awaitable[Any]], pause: float
    ) -> tuple[Any | Failed, float]:
        """The result, or why there is none and how long to wait before another try."""
        try:
            return await tried(), 0
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

    # ------------------------------------------------------------ one try, without a task
    def begin(self, call: Call, then: Then) -> None:
        """It is on its way; `then` is told what came of it: nearly always that all is well."""
        self.goes(call)
        try:
            begun = self._request.begin(self._address, call)
        except NetworkError:
            then(Failed.LATER, FIRST_PAUSE)
            return
        self._jobs.add(begun)
        begun.add_done_callback(partial(self._ended, call, then))

    def mind(self, begun: asyncio.Future[Any]) -> None:
        """It is under way, too, and no call."""
        self._jobs.add(begun)
        begun.add_done_callback(self._jobs.discard)

    def _ended(self, call: Call, then: Then, begun: asyncio.Future[Answer]) -> None:
        self._jobs.discard(begun)
        if begun.cancelled():
            then(Failed.LATER, FIRST_PAUSE)
        elif begun.exception() is None and begun.result()[0] in FINE:
            then(begun.result()[1], 0)
        else:
            self.start(self._explained(call, then, begun))

    async def _explained(self, call: Call, then: Then, begun: asyncio.Future[Answer]) -> None:
        outcome = partial(self._request.outcome, begun)
        result, pause = await self._judged(call, outcome, FIRST_PAUSE)
        then(result, pause)

    async def insist(self, call: Call, pause: float) -> Any | Failed:
        """As `send`, for a call whose first try failed."""
        await asyncio.sleep(pause)
        return await self.send(call)

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
            self.begin(call, partial(self._perhaps_again, call))

    def again(self, call: Call, pause: float) -> None:
        """As `later`, once Telegram's own pause is over: asked sooner it only asks for more."""
        if not self.is_full:
            self.start(self.insist(call, pause))

    def _perhaps_again(self, call: Call, result: object, pause: float) -> None:
        if result is Failed.LATER and self._tries > 1:
            self.start(self.insist(call, pause))

    def start(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        task = asyncio.create_task(_noted(work))
        self.mind(task)
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


def said_in(answer: object) -> object:
    """The result in an answer that came well; what failed stays what it is."""
    try:
        return result_of(answer) if isinstance(answer, bytes) else answer
    except NetworkError:
        return Failed.LATER


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
