"""Groups and channels, where others could read along: told so once, and left."""

from bot.telegram import calls, words
from bot.telegram.incoming import InGroup
from bot.telegram.sending import Sender
from surveys.wording import LANGUAGES, choose


class Groups:
    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._leaving: set[int] = set()

    async def leave(self, group: InGroup, link: str) -> None:
        """Being added comes as two updates at least, and more may have waited."""
        if group.chat in self._leaving:
            return
        self._leaving.add(group.chat)
        try:
            if group.can_speak:
                language = choose(group.language, tuple(LANGUAGES))
                await self._sender.once(calls.send(group.chat, words.group(language, link)))
            await self._sender.send(calls.leave(group.chat))
        finally:
            self._leaving.discard(group.chat)
