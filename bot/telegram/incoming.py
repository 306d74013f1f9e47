"""Telegram's updates, read as one of a few things that can happen. Nothing is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.keyboards import Drawn

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
"""The kinds of updates we ask for."""

UNREADABLE = (
    "sticker",
    "voice",
    "photo",
    "video",
    "video_note",
    "animation",
    "audio",
    "document",
    "location",
    "contact",
    "venue",
    "poll",
    "dice",
    "game",
    "story",
    "paid_media",
    "checklist",
    "invoice",
    "users_shared",
    "chat_shared",
)
KEYBOARD = "saidanddone_keyboard"
GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


@dataclass(frozen=True, slots=True)
class Where:
    """A private chat. `language` is the account's; `message` is the person's own message."""

    chat: int = field(repr=False)
    update: int
    language: str = ""
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    where: Where
    callback: str
    data: str = field(repr=False)
    message: int | None
    shown: str = field(repr=False)
    drawn: Drawn = field(repr=False)


@dataclass(frozen=True, slots=True)
class Typed:
    where: Where
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Commanded:
    where: Where
    name: str
    argument: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, a voice message and so on. `words` are those beside it, if any."""

    where: Where
    words: str = field(repr=False)
    album: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    where: Where
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Forwarded:
    where: Where
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot."""

    chat: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somewhere others can read along. `can_speak`: it may be said there before leaving."""

    chat: int = field(repr=False)
    language: str
    can_speak: bool


Talked = Pressed | Typed | Commanded | Unreadable | Edited | Forwarded
Event = Talked | Left | InGroup


def parsed(said: dict[str, Any]) -> Update | None:
    """The library's update. Raises whatever an odd shape leads the library to.

    A press brings its whole keyboard along, and objects for all those buttons cost more than all
    the rest; so the keyboard stays plain, under a name the library does not know.
    """
    match said:
        case {"callback_query": {"message": {"reply_markup": markup} as message} as query}:
            rest = {name: each for name, each in message.items() if name != "reply_markup"}
            press = {**query, "message": {**rest, KEYBOARD: markup}}
            return Update.de_json({**said, "callback_query": press}, None)
        case _:
            return Update.de_json(said, None)


def read(update: Update) -> Event | None:
    """None for what needs no answer."""
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _member(update.my_chat_member)
    if update.channel_post is not None:
        return _group(update.channel_post.chat, None)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return _group(message.chat, message.from_user)
    return _said(update, message)


def _said(update: Update, message: Message) -> Event | None:
    where = Where(
        message.chat.id, update.update_id, _language(message.from_user), message.message_id
    )
    words = message.text or message.caption or ""
    if update.edited_message is not None:
        return Edited(where, words) if words else None  # a live place "changes" every few seconds
    if message.forward_origin is not None:
        return Forwarded(where, words)
    if message.text:
        return typed(where, message.text)
    if words or any(getattr(message, kind, None) for kind in UNREADABLE):
        return Unreadable(where, words, message.media_group_id or "")
    return None


def typed(where: Where, text: str) -> Typed | Commanded:
    if not text.startswith("/"):
        return Typed(where, text)
    name, *rest = text[1:].split(maxsplit=1) or [""]
    return Commanded(where, name.partition("@")[0].lower(), "".join(rest).strip())


def _pressed(update: int, query: CallbackQuery) -> Event | None:
    message = query.message
    if message is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return _group(message.chat, query.from_user)
    where = Where(message.chat.id, update, _language(query.from_user))
    accessible = message if isinstance(message, Message) else None
    return Pressed(
        where,
        query.id,
        query.data or "",
        message.message_id,
        (accessible.text or "") if accessible else "",
        _drawn(accessible),
    )


def _drawn(message: Message | None) -> Drawn:
    markup = message.api_kwargs.get(KEYBOARD) if message else None
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    return Drawn(tuple(tuple(map(_button, row)) for row in rows or ()))


def _button(drawn: Mapping[str, object]) -> tuple[str, str]:
    return str(drawn.get("text") or ""), str(drawn.get("callback_data") or "")


def _member(changed: ChatMemberUpdated) -> Event | None:
    gone = changed.new_chat_member.status in GONE
    if changed.chat.type == ChatType.PRIVATE:
        return Left(changed.chat.id) if gone else None
    if gone:
        return None
    is_channel = changed.chat.type == ChatType.CHANNEL
    may = not is_channel or bool(getattr(changed.new_chat_member, "can_post_messages", False))
    return _group(changed.chat, changed.from_user, can_speak=may)


def _group(chat: Chat, person: User | None, *, can_speak: bool = True) -> InGroup:
    """Where nothing tells whether we may speak it is tried: Telegram refuses it if not."""
    return InGroup(chat.id, _language(person), can_speak)


def _language(person: User | None) -> str:
    return (person.language_code or "") if person else ""
