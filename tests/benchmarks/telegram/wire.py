"""As much of HTTP/1.1 as a Bot API needs, quick enough not to be what is measured."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, cast
from urllib.parse import parse_qsl

Fields = dict[str, Any]
HEAD_END = b"\r\n\r\n"
FINE, BROKEN = 200, 599


def _quickest() -> ModuleType:
    try:
        return import_module("orjson")
    except ImportError:
        return json


QUICK = _quickest()


def dumps(value: object) -> bytes:
    written: bytes | str = QUICK.dumps(value)
    return written.encode() if isinstance(written, str) else written


def loads(content: bytes | str) -> Any:
    return QUICK.loads(content)


@dataclass(frozen=True, slots=True)
class Heard:
    """One whole message, and where the next one begins."""

    first: bytes
    head: bytes  # in small letters
    body: bytes
    end: int


def heard(buffer: bytes) -> Heard | None:
    """None while more must come."""
    at = buffer.find(HEAD_END)
    if at < 0:
        return None
    head, start = buffer[:at].lower(), at + len(HEAD_END)
    first = buffer[: buffer.find(b"\r\n")]
    length = header(head, b"content-length")
    if length:
        end = start + int(length)
        return Heard(first, head, buffer[start:end], end) if len(buffer) >= end else None
    if header(head, b"transfer-encoding") == b"chunked":
        return _in_pieces(buffer, first, head, start)
    return Heard(first, head, b"", start)


def _in_pieces(buffer: bytes, first: bytes, head: bytes, start: int) -> Heard | None:
    pieces: list[bytes] = []
    while (line := buffer.find(b"\r\n", start)) >= 0:
        size = int(buffer[start:line].split(b";")[0], 16)
        start = line + 2 + size + 2
        if len(buffer) < start:
            return None
        if size == 0:
            return Heard(first, head, b"".join(pieces), start)
        pieces.append(buffer[line + 2 : start - 2])
    return None


def header(head: bytes, name: bytes) -> bytes:
    at = head.find(b"\r\n" + name + b":")
    if at < 0:
        return b""
    at += len(name) + 3
    end = head.find(b"\r\n", at)
    return head[at : end if end >= 0 else None].strip()


def fields(head: bytes, body: bytes) -> Fields:
    """JSON, form or multipart, whichever the bot's library sends."""
    if not body:
        return {}
    if body[:1] == b"{":
        found: Fields = loads(body)
        return found
    kind = header(head, b"content-type")
    if kind.startswith(b"multipart/"):
        return _parts(body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _parts(body: bytes) -> Fields:
    """A multipart form. The boundary is its first line."""
    found: Fields = {}
    for part in body.split(body[: body.find(b"\r\n")])[1:-1]:
        top, _, value = part.partition(HEAD_END)
        name = top.partition(b'name="')[2].partition(b'"')[0]
        found[name.decode()] = value.removesuffix(b"\r\n").decode()
    return found


def response(body: bytes, status: int = FINE) -> bytes:
    return (b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s") % (
        status,
        len(body),
        body,
    )


class Serving(asyncio.Protocol):
    """The server's end of one connection. `handle` is given each request and this connection."""

    def __init__(self, handle: Callable[["Serving", Heard], None]) -> None:
        self._handle = handle
        self._buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _: Exception | None) -> None:
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._buffer and (request := heard(self._buffer)):
            self._buffer = self._buffer[request.end :]
            self._handle(self, request)

    def write(self, content: bytes) -> None:
        if self.transport:
            self.transport.write(content)

    def abort(self) -> None:
        if self.transport:
            self.transport.abort()


class Calling(asyncio.Protocol):
    """The caller's end: one request at a time. `done` is told status, head and body, or a break."""

    def __init__(self, lost: Callable[["Calling"], None]) -> None:
        self._lost = lost
        self._buffer = b""
        self._done: Callable[[int, bytes, bytes], None] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _: Exception | None) -> None:
        self.transport = None
        self._lost(self)
        self._tell(BROKEN, b"", b"")

    def send(self, content: bytes, done: Callable[[int, bytes, bytes], None]) -> None:
        self._done = done
        if self.transport is None:
            self._tell(BROKEN, b"", b"")
        else:
            self.transport.write(content)

    def abort(self) -> None:
        if self.transport:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if answer := heard(self._buffer):
            self._buffer = b""
            self._tell(int(answer.first[9:12]), answer.head, answer.body)

    def _tell(self, status: int, head: bytes, body: bytes) -> None:
        done, self._done = self._done, None
        if done:
            done(status, head, body)
