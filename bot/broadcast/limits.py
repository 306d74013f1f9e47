"""Telegram's limits: 30 messages a second in all, one a second to a chat.

A token bucket that starts empty: in no second do more than 29 go out. What it holds makes up for
a timer that wakes late or a short wait for the database; the one left over is for messages that
are held up on the way and arrive closer together.

What the conversations send counts, too: it is told to `spent`, never held up, and the broadcast
makes room. While people talk it also goes slower, since nobody knows when the next one presses.
"""

import asyncio
from collections.abc import Awaitable, Callable

A_SECOND = 27.7
BESIDE_TALK = 0.75
"""The share of that rate while conversations go on."""

TALK_SECONDS = 3.0
"""After their last message, conversations count as going on for that long."""

AT_ONCE = 1.5
CHAT_SECONDS = 1.0
MOST_CHATS = 1_000
DEEPEST_DEBT = 30.0
ROUNDING = 1e-6
"""A wait too short for a clock to show would be waited for ever."""

Seconds = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Limits:
    def __init__(
        self, seconds: Seconds, sleep: Sleep = asyncio.sleep, a_second: float = A_SECOND
    ) -> None:
        self._seconds = seconds
        self._sleep = sleep
        self._a_second = a_second
        self._tokens = 0.0
        self._filled = seconds()
        self._chats: dict[int, float] = {}
        self._closed_until = 0.0
        self._talk_until = 0.0

    @property
    def closed(self) -> float:
        """Seconds until anything may be sent again, after Telegram asked to wait."""
        wait = self._closed_until - self._seconds()
        return wait if wait > ROUNDING else 0.0

    def close(self, seconds: float) -> None:
        """Telegram asks to wait: nothing goes out for that long."""
        self._closed_until = max(self._closed_until, self._seconds() + seconds)
        self._tokens = min(self._tokens, 0.0)

    def spent(self, messages: int = 1) -> None:
        """Something else of this bot sent so many: leave room for it."""
        self._fill()
        self._tokens = max(-DEEPEST_DEBT, self._tokens - messages)
        self._talk_until = self._filled + TALK_SECONDS

    async def turn(self, chat: int) -> None:
        """Returns when one message may go to that chat, and counts it."""
        while wait := max(self.closed, self._missing(), self._chat(chat)):
            await self._sleep(wait)
        self._tokens -= 1
        self._note(chat)

    # ------------------------------------------------------------ inside
    def _missing(self) -> float:
        """Seconds until there is a whole token."""
        self._fill()
        missing = 1 - self._tokens
        return missing / self._rate(self._filled) if missing > ROUNDING else 0.0

    def _fill(self) -> None:
        now = self._seconds()
        grown = self._tokens + (now - self._filled) * self._rate(self._filled)
        self._tokens, self._filled = min(AT_ONCE, grown), now

    def _rate(self, at: float) -> float:
        return self._a_second * (BESIDE_TALK if at < self._talk_until else 1)

    def _chat(self, chat: int) -> float:
        wait = self._chats.get(chat, 0.0) - self._seconds()
        return wait if wait > ROUNDING else 0.0

    def _note(self, chat: int) -> None:
        now = self._seconds()
        if len(self._chats) >= MOST_CHATS:
            self._chats = {each: free for each, free in self._chats.items() if free > now}
        self._chats[chat] = now + CHAT_SECONDS
