"""Invitations: a link with which somebody opens the account that an admin has prepared for them.

Only the hash of the link's token is kept. A link works once, for seven days.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from surveys.officers.names import checked_officer
from surveys.officers.records import Officer, Role
from surveys.officers.sessions import hashed
from surveys.register import Drawer, Kept, Overtaken, RegisterShelf, UnknownThing

KIND = "invitation"
VALID = timedelta(days=7)
LONGEST_TOKEN = 100


class UnknownInvitation(UnknownThing):
    """This invitation does not work: it is used, or old, or not whole. Ask for a new one."""


class State(StrEnum):
    WAITING = "waiting"
    USED = "used"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Invitation:
    """The account as it will be, but for what only its owner may choose."""

    name: str
    roles: tuple[Role, ...]
    agency: str = ""
    mail: str = ""
    state: State = State.WAITING

    @property
    def officer(self) -> Officer:
        return Officer(self.name, frozenset(self.roles), agency=self.agency, mail=self.mail)


KeptInvitation = Kept[Invitation]


class Invitations:
    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._drawer = Drawer(shelf, clock, KIND, Invitation, UnknownInvitation)

    async def make(self, wanted: Officer, by: str) -> str:
        """The token, to be had this once. Raises BadName, NoRole, NoAgency, BadMail."""
        checked = checked_officer(wanted)
        roles = tuple(sorted(checked.roles))
        token = secrets.token_urlsafe(32)
        invitation = Invitation(checked.name, roles, checked.agency, checked.mail)
        await self._drawer.add(invitation, by, thing_id=hashed(token).hex())
        return token

    async def find(self, token: str) -> KeptInvitation:
        """Raises UnknownInvitation, whatever is the matter with it."""
        found = await self._drawer.one(hashed(token[:LONGEST_TOKEN]).hex())
        if not self._good(found):
            raise UnknownInvitation
        return found

    async def waiting(self) -> tuple[KeptInvitation, ...]:
        """By name."""
        good = filter(self._good, await self._drawer.all())
        return tuple(sorted(good, key=lambda each: (each.thing.name.casefold(), each.at)))

    async def take(self, found: KeptInvitation) -> None:
        """Used now, by one alone. Raises UnknownInvitation."""
        await self._end(found, State.USED, found.thing.name)

    async def withdraw(self, invitation_id: str, by: str) -> KeptInvitation:
        """Raises UnknownInvitation."""
        found = await self._drawer.one(invitation_id)
        await self._end(found, State.WITHDRAWN, by)
        return found

    async def _end(self, found: KeptInvitation, state: State, by: str) -> None:
        if not self._good(found):
            raise UnknownInvitation
        try:
            await self._drawer.change(found, replace(found.thing, state=state), by)
        except Overtaken:
            raise UnknownInvitation from None

    def _good(self, found: KeptInvitation) -> bool:
        return found.thing.state is State.WAITING and self._clock() < found.at + VALID
