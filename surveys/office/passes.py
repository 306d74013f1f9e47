"""Personal links: with one a lead says how far their actions are, without logging in.

A link opens the actions that its letter was about, as long as they are still that lead's, until
its day is over. Only the hash of its token is kept, so nobody can make one up or read one here.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from surveys.office.actions import KeptAction
from surveys.office.chase import is_of
from surveys.officers.sessions import hashed
from surveys.register import Drawer, Kept, RegisterShelf, UnknownThing

KIND = "pass"
LONGEST_TOKEN = 100


class UnknownPass(UnknownThing):
    """This link does not work: it is old, or not whole. Log in, or ask for a new one."""


@dataclass(frozen=True, slots=True)
class Pass:
    """`actions` are numbers. Good until the end of `until`."""

    lead: str
    actions: tuple[str, ...]
    until: date

    def opens(self, action: KeptAction, agency: str) -> bool:
        """Whether it was asked about, and it is still this lead's, who works for `agency`."""
        led = action.thing.lead.casefold() == self.lead.casefold()
        return action.id in self.actions and led and is_of(agency, action)


KeptPass = Kept[Pass]


class Passes:
    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._drawer = Drawer(shelf, clock, KIND, Pass, UnknownPass)

    async def make(
        self, lead: str, actions: Sequence[str], until: date, by: str, *, within: str = ""
    ) -> str:
        """The token, to be had this once. `within` is the meeting it is about."""
        token = secrets.token_urlsafe(32)
        made = Pass(lead, tuple(actions), until)
        await self._drawer.add(made, by, within=within, thing_id=hashed(token).hex())
        return token

    async def find(self, token: str) -> KeptPass:
        """Raises UnknownPass, whatever is the matter with it."""
        found = await self._drawer.one(hashed(token[:LONGEST_TOKEN]).hex())
        if self._clock().date() > found.thing.until:
            raise UnknownPass
        return found
