"""One message to one person through the Bot API, and what came of it as a plain value."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.broadcast.message import Message, as_keyboard
from bot.telegram.backend import AiohttpRequest, SlowDown
from bot.telegram.calls import Call, send

GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
"""What a refusal says when there is nobody to tell any more. Not participants' words."""


@dataclass(frozen=True, slots=True)
class Took:
    """Telegram has it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Blocked, or no such account any more."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many: not taken, and nothing will be for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may or may not have been taken, or the server is in trouble. Try again later."""

    kind: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Not this message, ever."""

    kind: str


@dataclass(frozen=True, slots=True)
class Shut:
    """The bot itself is not let in: its token is wrong."""


Posted = Took | Gone | Wait | Unsure | Refused | Shut

USUAL_WAIT = 30.0
KNOWN: tuple[tuple[type[TelegramError], Posted], ...] = (
    (RetryAfter, Wait(USUAL_WAIT)),
    (Forbidden, Gone()),
    (InvalidToken, Shut()),
    (ChatMigrated, Refused(ChatMigrated.__name__)),
)

Post = Callable[[int, Message], Awaitable[Posted]]


class TelegramPost:
    """Sends over the channel's own connection."""

    def __init__(self, request: AiohttpRequest, address: str, seconds: float) -> None:
        self._request = request
        self._address = address
        self._seconds = seconds

    async def __call__(self, chat: int, message: Message) -> Posted:
        try:
            await self._request.call(self._address, _call(chat, message), self._seconds)
        except TelegramError as error:
            return judged(error)
        return Took()


def _call(chat: int, message: Message) -> Call:
    return send(chat, message.text, as_keyboard(message))


def judged(error: TelegramError) -> Posted:
    """What an error of the library comes to. Whatever is not known is tried again."""
    match error:
        case SlowDown(seconds=seconds):
            return Wait(seconds)
        case BadRequest():
            nobody = any(words in error.message.lower() for words in GONE)
            return Gone() if nobody else Refused(type(error).__name__)
        case _:
            known = (posted for kind, posted in KNOWN if isinstance(error, kind))
            return next(known, Unsure(type(error).__name__))
