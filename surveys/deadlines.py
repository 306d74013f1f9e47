"""What somebody waits for, with one timer for all who have the same time."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any


class Deadlines:
    """Each has `seconds`, so they fall due in the order in which they came."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._open: deque[tuple[float, asyncio.Future[Any], Callable[[], None]]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, answer: asyncio.Future[Any], late: Callable[[], None]) -> None:
        """`late` is called if that is not answered in time."""
        loop = answer.get_loop()
        due = loop.time() + self._seconds
        self._open.append((due, answer, late))
        if self._timer is None:
            self._timer = loop.call_at(due, self._look)

    def tidy(self) -> None:
        """Let go of those at the front that were answered."""
        while self._open and self._open[0][1].done():
            self._open.popleft()

    def close(self) -> None:
        """Nobody is told any more."""
        self._open.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        self.tidy()
        while self._open:
            due, answer, late = self._open[0]
            if not answer.done() and due > answer.get_loop().time():
                self._timer = answer.get_loop().call_at(due, self._look)
                return
            self._open.popleft()
            if not answer.done():
                late()
