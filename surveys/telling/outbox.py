"""The outbox: one message for each subscriber of a published update, until it is delivered.

Delivery is AT LEAST ONCE. A message leaves the outbox only after the channel has said that it
took it. The one window in which somebody can be told twice: the channel took the message, and
the program was killed, the connection broke, or the database was away before that was noted.
At most the messages under way at that moment are in it. The other choice, at most once, would
leave those people untold: a promise broken is worse than a message doubled.

Nothing is kept of a message that was delivered but one more in the count of its update.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that waits. `sealed` holds the subscriber (see subscriptions.py)."""

    update: str
    key: bytes = field(repr=False)
    sealed: bytes = field(repr=False)

    @property
    def name(self) -> tuple[str, bytes]:
        return self.update, self.key


class Fate(StrEnum):
    """What became of a message."""

    TOLD = "told"
    GONE = "gone"  # blocked us, or the account is closed: the subscription goes too
    FAILED = "failed"  # refused for good, though nothing is known against the person


class OutboxShelf(Protocol):
    """Where messages wait."""

    async def letters(self, limit: int) -> tuple[Letter, ...]:
        """The first that wait, by update and then by random-looking key."""
        ...

    async def settle(self, letter: Letter, fate: Fate) -> None:
        """It waits no more and is counted, once: a letter settled before changes nothing.

        GONE takes the subscription with it, and all else that waits for it.
        """
        ...
