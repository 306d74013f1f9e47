"""What is asked of the Bot API, as values: sent by HTTP, or written into a webhook's answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

Keyboard = Sequence[Sequence[Mapping[str, str]]]
"""Rows of inline buttons."""

NO_PREVIEW = {"is_disabled": True}
LIMITED = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup"})
MOST_DELETED = 100
"""Messages that one call deletes."""

ENCODE = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Call:
    """One method and its fields."""

    method: str
    fields: Mapping[str, object]

    @property
    def payload(self) -> bytes:
        return ENCODE(self.fields)

    @property
    def body(self) -> bytes:
        """As the answer to a webhook."""
        return ENCODE({"method": self.method, **self.fields})

    @property
    def chat(self) -> int | None:
        chat = self.fields.get("chat_id")
        return chat if isinstance(chat, int) else None

    @property
    def counts(self) -> bool:
        """It is one of the messages that Telegram limits."""
        return self.method in LIMITED


# ---------------------------------------------------------------- the methods we use
def send(chat: int, text: str, keyboard: Keyboard = ()) -> Call:
    return Call("sendMessage", {"chat_id": chat, **_html(text), **_buttons(keyboard)})


def edit(chat: int, message: int, text: str) -> Call:
    """New words in the place of the old, without buttons."""
    return Call("editMessageText", {"chat_id": chat, "message_id": message, **_html(text)})


def draw_keyboard(chat: int, message: int, keyboard: Keyboard) -> Call:
    fields = {"chat_id": chat, "message_id": message, **_buttons(keyboard)}
    return Call("editMessageReplyMarkup", fields)


def strip(chat: int, message: int) -> Call:
    """The buttons go, the words stay."""
    return Call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message})


def answer(callback_id: str) -> Call:
    """The pressed button stops turning."""
    return Call("answerCallbackQuery", {"callback_query_id": callback_id})


def delete(chat: int, messages: Sequence[int]) -> list[Call]:
    """In parts that one call can take."""
    parts = (messages[at : at + MOST_DELETED] for at in range(0, len(messages), MOST_DELETED))
    return [Call("deleteMessages", {"chat_id": chat, "message_ids": list(part)}) for part in parts]


def delete_one(chat: int, message: int) -> Call:
    return Call("deleteMessage", {"chat_id": chat, "message_id": message})


def leave(chat: int) -> Call:
    return Call("leaveChat", {"chat_id": chat})


def _html(text: str) -> dict[str, object]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}


def _buttons(keyboard: Keyboard) -> dict[str, object]:
    return {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
