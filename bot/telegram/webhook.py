"""Webhook: Telegram posts updates here. Known by a secret in a header; the path holds none."""

import hashlib
import hmac
import json
from typing import Any

import msgspec
from aiohttp import web

from bot.telegram import reading
from bot.telegram.channel import Channel
from bot.telegram.incoming import Event
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
        said = _read(await request.read())
        event = _understood(said)
        call = await self._channel.take(event, riding=True) if event else None
        if call is None:
            return web.Response()
        return web.Response(body=call.body, content_type="application/json")


def _read(raw: bytes) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        said = _read_leniently(raw)
    if not isinstance(said, dict):
        raise web.HTTPBadRequest
    return said


def _read_leniently(raw: bytes) -> object:
    """Half a surrogate pair is no JSON for the quick reader, but must not come for ever."""
    try:
        return json.loads(raw)
    except ValueError:
        raise web.HTTPBadRequest from None


def _understood(said: dict[str, Any]) -> Event | None:
    """None for a shape this program does not know: taken, so that it does not come for ever."""
    try:
        return reading.understood(said)
    except Exception as error:  # noqa: BLE001 - the library raises whatever an odd shape leads to
        log().warning("update_unreadable", kind=type(error).__name__)
        return None
