"""Updates waiting to be asked for."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

EMPTY = b'{"ok":true,"result":[]}'
MOST = 100


class Polled:
    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: OrderedDict[int, bytes] = OrderedDict()
        self._again: list[bytes] = []
        self._asked: Callable[[bytes], None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._waking = False

    def put(self, number: int, update: bytes) -> None:
        if number in self._queue:
            self._again.append(update)
        else:
            self._queue[number] = update
        if not self._waking:
            self._waking = True
            self._loop.call_soon(self._wake)

    def ask(self, offset: int, seconds: float, answer: Callable[[bytes], None]) -> None:
        while self._queue and next(iter(self._queue)) < offset:
            self._queue.popitem(last=False)
        self._let_go()
        self._asked = answer
        self._timer = self._loop.call_later(min(seconds, 50), self._let_go)
        if self._queue or self._again or not seconds:
            self._wake()

    def _wake(self) -> None:
        self._waking = False
        if self._asked and (self._queue or self._again):
            batch = [*self._again, *list(self._queue.values())[:MOST]]
            self._again.clear()
            self._answer(b'{"ok":true,"result":[%s]}' % b",".join(batch))

    def _let_go(self) -> None:
        self._answer(EMPTY)

    def _answer(self, content: bytes) -> None:
        answer, self._asked = self._asked, None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if answer:
            answer(content)
