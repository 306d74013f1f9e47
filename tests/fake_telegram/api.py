"""A small Bot API server on loopback: chats, updates by polling or webhook, faults on demand."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "4242:" + "A" * 35
BOT = {"id": 4242, "is_bot": True, "first_name": "Said", "username": "said_bot"}
PATIENCE = 60.0
Fields = dict[str, Any]


@dataclass
class Shown:
    """A message as it stands in a chat."""

    text: str
    keyboard: list[list[dict[str, str]]]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]

    def data(self, label: str) -> str:
        buttons = [button for row in self.keyboard for button in row]
        return next(b["callback_data"] for b in buttons if label in b["text"])


@dataclass
class Fault:
    """What a call gets instead of an answer. Status 0: the connection is cut."""

    status: int
    description: str = "because"
    retry_after: int = 0
    after_effect: bool = False

    @property
    def content(self) -> Fields:
        more = {"parameters": {"retry_after": self.retry_after}} if self.retry_after else {}
        return {"ok": False, "error_code": self.status, "description": self.description, **more}


class Refused(Exception):
    """The Bot API says no."""


@dataclass
class FakeTelegram:
    """`calls` is all that was asked of it; `faults` come one by one for a method.

    `trouble` is what it tells of bringing updates. `far`: seconds that the answer to a call
    takes, after its effect. `deaf_to` so many of the answers to its updates: what rides in them
    is lost, and nobody told.
    """

    chats: dict[int, dict[int, Shown]] = field(default_factory=lambda: defaultdict(dict))
    calls: list[tuple[str, Fields]] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    open_callbacks: set[str] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    waiting: dict[int, Fields] = field(default_factory=dict)
    webhook: Fields = field(default_factory=dict)
    trouble: Fields = field(default_factory=dict)
    replied: int = 0
    deaf_to: int = 0
    far: float = 0.0
    port: int = 0
    _number: int = 100
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _taken: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def number(self) -> int:
        self._number += 1
        return self._number

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    def fail(self, method: str, *faults: Fault) -> None:
        self.faults[method.lower()].extend(faults)

    async def until(self, method: str) -> None:
        """Until that was asked of it."""
        async with asyncio.timeout(PATIENCE):
            while method not in self.methods():
                self._asked.clear()
                await self._asked.wait()

    # ------------------------------------------------------------ updates
    async def deliver(self, update: Fields) -> int:
        """Hand an update to the bot, and take what rides in the answer. The status."""
        if not self.webhook:
            self.waiting[update["update_id"]] = update
            self._changed.set()
            await self._confirmed(update["update_id"])
            return 200
        return await self.post(update, self.webhook.get("secret_token", ""))

    async def post(self, update: object, secret: str) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with aiohttp.ClientSession() as client:
            url, content = self.webhook["url"], json.dumps(update).encode()
            async with client.post(url, data=content, headers=headers) as answer:
                body = await answer.read()
        if answer.status == 200 and body:
            fields = json.loads(body)
            self.replied += 1
            if self.deaf_to:
                self.deaf_to -= 1
                return answer.status
            with suppress(Refused):  # the bot never learns of it
                self._apply(fields.pop("method"), fields)
        return answer.status

    async def _confirmed(self, update_id: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while update_id in self.waiting:
                self._taken.clear()
                await self._taken.wait()

    # ------------------------------------------------------------ the server
    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return web.json_response(Fault(401, "Unauthorized").content, status=401)
        raw = await request.read()
        fields = json.loads(raw) if raw else {}
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._updates(fields)})
        answer = self._answered(request, method, fields)
        await asyncio.sleep(self.far)
        return answer

    def _answered(self, request: web.Request, method: str, fields: Fields) -> web.Response:
        fault = self.faults[method.lower()].popleft() if self.faults[method.lower()] else None
        if fault and not fault.after_effect:
            return self._broken(request, fault)
        try:
            result = self._apply(method, fields)
        except Refused as error:
            status = 403 if "blocked" in str(error) else 400
            return web.json_response(Fault(status, str(error)).content, status=status)
        if fault:
            return self._broken(request, fault)
        return web.json_response({"ok": True, "result": result})

    def _broken(self, request: web.Request, fault: Fault) -> web.Response:
        if fault.status == 0 and request.transport:
            request.transport.abort()
            return web.Response()
        if fault.status == 502:
            return web.Response(status=502, text="<html>bad gateway</html>")
        return web.json_response(fault.content, status=fault.status)

    async def _updates(self, fields: Fields) -> list[Fields]:
        if self.webhook:
            raise web.HTTPConflict
        for known in [number for number in self.waiting if number < fields["offset"]]:
            del self.waiting[known]
            self._taken.set()
        if not self.waiting:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), min(fields["timeout"], 0.5))
            except TimeoutError:
                return []
        return [self.waiting[number] for number in sorted(self.waiting)][: fields["limit"]]

    # ------------------------------------------------------------ methods
    def _apply(self, method: str, fields: Fields) -> Any:
        self.calls.append((method, fields))
        self._asked.set()
        act = METHODS.get(method)
        return act(self, fields) if act else True

    def _chat(self, fields: Fields) -> dict[int, Shown]:
        if fields["chat_id"] in self.blocked:
            raise Refused("Forbidden: bot was blocked by the user")
        return self.chats[fields["chat_id"]]

    def send(self, fields: Fields) -> Fields:
        chat, number = self._chat(fields), self.number()
        if not 0 < len(fields["text"]) <= 4096:
            raise Refused("Bad Request: message is too long")
        chat[number] = Shown(fields["text"], _keyboard(fields))
        return {
            "message_id": number,
            "date": 0,
            "chat": {"id": fields["chat_id"], "type": "private"},
        }

    def edit(self, fields: Fields) -> bool:
        chat = self._chat(fields)
        if fields["message_id"] not in chat:
            raise Refused("Bad Request: message to edit not found")
        old = chat[fields["message_id"]]
        new = Shown(fields.get("text", old.text), _keyboard(fields))
        if new == old:
            raise Refused("Bad Request: message is not modified")
        chat[fields["message_id"]] = new
        return True

    def delete(self, fields: Fields) -> bool:
        chat = self._chat(fields)
        for message in fields.get("message_ids") or [fields["message_id"]]:
            chat.pop(message, None)
        return True

    def answer_callback(self, fields: Fields) -> bool:
        if fields["callback_query_id"] not in self.open_callbacks:
            raise Refused("Bad Request: query is too old")
        self.open_callbacks.remove(fields["callback_query_id"])
        return True

    def set_webhook(self, fields: Fields) -> bool:
        self.webhook = fields
        return True

    def webhook_info(self, _: Fields) -> Fields:
        return {"url": self.webhook.get("url", ""), **self.trouble}

    def show_typing(self, fields: Fields) -> bool:
        if fields["chat_id"] not in self.chats:
            raise Refused("Bad Request: chat not found")
        self._chat(fields)
        return True

    def delete_webhook(self, _: Fields) -> bool:
        self.webhook = {}
        return True


def _keyboard(fields: Fields) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = fields.get("reply_markup", {}).get("inline_keyboard", [])
    for row in rows:
        for button in row:
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refused("Bad Request: BUTTON_DATA_INVALID")
    return rows


METHODS: Mapping[str, Any] = {
    "getMe": lambda _, __: BOT,
    "sendMessage": FakeTelegram.send,
    "editMessageText": FakeTelegram.edit,
    "editMessageReplyMarkup": FakeTelegram.edit,
    "deleteMessage": FakeTelegram.delete,
    "deleteMessages": FakeTelegram.delete,
    "answerCallbackQuery": FakeTelegram.answer_callback,
    "setWebhook": FakeTelegram.set_webhook,
    "deleteWebhook": FakeTelegram.delete_webhook,
    "getWebhookInfo": FakeTelegram.webhook_info,
    "sendChatAction": FakeTelegram.show_typing,
}


@asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    fake = FakeTelegram()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", fake.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.port = int(runner.addresses[0][1])
    try:
        yield fake
    finally:
        await runner.cleanup()
