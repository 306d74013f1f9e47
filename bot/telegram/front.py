"""The webhook's own way in: the same port, with as few steps as HTTP allows.

A request costs aiohttp's server more than all else that an answer to a person takes. So each
connection is looked at first here. While all that comes on it are updates, posted with the right
secret as Telegram posts them, they are taken here; with the first thing that is anything else, or
looks odd, the connection is aiohttp's for good, from that request on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

from bot.telegram.posts import LARGEST_HEAD, MORE, Post, Posts

LARGEST_POST = 64 * 1024
WHOLE_SECONDS = 60.0
"""Within which a request that has begun must be there."""

FINE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
BAD = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
BROKEN = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

Take = Callable[[bytes], Awaitable[bytes]]
"""From an update to what goes back. Raises ValueError for what is none."""

Others = Callable[[], asyncio.Protocol]
"""Makes what takes over a connection: aiohttp's server."""


class Front:
    """Makes the protocol of each connection; `close` when nothing more may come in."""

    def __init__(self, posts: Posts, take: Take, others: Others) -> None:
        self.posts = posts
        self.take = take
        self.others = others
        self.doors: set[Door] = set()

    def __call__(self) -> "Door":
        return Door(self)

    async def close(self, seconds: float) -> None:
        """Requests under way are answered, for that long at most."""
        for door in tuple(self.doors):
            door.end()
        busy = [door.answering for door in self.doors if door.answering]
        if busy:
            await asyncio.wait(busy, timeout=seconds)
        for door in tuple(self.doors):
            door.abort()


class Door(asyncio.Protocol):
    """One connection, as long as it is ours."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_ending = False
        self.answering: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._front.doors.add(self)
        self._wait()

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        self._front.doors.discard(self)
        self._stop_waiting()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if self.answering is None:
            self._read()
        elif len(self._buffer) > LARGEST_POST and self._transport is not None:
            self._transport.pause_reading()  # until what came before is answered

    # ------------------------------------------------------------ one request
    def _read(self) -> None:
        match self._front.posts.read(self._buffer):
            case Post(body, end):
                self._stop_waiting()
                self._buffer = self._buffer[end:]
                self.answering = asyncio.get_running_loop().create_task(self._answer(body))
            case found if found is MORE and len(self._buffer) <= LARGEST_POST + LARGEST_HEAD:
                if self._timer is None:
                    self._wait()
            case _:
                self._hand_over()

    async def _answer(self, body: bytes) -> None:
        try:
            said = await self._front.take(body)
            answer = FINE % (len(said), said)
        except ValueError:
            answer = BAD
        except Exception:  # noqa: BLE001 - Telegram brings it again
            answer = BROKEN
        self.answering = None
        if self._transport is not None:
            self._transport.write(answer)
            self._go_on(self._transport)

    def _go_on(self, transport: asyncio.Transport) -> None:
        if self._is_ending:
            transport.close()
            return
        transport.resume_reading()
        if self._buffer:
            self._read()

    # ------------------------------------------------------------ the rest of its life
    def _hand_over(self) -> None:
        """Everything from here on is aiohttp's."""
        transport, self._transport = self._transport, None
        self._stop_waiting()
        self._front.doors.discard(self)
        if transport is None:
            return
        other = self._front.others()
        transport.set_protocol(other)
        other.connection_made(transport)
        other.data_received(self._buffer)

    def _wait(self) -> None:
        """For the rest of a request, or the first byte of the first."""
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(WHOLE_SECONDS, self._give_up)

    def _give_up(self) -> None:
        """Whoever has begun is told; of what came nothing is kept."""
        if self._buffer and self._transport is not None:
            self._transport.write(LATE)
            self._transport.close()
        else:
            self.abort()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def end(self) -> None:
        """After the answer under way."""
        self._is_ending = True
        if self.answering is None and self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()
