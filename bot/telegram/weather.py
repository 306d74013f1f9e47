"""Whether what rides in a webhook's answer may be trusted to arrive.

It cannot be seen to fail. So once Telegram has asked anybody to wait, callbacks are answered by
calls of their own for a while, and those that rode shortly before are answered once more: one
that did arrive is merely refused as too old.
"""

from collections import deque
from collections.abc import Callable

from bot.telegram.calls import Call

BAD_SECONDS = 60.0
SHORTLY = 5.0
"""Seconds; after that a phone has given up waiting for the answer to a press."""

MOST_RIDDEN = 512


class Weather:
    """`seconds` is any clock that only runs forward."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._bad_until = 0.0
        self._rode: deque[tuple[float, Call]] = deque(maxlen=MOST_RIDDEN)

    @property
    def is_bad(self) -> bool:
        return self._seconds() < self._bad_until

    def rode(self, call: Call) -> Call:
        """It goes in a webhook's answer."""
        self._rode.append((self._seconds(), call))
        return call

    def turned(self) -> tuple[Call, ...]:
        """Telegram asked to wait. What rode shortly before, to be done once more."""
        now = self._seconds()
        self._bad_until = now + BAD_SECONDS
        recent = tuple(call for at, call in self._rode if now - at < SHORTLY)
        self._rode.clear()
        return recent
