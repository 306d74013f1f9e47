"""A fake Bot API: knows the methods a survey needs, refuses what Telegram would refuse."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.benchmarks.telegram.hook import Hook
from tests.benchmarks.telegram.person import Json, Person, Shown
from tests.benchmarks.telegram.polled import Polled
from tests.benchmarks.telegram.town import BOT, Town, told
from tests.benchmarks.telegram.wire import Fields, Heard, Serving, dumps, fields, loads, response

USUAL_CONNECTIONS = 40
LONGEST_TEXT = 4096
MOST_BYTES = 64
WAIT = 1


class RefusedError(Exception):
    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why

    @property
    def content(self) -> bytes:
        more = {"parameters": {"retry_after": WAIT}} if self.status == 429 else {}
        said = {"ok": False, "error_code": self.status, "description": self.why, **more}
        return dumps(said)


class BotApi:
    """Serves one town. `ready` once the bot has set its webhook or asked for updates."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ready = asyncio.Event()
        self.polled = Polled()
        self.hook: Hook | None = None
        town.road = self.polled
        self._weather = town.plan.weather
        self._loop = asyncio.get_running_loop()
        self._server: asyncio.Server | None = None

    async def listen(self) -> str:
        """The address to give to the bot."""
        self._server = await self._loop.create_server(lambda: Serving(self._asked), "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    def close(self) -> None:
        if self._server:
            self._server.close()
        if self.hook:
            self.hook.close()

    # ------------------------------------------------------------ one call
    def _asked(self, connection: Serving, request: Heard) -> None:
        method = request.first.split(b" ")[1].rpartition(b"/")[2].partition(b"?")[0].decode()
        asked = fields(request.head, request.body)
        if method == "getUpdates":
            self._asked_updates(connection, asked)
            return
        drop = self._drops() and self._note("dropped")
        if drop and self._chance(0.5):
            connection.abort()
            return
        content = self._answer(method, asked)
        if drop:
            connection.abort()
        elif self._weather.round_trip:
            self._loop.call_later(self._weather.round_trip, connection.write, content)
        else:
            connection.write(content)

    def _asked_updates(self, connection: Serving, asked: Fields) -> None:
        seconds = float(asked.get("timeout") or 0)
        offset = int(asked.get("offset") or 0)
        self.polled.ask(offset, seconds, lambda content: connection.write(response(content)))
        self.ready.set()

    def _answer(self, method: str, asked: Fields) -> bytes:
        try:
            result = self._call(method, asked)
        except RefusedError as error:
            return response(error.content, error.status)
        return response(b'{"ok":true,"result":%s}' % dumps(result))

    def _in_the_body(self, asked: Fields) -> None:
        """A call in a webhook's answer. The bot never learns what became of it."""
        self._note("in_the_body")
        try:
            self._call(str(asked.pop("method")), asked)
        except RefusedError:
            self._note("lost_in_the_body")

    def _call(self, method: str, asked: Fields) -> Any:
        self.town.tally.methods[method] += 1
        known: dict[str, Callable[[Fields], Any]] = {
            "getMe": lambda _: BOT,
            "sendMessage": self._send,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "answerCallbackQuery": self._answer_press,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getMyCommands": lambda _: [],
            "getWebhookInfo": lambda _: NO_HOOK,
        }
        try:
            return known[method](asked) if method in known else True
        except RefusedError as error:
            self._note(f"refused_{error.status}")
            if error.status not in {403, 429}:
                self.town.tally.complain(f"{method}: {error.why}")
            raise

    def _drops(self) -> bool:
        return self._chance(self._weather.dropped)

    def _chance(self, share: float) -> bool:
        return share > 0 and self.town.chance.random() < share

    def _note(self, what: str) -> bool:
        self.town.tally.counts[what] += 1
        return True

    def _limit(self) -> None:
        if self._chance(self._weather.refused):
            raise RefusedError(429, f"Too Many Requests: retry after {WAIT}")

    # ------------------------------------------------------------ methods
    def _send(self, asked: Fields) -> Json:
        person, text, markup = self._person(asked), _text(asked), _markup(asked)
        self._limit()
        return told(person, self.town.say(person, text, markup))

    def _edit_text(self, asked: Fields) -> Json | bool:
        return self._edit(asked, _text(asked))

    def _edit_markup(self, asked: Fields) -> Json | bool:
        return self._edit(asked, None)

    def _edit(self, asked: Fields, text: str | None) -> Json | bool:
        person, markup = self._person(asked), _markup(asked)
        if person.over:
            return True
        shown = person.messages.get(int(asked.get("message_id") or 0))
        if shown is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        changed = Shown(shown.number, shown.text if text is None else text, markup)
        if changed == shown:
            raise RefusedError(400, "Bad Request: message is not modified")
        self._limit()
        person.messages[shown.number] = changed
        if changed.inline and person.last and person.last.number == changed.number:
            self.town.hear(person, changed)
        return told(person, changed)

    def _answer_press(self, asked: Fields) -> bool:
        self._limit()
        if self.town.open_presses.pop(str(asked.get("callback_query_id")), None) is None:
            raise RefusedError(400, "Bad Request: query is too old or query ID is invalid")
        return True

    def _set_webhook(self, asked: Fields) -> bool:
        if not asked.get("url"):
            return self._delete_webhook(asked)
        if self.hook and self.hook.url == asked["url"]:
            return True  # a bot that came back: what waits for it is kept
        if self.hook:
            self.hook.close()
        self.hook = Hook(
            str(asked["url"]),
            str(asked.get("secret_token") or ""),
            int(asked.get("max_connections") or USUAL_CONNECTIONS),
            self.town.tally,
            self._in_the_body,
            self._drops,
        )
        self.town.road = self.hook
        self.ready.set()
        return True

    def _delete_webhook(self, _: Fields) -> bool:
        if self.hook:
            self.hook.close()
        self.hook, self.town.road = None, self.polled
        return True

    def _person(self, asked: Fields) -> Person:
        person = self.town.people.get(int(asked.get("chat_id") or 0))
        if person is None:
            raise RefusedError(400, "Bad Request: chat not found")
        return person


NO_HOOK: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


def _text(asked: Fields) -> str:
    text = str(asked.get("text") or "")
    if not text.strip():
        raise RefusedError(400, "Bad Request: message text is empty")
    if len(text) > LONGEST_TEXT:
        raise RefusedError(400, "Bad Request: message is too long")
    return text


def _markup(asked: Fields) -> Json | None:
    raw = asked.get("reply_markup")
    markup: Json | None = loads(raw) if isinstance(raw, str | bytes) else raw
    for row in (markup or {}).get("inline_keyboard") or ():
        for button in row:
            if len(str(button.get("callback_data", "x")).encode()) > MOST_BYTES:
                raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup
