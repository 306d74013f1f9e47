"""Kept connections to the Bot API: one call at a time on each, and as few steps as HTTP allows.

aiohttp's client takes a quarter of a millisecond for a call, more than all the rest of an answer
to a person takes. Here a call is bytes that are written as they are, and aiohttp's own parser
reads what comes back. Whoever asks gets a future: no task is needed to wait for it.
"""

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_parser import HttpResponseParser

from bot.telegram.answers import Answers
from surveys.deadlines import Deadlines

LARGEST = 32 * 1024 * 1024
"""Bytes of one answer; the largest there is, a hundred updates at once, is far below."""

KEPT_SECONDS = 15.0
"""A connection that was idle for longer may be dead without saying so."""

Answer = tuple[int, bytes]
"""Status and body."""


class LineBrokeError(Exception):
    """The connection ended before the answer was there."""


class Place(NamedTuple):
    """Where a server listens."""

    host: str
    port: int
    is_secure: bool

    @classmethod
    def of(cls, url: str) -> "Place":
        parts = urlsplit(url)
        is_secure = parts.scheme == "https"
        return cls(parts.hostname or "", parts.port or (443 if is_secure else 80), is_secure)


@dataclass(slots=True, eq=False)
class _Asked:
    """What is sent, and the future of whoever waits for the answer."""

    place: Place
    content: bytes = field(repr=False)
    answer: asyncio.Future[Answer] = field(repr=False)
    line: "_Line | None" = None

    def tell(self, answer: Answer) -> None:
        self.content = b""
        if not self.answer.done():
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        self.content = b""
        if not self.answer.done():
            self.answer.set_exception(error)

    def late(self) -> None:
        self.fail(TimeoutError())
        if self.line:
            self.line.end()


class Lines:
    """At most so many connections at a time; what finds none free waits, each for `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._deadlines = Deadlines(seconds)
        self._loop = asyncio.get_running_loop()
        self.answers = Answers()
        self._idle: list[_Line] = []
        self._lines: set[_Line] = set()
        self._waiting: deque[_Asked] = deque()
        self._opening: set[asyncio.Task[None]] = set()
        self._secure: ssl.SSLContext | None = None
        self._is_closed = False

    def ask(
        self, place: Place, content: bytes, seconds: float | None = None
    ) -> asyncio.Future[Answer]:
        """Fails with TimeoutError, LineBrokeError or what went wrong in connecting."""
        asked = _Asked(place, content, self._loop.create_future())
        if self._is_closed:
            asked.fail(LineBrokeError())
            return asked.answer
        self._watch(asked, seconds or self._seconds)
        if line := self._free(place):
            line.take(asked)
        else:
            self._waiting.append(asked)
            self._open(place)
        return asked.answer

    async def close(self) -> None:
        self._is_closed = True
        for line in tuple(self._lines):
            line.end()
        for task in self._opening:
            task.cancel()
        self._turn_away(LineBrokeError())
        self._deadlines.close()
        await asyncio.sleep(0)

    def _watch(self, asked: _Asked, seconds: float) -> None:
        """Nearly all have the same time, and so one timer."""
        if seconds == self._seconds:
            self._deadlines.tidy()
            self._deadlines.watch(asked.answer, asked.late)
            return
        timer = self._loop.call_later(seconds, asked.late)
        asked.answer.add_done_callback(lambda _: timer.cancel())

    # ------------------------------------------------------------ connections
    def _free(self, place: Place) -> "_Line | None":
        fresh = self._loop.time() - KEPT_SECONDS
        while self._idle:
            line = self._idle.pop()
            if line.place == place and line.freed > fresh:
                return line
            line.end()
        return None

    def _open(self, place: Place) -> None:
        wanted = len(self._waiting) > len(self._opening)
        if wanted and len(self._lines) + len(self._opening) < self._most:
            task = self._loop.create_task(self._opened(place))
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    async def _opened(self, place: Place) -> None:
        try:
            _, line = await self._loop.create_connection(
                lambda: _Line(self, place), place.host, place.port, ssl=self._tls(place)
            )
        except OSError as error:
            self._turn_away(error)
        else:
            self._lines.add(line)
            self.freed(line)

    def _tls(self, place: Place) -> ssl.SSLContext | None:
        if place.is_secure and self._secure is None:
            self._secure = ssl.create_default_context()
        return self._secure if place.is_secure else None

    def freed(self, line: "_Line") -> None:
        """That connection can take the next call."""
        while self._waiting:
            asked = self._waiting.popleft()
            if asked.answer.done():
                continue
            if asked.place == line.place:
                line.take(asked)
                return
            self._waiting.appendleft(asked)
            line.end()
            return
        line.freed = self._loop.time()
        self._idle.append(line)

    def lost(self, line: "_Line") -> None:
        self._lines.discard(line)
        if line in self._idle:
            self._idle.remove(line)
        if self._waiting and not self._is_closed:
            self._open(self._waiting[0].place)

    def _turn_away(self, error: Exception) -> None:
        """No connection can be had: nobody is left waiting for one."""
        while self._waiting:
            self._waiting.popleft().fail(error)


class _Line(BaseProtocol):
    """One connection."""

    def __init__(self, lines: Lines, place: Place) -> None:
        super().__init__(asyncio.get_running_loop())
        self._lines = lines
        self.place = place
        self.freed = 0.0
        self._asked: _Asked | None = None
        self._parser: Any = None
        self._head: Any = None
        self._body: Any = None

    def take(self, asked: _Asked) -> None:
        self._asked, asked.line = asked, self
        transport = self.transport
        if transport is None or transport.is_closing():
            self._broke()
            return
        transport.write(asked.content)

    def end(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if not data:
            return  # the parser's reader may resume reading that was never paused
        if self._asked is None:
            self.end()  # nothing was asked
            return
        if (
            self._head is None
            and self._parser is None
            and (plain := self._lines.answers.plain(data))
        ):
            self._told(*plain)
            return
        if self._parser is None:
            self._parser = _parser(self)
        try:
            heads, _, _ = self._parser.feed_data(data)
        except Exception:  # noqa: BLE001 - whatever it is, it is not HTTP
            self.end()
            return
        if heads:
            self._head, self._body = heads[-1]
        if self._body is not None and self._body.is_eof():
            self._answered()

    def _answered(self) -> None:
        head, body = self._head, self._body
        self._head = self._body = self._parser = None
        self._told(head.code, body.read_nowait(), is_last=head.should_close)

    def _told(self, status: int, body: bytes, *, is_last: bool = False) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        asked.line = None
        asked.tell((status, body))
        if is_last or self.transport is None:
            self.end()
        else:
            self._lines.freed(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        super().connection_lost(exc)
        self._lines.lost(self)
        if self._asked is not None and self._head is not None and self._is_whole():
            self._answered()
        self._broke()

    def _is_whole(self) -> bool:
        """The end of the connection was the end of the answer."""
        try:
            self._parser.feed_eof()
        except Exception:  # noqa: BLE001 - cut off before its end
            return False
        return bool(self._body.is_eof()) and self._body.exception() is None

    def _broke(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.line = None
            asked.fail(LineBrokeError())


def _parser(line: BaseProtocol) -> Any:
    return HttpResponseParser(
        line,
        asyncio.get_running_loop(),
        LARGEST,
        read_until_eof=True,
        auto_decompress=False,
    )
