"""Updates on their way to a webhook, over as many connections as the bot asked for."""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from tests.benchmarks.telegram.tally import Tally
from tests.benchmarks.telegram.wire import Calling, Fields, fields

TAKEN = range(200, 300)
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 1.0
LOOPBACK = frozenset({"127.0.0.1", "localhost"})

Update = tuple[int, bytes, int]  # its number, itself, how often it was tried


class Hook:
    """`replied` is told what the bot wrote into an answer; `drops` says whether to cut this one."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a delivery needs, said once
        self,
        url: str,
        secret: str,
        connections: int,
        tally: Tally,
        replied: Callable[[Fields], None],
        drops: Callable[[], bool],
    ) -> None:
        self.url = url
        parts = urlsplit(url)
        assert parts.hostname in LOOPBACK, "this load generator speaks to loopback only"
        self._address = (parts.hostname, parts.port or 80)
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Content-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
            "Content-Length: "
        ).encode()
        self._most = connections
        self._tally, self._replied, self._drops = tally, replied, drops
        self._loop = asyncio.get_running_loop()
        self._queue: deque[Update] = deque()
        self._idle: list[Calling] = []
        self._open: set[Calling] = set()
        self._opening = 0
        self._pause = FIRST_PAUSE
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def put(self, number: int, update: bytes) -> None:
        self._put((number, update, 0))

    def close(self) -> None:
        self._closed = True
        for connection in tuple(self._open):
            connection.abort()
        for task in self._tasks:
            task.cancel()

    def _put(self, item: Update) -> None:
        if self._closed:
            return
        self._queue.append(item)
        if self._idle:
            self._give(self._idle.pop())
        else:
            self._grow()

    def _grow(self) -> None:
        room = len(self._open) + self._opening < self._most
        if room and len(self._queue) > self._opening and not self._closed:
            self._opening += 1
            task = self._loop.create_task(self._connect())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _connect(self) -> None:
        try:
            _, connection = await self._loop.create_connection(
                lambda: Calling(self._lost), *self._address
            )
        except OSError:
            self._tally.counts["webhook_away"] += 1
            await asyncio.sleep(self._pause)
            self._pause = min(LONGEST_PAUSE, self._pause * 1.5)
            self._opening -= 1
            self._grow()
            return
        self._pause = FIRST_PAUSE
        self._opening -= 1
        self._open.add(connection)
        self._give(connection)

    def _give(self, connection: Calling) -> None:
        if not self._queue:
            self._idle.append(connection)
            return
        item = self._queue.popleft()
        content = b"%s%d\r\n\r\n%s" % (self._head, len(item[1]), item[1])
        connection.send(content, partial(self._answered, connection, item))
        if self._drops():
            self._tally.counts["dropped"] += 1
            self._loop.call_later(0.001, connection.abort)

    def _lost(self, connection: Calling) -> None:
        self._open.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)

    def _answered(
        self, connection: Calling, item: Update, status: int, head: bytes, body: bytes
    ) -> None:
        if status not in TAKEN:
            self._again(item)
        if connection.transport is None:
            self._grow()
        else:
            self._give(connection)
        if status in TAKEN and body and (found := fields(head, body)).get("method"):
            self._replied(found)

    def _again(self, item: Update) -> None:
        """As Telegram does: later, until it is taken."""
        self._tally.counts["webhook_failed"] += 1
        number, update, tried = item
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * (tried + 1))
        self._loop.call_later(pause, self._put, (number, update, tried + 1))
