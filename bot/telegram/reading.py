"""Updates as they come, read without the library where they are of the two kinds nearly all are.

The library's objects for one press take a third of all the time there is for it. So typed words
and presses in a private chat are read by shape alone; whatever else there is, or looks odd, goes
by way of the library. A keyboard that was pressed before is known by its bytes.
"""

from functools import lru_cache
from typing import Any

import msgspec
from telegram import Update

from bot.telegram import incoming
from bot.telegram.incoming import Event, Pressed, Typed, Where
from bot.telegram.keyboards import Drawn

PRIVATE = "private"
MOST_KEYBOARDS = 128
NO_KEYBOARD = msgspec.Raw(b"{}")


class _Chat(msgspec.Struct):
    id: int
    type: str


class _User(msgspec.Struct):
    language_code: str = ""


class _Button(msgspec.Struct, gc=False):
    text: str
    callback_data: str = ""


class _Markup(msgspec.Struct):
    inline_keyboard: list[list[_Button]] = []


class _Message(msgspec.Struct):
    message_id: int
    chat: _Chat
    from_: _User = msgspec.field(name="from", default_factory=_User)
    text: str = ""
    forward_origin: Any = None
    reply_markup: msgspec.Raw = NO_KEYBOARD


class _Query(msgspec.Struct):
    id: str
    message: _Message
    from_: _User = msgspec.field(name="from", default_factory=_User)
    data: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None
    callback_query: _Query | None = None


READ = msgspec.json.Decoder(_Update).decode
READ_KEYBOARD = msgspec.json.Decoder(_Markup).decode
WRITE = msgspec.json.Encoder().encode


def at_sight(raw: bytes) -> Event | None:
    """None for all but typed words and presses in a private chat."""
    try:
        return _plain(READ(raw))
    except (msgspec.DecodeError, RecursionError):
        return None


def understood(said: dict[str, Any]) -> Event | None:
    """None for what needs no answer. Raises whatever an odd shape leads the library to."""
    try:
        plain = at_sight(WRITE(said))
    except (ValueError, TypeError, OverflowError, RecursionError):  # half a surrogate pair, ...
        plain = None
    return plain or _by_the_library(said)


def _plain(update: _Update) -> Event | None:
    query, message = update.callback_query, update.message
    if query is not None and query.message.chat.type == PRIVATE:
        return _pressed(update.update_id, query)
    if message is not None and message.text and _is_own(message):
        return _written(update.update_id, message)
    return None


def _by_the_library(said: dict[str, Any]) -> Event | None:
    update: Update | None = incoming.parsed(said)
    return incoming.read(update) if update else None


def _is_own(message: _Message) -> bool:
    return message.chat.type == PRIVATE and message.forward_origin is None


def _written(update: int, message: _Message) -> Typed | incoming.Commanded:
    where = Where(message.chat.id, update, message.from_.language_code, message.message_id)
    return incoming.typed(where, message.text)


def _pressed(update: int, query: _Query) -> Pressed:
    message = query.message
    return Pressed(
        Where(message.chat.id, update, query.from_.language_code),
        query.id,
        query.data,
        message.message_id,
        message.text,
        _drawn(bytes(message.reply_markup)),
    )


@lru_cache(MOST_KEYBOARDS)
def _drawn(markup: bytes) -> Drawn:
    """Made once for all who press on the same question."""
    rows = READ_KEYBOARD(markup).inline_keyboard
    return Drawn(tuple([tuple([(b.text, b.callback_data) for b in row]) for row in rows]))
