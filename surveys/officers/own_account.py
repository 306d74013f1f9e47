"""What everybody may do with their own account: see and end sessions, a new password, new codes."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from surveys.officers.audit import Act, Audit
from surveys.officers.names import check_password, key_of
from surveys.officers.passwords import Opened, Vault
from surveys.officers.records import (
    Account,
    SessionRow,
    TooManyTries,
    UnknownOfficer,
    WrongPassword,
)
from surveys.officers.recovery import marks_of, new_codes
from surveys.officers.sessions import ABSOLUTE, IDLE, hashed
from surveys.officers.shelf import OfficerShelf
from surveys.officers.tries import Tries

HERE = "own account"


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One place where a person is logged in. `id` names it in a form and opens nothing."""

    id: str
    began: datetime
    seen: datetime
    here: bool


class OwnAccount:
    """Each change needs the password again, so that a screen left open gives nothing away."""

    def __init__(self, shelf: OfficerShelf, clock: Callable[[], datetime], vault: Vault) -> None:
        self._shelf = shelf
        self._clock = clock
        self._vault = vault
        self._audit = Audit(shelf, clock)
        self._tries = Tries()
        self._turn = asyncio.Lock()

    # ------------------------------------------------------------ sessions
    async def sessions(self, name: str, token: str) -> tuple[OwnSession, ...]:
        """The newest first; `token` is the cookie of who looks."""
        rows = await self._alive(name)
        mine = hashed(token)
        found = [OwnSession(_id(row), row.began, row.seen, row.token == mine) for row in rows]
        return tuple(sorted(found, key=lambda each: each.began, reverse=True))

    async def end(self, name: str, session: str) -> None:
        """End one session of this person; nothing happens if it is over already."""
        rows = [row for row in await self._alive(name) if _id(row) == session]
        await self._end(name, rows)

    async def end_others(self, name: str, token: str) -> None:
        rows = [row for row in await self._alive(name) if row.token != hashed(token)]
        await self._end(name, rows)

    async def _alive(self, name: str) -> list[SessionRow]:
        now = self._clock()
        rows = await self._shelf.sessions_of(key_of(name))
        return [row for row in rows if now - row.seen < IDLE and now - row.began < ABSOLUTE]

    async def _end(self, name: str, rows: list[SessionRow]) -> None:
        for row in rows:
            await self._shelf.end_session(row.token)
        if rows:
            await self._audit.record(name, Act.SESSIONS_ENDED, str(len(rows)))

    # ------------------------------------------------------------ password and codes
    async def change_password(self, name: str, old: str, new: str, token: str) -> None:
        """The code app stays as it is; all other sessions end.

        Raises WrongPassword, WeakPassword, TooManyTries.
        """
        account, opened = await self._opened(name, old)
        check_password(account.officer.name, new)
        sealed = await asyncio.to_thread(self._vault.seal, new, opened.totp)
        await self._shelf.keep_credentials(account.key, sealed)
        await self._shelf.forget_devices(account.key)
        await self.end_others(name, token)
        await self._audit.record(name, Act.OWN_LOGIN_CHANGED, name)

    async def new_codes(self, name: str, password: str) -> tuple[str, ...]:
        """Ten recovery codes in the place of those before. Raises WrongPassword, TooManyTries."""
        account, _ = await self._opened(name, password)
        codes = new_codes()
        await self._shelf.keep_recovery(account.key, marks_of(account.key, codes))
        await self._audit.record(name, Act.RECOVERY_MADE, name)
        return codes

    async def confirm(self, name: str, password: str) -> None:
        """Raises WrongPassword, TooManyTries."""
        await self._opened(name, password)

    async def codes_left(self, name: str) -> int:
        return await self._shelf.recovery_left(key_of(name))

    async def _opened(self, name: str, password: str) -> tuple[Account, Opened]:
        """One at a time, and with growing waits: whoever found an open screen may be guessing."""
        account = await self._shelf.account(key_of(name))
        if account is None:
            raise UnknownOfficer
        async with self._turn:
            if seconds := self._tries.wait(account.key, HERE, self._clock()):
                raise TooManyTries(seconds)
            opened = await asyncio.to_thread(self._vault.open, account.credentials, password)
            if opened is None:
                self._tries.failed(account.key, HERE, self._clock())
                raise WrongPassword
        self._tries.passed(account.key, HERE)
        return account, opened


def _id(row: SessionRow) -> str:
    return hashlib.sha256(row.token).hexdigest()[:16]
