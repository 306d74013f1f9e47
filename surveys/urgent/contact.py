"""A person who wants to be contacted: a way of its own, apart from every survey.

What a person gives here is sealed to the leads and waits beside urgent words. No answer, wave,
token or channel is near it, and of time only the day is kept: nobody can tell which answers, if
any, came from the same person.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from surveys.errors import NoLead, SurveyError
from surveys.records import CONTACT
from surveys.store import Store
from surveys.urgent import leads
from surveys.urgent.leads import Envelope

LONGEST = 300
"""Characters of each field."""

MOST_WAITING = 300
SIZE = 8192


class NoWayToReach(SurveyError):
    """A request to be contacted says how to reach the person."""


class TooManyWait(SurveyError):
    """More requests wait than leads could answer. Help numbers are shown instead."""


@dataclass(frozen=True, slots=True)
class Request:
    """As a person gave it. `safe`: when and how it is safe to reach them."""

    how: str = field(repr=False)
    name: str = field(default="", repr=False)
    safe: str = field(default="", repr=False)

    def worded(self) -> str:
        """For the leads."""
        lines = (
            ("How to reach them", self.how),
            ("What to call them", self.name or "not said"),
            ("When and how it is safe", self.safe or "not said: be careful"),
        )
        return "\n\n".join(f"{name}:\n{said.strip()[:LONGEST]}" for name, said in lines)


class ContactBox:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def ask(self, request: Request) -> None:
        """Kept and sealed on return. Raises NoWayToReach, NoLead, TooManyWait, StoreUnavailable."""
        if not request.how.strip():
            raise NoWayToReach
        readers = await self._store.readers()
        if not readers:
            raise NoLead
        waiting = [item for item in await self._store.urgent() if item.is_contact]
        if len(waiting) >= MOST_WAITING:
            raise TooManyWait
        words = request.worded()
        outside = Envelope(secrets.token_hex(16), CONTACT, self._clock().date(), SIZE)
        named = leads.named_in(words, await self._store.leads())
        await self._store.add_urgent(leads.seal(words, readers, outside, named))
