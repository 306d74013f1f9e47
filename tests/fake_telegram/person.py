"""A person with a phone: types, presses what is to be seen, sends what the bot cannot read."""

import html
from dataclasses import dataclass, field
from typing import Any

import re2

from tests.fake_telegram.api import BOT, FakeTelegram, Fields, Shown

MARKUP = re2.compile(r"</?(b|i|code)>")


@dataclass
class Person:
    fake: FakeTelegram
    id: int = 7_000_000_001
    language: str = "en"
    sent: list[Fields] = field(default_factory=list)

    # ------------------------------------------------------------ what is to be seen
    @property
    def messages(self) -> list[Shown]:
        """From the bot, oldest first, as they stand now."""
        return [shown for _, shown in sorted(self.fake.chats[self.id].items()) if shown.text]

    @property
    def last(self) -> str:
        return read(self.messages[-1].text)

    @property
    def everything(self) -> str:
        return "\n".join(read(shown.text) for shown in self.messages)

    def with_buttons(self) -> list[Shown]:
        return [shown for shown in self.messages if shown.keyboard]

    # ------------------------------------------------------------ what is done
    async def says(self, text: str) -> int:
        return await self._delivers(message=self._message(text=text))

    def written(self, text: str) -> Fields:
        """A message that is on its way for a while; `sends_now` brings it."""
        return self._message(text=text)

    async def sends_now(self, message: Fields) -> int:
        return await self._delivers(message=message)

    async def sends(self, **content: Any) -> int:
        return await self._delivers(message=self._message(**content))

    async def edits(self, text: str) -> int:
        return await self.walks(text=text)

    async def walks(self, **content: Any) -> int:
        """What was sent changes: words, or the place of a phone that is carried along."""
        return await self._delivers(edited_message=self._message(**content, edit_date=1))

    async def blocks(self) -> int:
        self.fake.blocked.add(self.id)
        member = {"user": BOT, "until_date": 0}
        return await self._delivers(
            my_chat_member={
                "chat": self._chat,
                "from": self._user,
                "date": 0,
                "old_chat_member": {"status": "member", "user": BOT},
                "new_chat_member": {"status": "kicked", **member},
            }
        )

    async def presses(self, label: str) -> int:
        """The newest button whose label has these words."""
        for number, shown in sorted(self.fake.chats[self.id].items(), reverse=True):
            if any(label in each for each in shown.labels):
                return await self.presses_on(number, shown, shown.data(label))
        raise AssertionError(f"no button says {label}: {[m.labels for m in self.messages]}")

    async def presses_on(self, number: int, shown: Shown, data: str) -> int:
        callback = str(self.fake.number())
        self.fake.open_callbacks.add(callback)
        message: Fields = {
            "message_id": number,
            "from": BOT,
            "chat": self._chat,
            "date": 1,
            "text": read(shown.text),
            "reply_markup": {"inline_keyboard": shown.keyboard},
        }
        pressed = {"id": callback, "from": self._user, "message": message, "data": data}
        return await self._delivers(callback_query={**pressed, "chat_instance": "1"})

    async def again(self, back: int = 1) -> int:
        """The same update once more, as Telegram does when it did not hear that it was taken."""
        return await self.fake.deliver(self.sent[-back])

    async def _delivers(self, **content: Any) -> int:
        self.sent.append({"update_id": self.fake.number(), **content})
        return await self.fake.deliver(self.sent[-1])

    def _message(self, **content: Any) -> Fields:
        number = self.fake.number()
        self.fake.chats[self.id][number] = Shown("", [])  # the person's own, without text here
        told = {"message_id": number, "from": self._user, "chat": self._chat, "date": 1}
        return {**told, **content}

    @property
    def _user(self) -> Fields:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": "Zebedee",
            "username": "zeb_example",
            "language_code": self.language,
        }

    @property
    def _chat(self) -> Fields:
        return {"id": self.id, "type": "private", "first_name": "Zebedee"}


def read(text: str) -> str:
    """As the phone shows it."""
    return html.unescape(MARKUP.sub("", text))
