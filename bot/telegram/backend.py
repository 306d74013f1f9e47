"""The library's way to the Bot API, and ours, over kept connections (lines.py): many times faster.

The token is part of every address. So nothing of a request, and nothing of what the HTTP client
says about one, gets into an error: only the kind of what went wrong.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import msgspec
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

from bot.telegram.calls import ENCODE, Call
from bot.telegram.lines import Answer, Lines, Place

CONNECTIONS = 256
"""Calls at a time: with Telegram 40 ms away, more than 100 are under way in a rush."""

SECONDS = 10.0
LARGEST_WAIT = 300
FINE = range(200, 300)
REFUSALS: Mapping[int, type[TelegramError]] = MappingProxyType(
    {400: BadRequest, 401: InvalidToken, 403: Forbidden, 404: InvalidToken, 409: Conflict}
)
TOO_MANY = 429
MOST_ADDRESSES = 64

Seconds = Any
"""What the library hands over: a number, nothing, or its own mark for "the default"."""


class Sent(msgspec.Struct):
    """All that is to be known of a message that went out."""

    message_id: int = 0


class _SentWell(msgspec.Struct):
    result: Sent


SENT_WELL = msgspec.json.Decoder(_SentWell).decode
UNREADABLE = (msgspec.DecodeError, ValueError, RecursionError)
"""No JSON, or deeper than anybody writes."""


class SlowDown(RetryAfter):
    """Telegram asks to wait. The library's own constructor warns on every use."""

    def __init__(self, seconds: int) -> None:
        TelegramError.__init__(self, f"Flood control exceeded. Retry in {seconds} seconds")
        self._retry_after = timedelta(seconds=seconds)
        self.seconds = seconds


class AiohttpRequest(BaseRequest):
    """One pool of connections for all calls."""

    def __init__(
        self, token: str, connections: int = CONNECTIONS, seconds: float = SECONDS
    ) -> None:
        self._token = token.encode()
        self._connections = connections
        self._seconds = seconds
        self._lines: Lines | None = None
        self._heads: dict[str, tuple[Place, bytes]] = {}

    @property
    def read_timeout(self) -> float | None:
        return self._seconds

    async def initialize(self) -> None:
        if self._lines is None:
            self._lines = Lines(self._connections, self._seconds)

    async def shutdown(self) -> None:
        lines, self._lines = self._lines, None
        if lines is not None:
            await lines.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,  # noqa: ARG002 - the Bot API takes POST for everything
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Raises TimedOut, NetworkError or SlowDown; the library maps every other status."""
        content = ENCODE(request_data.parameters if request_data else {})
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._seconds
        status, said = await self._answered(self._ask(url, content, seconds))
        return (status, said) if status in FINE else (status, self._refused(status, said))

    # ------------------------------------------------------------ one call by value
    def begin(
        self, address: str, call: Call, seconds: float | None = None
    ) -> asyncio.Future[Answer]:
        """It is on its way. What comes of it is read by `outcome`. Raises NetworkError."""
        return self._ask(f"{address}/{call.method}", call.payload, seconds or self._seconds)

    async def outcome(self, begun: asyncio.Future[Answer]) -> Any:
        """The result. Raises one of the library's errors."""
        status, content = await self._answered(begun)
        if status in FINE:
            return result_of(content)
        refused = self._refused(status, content)
        said = self.parse_json_payload(refused)
        raise REFUSALS.get(status, NetworkError)(str(said.get("description") or f"HTTP {status}"))

    async def call(self, address: str, call: Call, seconds: float | None = None) -> Any:
        """Past the library's own layers, which took as long as the call."""
        return await self.outcome(self.begin(address, call, seconds))

    # ------------------------------------------------------------ HTTP
    def _ask(self, url: str, content: bytes, seconds: float) -> asyncio.Future[Answer]:
        if self._lines is None:
            raise NetworkError("The connection to the Bot API is not open")
        place, head = self._heads.get(url) or self._head(url)
        whole = b"%s%d\r\n\r\n%s" % (head, len(content), content)
        return self._lines.ask(place, whole, seconds)

    def _head(self, url: str) -> tuple[Place, bytes]:
        """Made once for each method."""
        if len(self._heads) >= MOST_ADDRESSES:
            self._heads.clear()
        parts = urlsplit(url)
        head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: saidanddone\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )
        made = self._heads[url] = (Place.of(url), head.encode())
        return made

    async def _answered(self, begun: asyncio.Future[Answer]) -> Answer:
        try:
            return await begun
        except TimeoutError:
            raise TimedOut from None
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - its words may hold the address, and so the token
            raise NetworkError(f"The Bot API did not answer ({type(error).__name__})") from None

    def _refused(self, status: int, content: bytes) -> bytes:
        """What the library reads of a refusal, and no more. Raises SlowDown."""
        try:
            said = msgspec.json.decode(content)
        except UNREADABLE:
            return b"{}"
        if not isinstance(said, dict):
            return b"{}"
        parameters = said.get("parameters")
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        if isinstance(wait, int) or status == TOO_MANY:
            raise SlowDown(min(max(int(wait or 1), 1), LARGEST_WAIT))
        return content.replace(self._token, b"***")


def result_of(content: bytes) -> Any:
    """Of a call that went well. Raises NetworkError where it is not the Bot API that answers."""
    try:
        return msgspec.json.decode(content)["result"]
    except (*UNREADABLE, KeyError, TypeError):
        raise NetworkError("The Bot API's answer cannot be read") from None


def sent_in(content: bytes) -> Sent | None:
    """The message in the answer to a call that went well; None where it is something else."""
    try:
        return SENT_WELL(content).result
    except UNREADABLE:
        return None
