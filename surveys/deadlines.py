"""Futures that are failed if nobody answers them in time: one timer for all of them."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any


class Deadlines:
    """Each has the same `seconds`, so they fall due in the order in which they came."""

    def __init__(self, seconds: float, error: Callable[[], Exception]) -> None:
        self._seconds = seconds
        self._error = error
        self._open: deque[tuple[float, asyncio.Future[Any]]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, answer: asyncio.Future[Any]) -> None:
        due = answer.get_loop().time() + self._seconds
        self._open.append((due, answer))
        if self._timer is None:
            self._timer = answer.get_loop().call_at(due, self._look)

    def tidy(self) -> None:
        """Let go of those at the front that were answered."""
        while self._open and self._open[0][1].done():
            self._open.popleft()

    def close(self) -> None:
        """Nobody is failed any more."""
        self._open.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        self.tidy()
        while self._open:
            due, answer = self._open[0]
            if not answer.done():
                if due > answer.get_loop().time():
                    self._timer = answer.get_loop().call_at(due, self._look)
                    return
                answer.set_exception(self._error())
            self._open.popleft()
