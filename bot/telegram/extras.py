"""What others add to the chat: telling people what changed. The channel only draws it."""

from typing import Protocol

from bot.telegram import words
from bot.telegram.drawing import Message


class Extras(Protocol):
    """Everything here is asked with the chat's id and language, never with an answer."""

    async def did(self, language: str) -> list[Message]:
        """The published "you said, we did"."""
        ...

    async def after_thanks(self, code: str, language: str) -> list[Message]:
        """What may be offered once the answers are in."""
        ...

    async def pressed(self, chat: int, data: str, language: str) -> list[Message] | None:
        """A button that is not the conversation's. None: not ours either."""
        ...

    async def left(self, chat: int) -> None:
        """The person blocked the bot, or asked to remove everything: forget the chat."""
        ...


class NoExtras:
    """Nothing added yet."""

    async def did(self, language: str) -> list[Message]:
        return [Message(words.nothing_done_yet(language))]

    async def after_thanks(self, code: str, language: str) -> list[Message]:  # noqa: ARG002
        return []

    async def pressed(
        self,
        chat: int,  # noqa: ARG002
        data: str,  # noqa: ARG002
        language: str,  # noqa: ARG002
    ) -> list[Message] | None:
        return None

    async def left(self, chat: int) -> None:
        """Nobody to forget."""
