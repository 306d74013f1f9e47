"""`asyncio.timeout` for the many who all get the same time: one timer for all of them."""

import asyncio
from types import TracebackType


class Patience:
    """`with patience.kept():` raises TimeoutError in the task that takes longer than `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._waits: dict[Wait, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def kept(self) -> "Wait":
        return Wait(self)

    def begin(self, wait: "Wait") -> float:
        """When its time is over, by the loop's clock."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._seconds
        self._waits[wait] = None
        if self._timer is None:
            self._timer = loop.call_at(due, self._look)
        return due

    def end(self, wait: "Wait") -> None:
        self._waits.pop(wait, None)

    def _look(self) -> None:
        """They began in this order, so they fall due in it."""
        self._timer = None
        loop = asyncio.get_running_loop()
        while self._waits:
            wait = next(iter(self._waits))
            if wait.due > loop.time():
                self._timer = loop.call_at(wait.due, self._look)
                return
            self.end(wait)
            wait.interrupt()


class Wait:
    """One task's time. Follows asyncio.timeout in telling our cancelling from somebody else's."""

    __slots__ = ("_cancelling", "_is_over", "_patience", "_task", "due")

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._is_over = False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("there is nobody to interrupt outside a task")
        self._task, self._cancelling = task, task.cancelling()
        self.due = self._patience.begin(self)

    def interrupt(self) -> None:
        self._is_over = True
        self._task.cancel()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        self._patience.end(self)
        is_ours = self._is_over and self._task.uncancel() <= self._cancelling
        if is_ours and kind is asyncio.CancelledError:
            raise TimeoutError from error
