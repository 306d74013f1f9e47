"""Sessions of officers: a random token in a cookie, its hash in the store, an end to each."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from surveys.officers.records import Account, Officer, SessionRow

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH = timedelta(minutes=1)


class SessionShelf(Protocol):
    """Where sessions are kept."""

    async def add_session(self, row: SessionRow) -> None: ...

    async def session(self, token: bytes) -> SessionRow | None: ...

    async def sessions_of(self, key: str) -> tuple[SessionRow, ...]:
        """Every session of one officer, in any order."""
        ...

    async def touch_session(self, token: bytes, seen: datetime) -> None: ...

    async def end_session(self, token: bytes) -> None: ...

    async def end_sessions(self, key: str) -> None:
        """Every session of one officer."""
        ...

    async def forget_sessions(self, began: datetime, seen: datetime) -> None:
        """Those that began before the one or were last seen before the other."""
        ...

    async def account(self, key: str) -> Account | None: ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who stands behind a request. `csrf` must come back with every change they ask for."""

    officer: Officer
    csrf: str = field(repr=False)

    def meant(self, csrf: str) -> bool:
        """The form came from a page of this very session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode())


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, shelf: SessionShelf, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._clock = clock

    async def begin(self, key: str, former: str = "") -> str:
        """A new token, always; the session of the `former` token ends."""
        now = self._clock()
        await self.end(former)
        await self._shelf.forget_sessions(now - ABSOLUTE, now - IDLE)
        token = secrets.token_urlsafe(32)
        await self._shelf.add_session(SessionRow(hashed(token), key, now, now))
        return token

    async def find(self, token: str) -> SignedIn | None:
        """None if there is no such session, it has run out, or the account is shut."""
        row = await self._shelf.session(hashed(token)) if token else None
        if row is None:
            return None
        account = await self._shelf.account(row.key)
        now = self._clock()
        over = now - row.seen >= IDLE or now - row.began >= ABSOLUTE
        if over or account is None or not account.officer.active:
            await self._shelf.end_session(row.token)
            return None
        if now - row.seen >= TOUCH:
            await self._shelf.touch_session(row.token, now)
        return SignedIn(account.officer, _csrf(token))

    async def end(self, token: str) -> None:
        if token:
            await self._shelf.end_session(hashed(token))


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _csrf(token: str) -> str:
    """Made from the token, so there is nothing more to keep; tells nothing about it."""
    return hmac.new(token.encode(), b"saidanddone csrf", hashlib.sha256).hexdigest()
