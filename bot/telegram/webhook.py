"""Webhook: Telegram posts updates here. Known by a secret in a header; the path holds none."""

import hashlib
import hmac
import json
from typing import Any

from aiohttp import web

from bot.bodies import in_time
from bot.telegram import reading
from bot.telegram.channel import Channel
from bot.telegram.front import Front, Others
from bot.telegram.incoming import Event
from bot.telegram.posts import Posts
from bot.telegram.sending import log

PATH = "/telegram/updates"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 64 * 1024
CONNECTIONS = 100
"""As many as Telegram opens at most."""


def secret_of(token: str) -> str:
    """Made from the token: the same in every process, and nothing more to keep."""
    return hmac.digest(token.encode(), b"saidanddone webhook", hashlib.sha256).hex()


class Webhook:
    def __init__(self, channel: Channel, secret: str) -> None:
        self._channel = channel
        self._secret = secret.encode()

    def add_to(self, app: web.Application) -> None:
        app.router.add_post(PATH, self.receive)

    async def receive(self, request: web.Request) -> web.Response:
        """200 once the update is safe: then Telegram forgets it."""
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        if (request.content_length or 0) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
        try:
            said = await self.take(await in_time(request.read()))
        except ValueError:
            raise web.HTTPBadRequest from None
        return web.Response(body=said, content_type="application/json")

    async def take(self, raw: bytes) -> bytes:
        """What goes back, once the update is safe. Raises ValueError for what is no update."""
        event = _understood(raw)
        call = await self._channel.take(event, riding=True) if event else None
        return call.body if call else b""

    def front(self, others: Others) -> Front:
        """As `add_to`, for all connections of the server `others` makes the rest of."""
        return Front(Posts(PATH, HEADER, self._secret.decode(), LARGEST), self.take, others)


def _understood(raw: bytes) -> Event | None:
    """None for a shape this program does not know: taken, so that it does not come for ever."""
    if (event := reading.at_sight(raw)) is not None:
        return event
    said = _read(raw)
    try:
        return reading.understood(said)
    except Exception as error:  # noqa: BLE001 - the library raises whatever an odd shape leads to
        log().warning("update_unreadable", kind=type(error).__name__)
        return None


def _read(raw: bytes) -> dict[str, Any]:
    """Half a surrogate pair is no JSON for the quick reader, but must not come for ever."""
    try:
        said = json.loads(raw)
    except RecursionError:
        raise ValueError("no update is so deep") from None
    if not isinstance(said, dict):
        raise ValueError("no update")  # noqa: TRY004 - to the caller it is bad content
    return said
