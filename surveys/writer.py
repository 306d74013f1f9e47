"""One writer a process: it commits together what waits together, and answers after the commit.

A commit costs the same for one write as for hundreds, and "thank you" is said only after it. So
while one batch is being committed the next one gathers; nobody waits for a batch to fill.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from surveys.errors import StoreUnavailable
from surveys.store import Outcome, Write

MOST_AT_A_TIME = 512
MOST_WAITING = 10_000
SECONDS = 10.0


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
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(most_waiting)
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
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    await self._queue.join()
            work.cancel()
            await asyncio.wait({work}, timeout=self._seconds)
            self._turn_away()

    async def write(self, write: Write, *, to_the_end: bool = False) -> Outcome:
        """What became of it, once that is durable. Raises StoreUnavailable.

        If the caller is cancelled first, it is not written, unless it is to go on to its end.
        """
        if self._work is None:
            raise StoreUnavailable("The program is stopping. Nothing was changed; try again.")
        loop = asyncio.get_running_loop()
        waiting = _Waiting(write, loop.create_future(), to_the_end)
        too_late = loop.call_later(self._seconds, waiting.fail, StoreUnavailable())
        try:
            if self._queue.full():
                await self._wait_for_room(waiting)
            else:
                self._queue.put_nowait(waiting)
            return await waiting.answer
        finally:
            too_late.cancel()

    async def _wait_for_room(self, waiting: _Waiting) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._queue.put(waiting)
        except TimeoutError:
            raise StoreUnavailable from None

    async def _run(self) -> None:
        while True:
            batch = await self._gather()
            try:
                await self._serve([waiting for waiting in batch if waiting.is_wanted])
            finally:
                for waiting in batch:
                    waiting.fail(StoreUnavailable())
                    self._queue.task_done()

    async def _gather(self) -> list[_Waiting]:
        """The first that comes, and all that wait behind it."""
        batch = [await self._queue.get()]
        while len(batch) < self._most_at_a_time and not self._queue.empty():
            batch.append(self._queue.get_nowait())
        return batch

    async def _serve(self, batch: Sequence[_Waiting]) -> None:
        """All together; if that fails unforeseen, by halves, so that a bad write fails alone."""
        try:
            await self._commit(batch)
        except StoreUnavailable as error:
            for waiting in batch:
                waiting.fail(StoreUnavailable(str(error)))
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
        while not self._queue.empty():
            self._queue.get_nowait().fail(StoreUnavailable())
            self._queue.task_done()
