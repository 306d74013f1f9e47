"""From a write to its outcome, and the alert that follows the commit."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Protocol, TypeVar

from surveys.writes import Finish, Outcome, SaveTalk, Write

Alert = Callable[[str], Awaitable[None]]
"""Told the name of the wave, nothing else."""

Trouble = Callable[[BaseException], None]
"""Told what failed, for the log: log its kind only, since an error may hold what was sent."""

KEEPS = (SaveTalk, Finish)
"""What may bring urgent words."""

T = TypeVar("T")


class Writes(Protocol):
    """The one thing the intake needs of a writer."""

    async def write(self, write: Write, *, to_the_end: bool = False) -> Outcome:
        """`to_the_end`: also when the caller has gone."""
        ...


class Delivery:
    """Writes go on to their end even when the sender has gone; alerts come after the commit."""

    def __init__(self, writer: Writes, alert: Alert, trouble: Trouble) -> None:
        self._writer = writer
        self._alert = alert
        self._trouble = trouble
        self._under_way: set[asyncio.Task[object]] = set()

    async def write(self, write: Write, wave_name: str) -> Outcome:
        """The outcome, once durable. Urgent words in it raise the alert if they were kept."""
        if isinstance(write, KEEPS) and write.urgent:
            return await asyncio.shield(self._started(self._with_alert(write, wave_name)))
        return await self._writer.write(write, to_the_end=True)

    async def settle(self) -> None:
        """Wait for all that is under way. For a clean stop."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _with_alert(self, write: Write, wave_name: str) -> Outcome:
        outcome = await self._writer.write(write)
        if outcome is Outcome.DONE:
            self._started(self._alerted(wave_name))
        return outcome

    async def _alerted(self, wave_name: str) -> None:
        """An alert that fails breaks nothing: what waits is found on the leads' page."""
        try:
            await self._alert(wave_name)
        except Exception as error:  # noqa: BLE001 - whatever the alert does, the reply stands
            self._trouble(error)

    def _started(self, work: Coroutine[object, object, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task
