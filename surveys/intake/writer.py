"""One writer a process: it commits together what waits together, and answers after the commit.

A commit costs the same for one write as for hundreds, and "thank you" is said only after it. So
while one batch is being committed the next one gathers; nobody waits for a batch to fill. Only
what nobody waits for may be patient: a commit of its own would hold up somebody who does.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from surveys.deadlines import Deadlines
from surveys.errors import StoreUnavailable
from surveys.writes import Outcome, Write

MOST_AT_A_TIME = 512
MOST_WAITING = 10_000
SECONDS = 10.0
PATIENCE_SECONDS = 0.5


class Commits(Protocol):
    """The one thing a writer needs of a store."""

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]: ...


@dataclass(slots=True, eq=False)
class _Waiting:
    """A write, and the caller who waits for what becomes of it."""

    write: Write
    answer: asyncio.Future[Outcome] = field(repr=False)
    to_the_end: bool = False

    @property
    def is_wanted(self) -> bool:
        """Somebody waits for it, or it was to go on to its end."""
        return not self.answer.done() or (self.to_the_end and self.answer.cancelled())

    def tell(self, outcome: Outcome) -> None:
        if not self.answer.done():
            self.answer.set_result(outcome)

    def too_late(self) -> None:
        self.fail(StoreUnavailable())

    def fail(self, error: BaseException) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class Writer:
    """`async with Writer(store) as writer: outcome = await writer.write(write)`.

    A caller is answered once its write is durable, or told StoreUnavailable after `seconds`.
    Then the outcome is unknown: the write may or may not be there. Doing it again is safe, since
    every write names the version or the token it starts from, and takes effect once at most.
    """

    def __init__(
        self,
        store: Commits,
        *,
        seconds: float = SECONDS,
        most_at_a_time: int = MOST_AT_A_TIME,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._store = store
        self._seconds = seconds
        self._most_at_a_time = most_at_a_time
        self._most_waiting = most_waiting
        self._queue: deque[_Waiting] = deque()
        self._patient: deque[_Waiting] = deque()
        self._hurry: asyncio.TimerHandle | None = None
        self._deadlines = Deadlines(seconds)
        self._came, self._rest, self._room = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._work = asyncio.create_task(self._run(), name="writer")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit what waits, then stop; whoever cannot be served in time is told so."""
        work, self._work = self._work, None
        if work is not None:
            self._all_at_once()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    await self._rest.wait()
            work.cancel()
            await asyncio.wait({work}, timeout=self._seconds)
            self._turn_away()

    async def write(self, write: Write, *, to_the_end: bool = False) -> Outcome:
        """What became of it, once that is durable. Raises StoreUnavailable.

        If the caller is cancelled first, it is not written, unless it is to go on to its end.
        """
        if self._is_full and self._work is not None:
            await self._wait_for_room()
        return await self.begin(write, to_the_end=to_the_end)

    def begin(self, write: Write, *, to_the_end: bool = False) -> asyncio.Future[Outcome]:
        """As `write`, for who does not wait here. Raises StoreUnavailable where all is full."""
        waiting = self._admitted(write, to_the_end=to_the_end)
        self._queue.append(waiting)
        self._wake()
        return waiting.answer

    def begin_along(self, write: Write) -> asyncio.Future[Outcome]:
        """As `begin`, with the next commit, or by itself after PATIENCE_SECONDS."""
        waiting = self._admitted(write)
        self._rest.clear()
        self._patient.append(waiting)
        if self._hurry is None:
            loop = asyncio.get_running_loop()
            self._hurry = loop.call_later(PATIENCE_SECONDS, self._all_at_once)
        return waiting.answer

    def _admitted(self, write: Write, *, to_the_end: bool = False) -> _Waiting:
        if self._work is None:
            raise StoreUnavailable("The program is stopping. Nothing was changed; try again.")
        if self._is_full:
            raise StoreUnavailable
        waiting = _Waiting(write, asyncio.get_running_loop().create_future(), to_the_end)
        self._deadlines.watch(waiting.answer, waiting.too_late)
        return waiting

    @property
    def _is_full(self) -> bool:
        return len(self._queue) + len(self._patient) >= self._most_waiting

    async def _wait_for_room(self) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                while self._is_full:
                    self._room.clear()
                    await self._room.wait()
        except TimeoutError:
            raise StoreUnavailable from None

    def _all_at_once(self) -> None:
        """Nobody has to wait for company any more."""
        self._stop_hurrying()
        self._queue.extend(self._patient)
        self._patient.clear()
        self._wake()

    def _stop_hurrying(self) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None

    def _wake(self) -> None:
        self._rest.clear()
        self._came.set()

    async def _run(self) -> None:
        while True:
            while batch := self._gathered():
                try:
                    await self._serve([waiting for waiting in batch if waiting.is_wanted])
                finally:
                    for waiting in batch:
                        waiting.fail(StoreUnavailable())
                    self._deadlines.tidy()
                    self._room.set()
            if not self._patient:
                self._rest.set()
            await self._came.wait()

    def _gathered(self) -> list[_Waiting]:
        """All that wait, and with them the patient."""
        self._came.clear()
        if not self._queue:
            return []
        batch = _taken(self._queue, self._most_at_a_time)
        batch += _taken(self._patient, self._most_at_a_time - len(batch))
        if not self._patient:
            self._stop_hurrying()
        return batch

    async def _serve(self, batch: Sequence[_Waiting]) -> None:
        """All together; if that fails unforeseen, by halves, so that a bad write fails alone."""
        try:
            await self._commit(batch)
        except StoreUnavailable as error:
            for waiting in batch:
                waiting.fail(type(error)(str(error)))
        except Exception as error:  # noqa: BLE001 whatever it is, the others must be served
            if len(batch) == 1:
                batch[0].fail(error)
                return
            half = len(batch) // 2
            await self._serve(batch[:half])
            await self._serve(batch[half:])

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        if not batch:
            return
        try:
            async with asyncio.timeout(self._seconds):
                outcomes = await self._store.commit([waiting.write for waiting in batch])
        except TimeoutError:
            raise StoreUnavailable from None
        for waiting, outcome in zip(batch, outcomes, strict=True):
            waiting.tell(outcome)

    def _turn_away(self) -> None:
        self._deadlines.close()
        for waiting in (*self._queue, *self._patient):
            waiting.fail(StoreUnavailable())
        self._queue.clear()
        self._patient.clear()
        self._stop_hurrying()


def _taken(waiting: deque[_Waiting], most: int) -> list[_Waiting]:
    return [waiting.popleft() for _ in range(min(most, len(waiting)))]
