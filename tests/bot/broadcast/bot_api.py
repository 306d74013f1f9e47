"""A Bot API that only takes messages: with Telegram's limits, and what can go wrong on the way."""

import asyncio
import json
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "4242:" + "A" * 35
DROP = -1
"""As a fault: the message is taken and the connection cut before the answer."""

ON_THE_WAY = 0.05
"""Seconds by which messages sent evenly may bunch before they are here."""


@dataclass
class Taken:
    at: float
    chat: int
    text: str
    labels: tuple[str, ...]
    data: tuple[str, ...]


@dataclass
class BotApi:
    """`limits` switches on 30 a second in all and one a second to a chat."""

    limits: bool = False
    rtt: float = 0.0
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    faults: deque[int] = field(default_factory=deque)
    retry_after: int = 1
    too_many: int = 0
    refusals: list[float] = field(default_factory=list)
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, float] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot{TOKEN}"

    @property
    def told(self) -> Counter[int]:
        return Counter(each.chat for each in self.taken)

    @property
    def busiest_second(self) -> int:
        times = sorted(each.at for each in self.taken)
        return max(
            sum(at <= other < at + 1 for other in times[i : i + 40]) for i, at in enumerate(times)
        )

    async def send(self, request: web.Request) -> web.StreamResponse:
        fields = json.loads(await request.read())
        if self.rtt:
            await asyncio.sleep(self.rtt)
        now = asyncio.get_running_loop().time()
        chat = int(fields["chat_id"])
        fault = self.faults.popleft() if self.faults else 0
        if fault > 0:
            return self._refuse(fault)
        if chat in self.blocked:
            return self._refuse(403, "Forbidden: bot was blocked by the user")
        if chat in self.missing:
            return self._refuse(400, "Bad Request: chat not found")
        if self.limits and self._too_fast(now, chat):
            self.too_many += 1
            return self._refuse(429)
        self._take(now, chat, fields)
        if fault == DROP and request.transport:
            request.transport.abort()
        return web.json_response({"ok": True, "result": {"message_id": len(self.taken)}})

    def _take(self, now: float, chat: int, fields: dict[str, Any]) -> None:
        buttons = [b for row in fields["reply_markup"]["inline_keyboard"] for b in row]
        labels = tuple(b["text"] for b in buttons)
        data = tuple(b["callback_data"] for b in buttons)
        self.taken.append(Taken(now, chat, fields["text"], labels, data))

    def _too_fast(self, now: float, chat: int) -> bool:
        """Never 31 within a second, never two to a chat within one, give or take `ON_THE_WAY`."""
        while self._all and self._all[0] <= now - 1 + ON_THE_WAY:
            self._all.popleft()
        if len(self._all) >= 30 or now - self._chats.get(chat, now - 2) < 1 - ON_THE_WAY:
            return True
        self._all.append(now)
        self._chats[chat] = now
        return False

    def _refuse(self, status: int, words: str = "because") -> web.Response:
        self.refusals.append(asyncio.get_running_loop().time())
        said: dict[str, Any] = {"ok": False, "error_code": status, "description": words}
        if status == 429:
            said["parameters"] = {"retry_after": self.retry_after}
        return web.json_response(said, status=status)


@asynccontextmanager
async def bot_api(**wanted: Any) -> AsyncIterator[BotApi]:
    api = BotApi(**wanted)
    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/sendMessage", api.send)
    app.router.add_post("/{other:.*}", _unauthorised)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api.port = int(runner.addresses[0][1])
        yield api
    finally:
        await runner.cleanup()


async def _unauthorised(_request: web.Request) -> web.Response:
    said = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    return web.json_response(said, status=401)
