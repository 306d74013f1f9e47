"""The one road to a session: name, password and code, and who has to wait."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from surveys.officers.audit import Act, Audit
from surveys.officers.names import key_of
from surveys.officers.passwords import Opened, Vault, step_of
from surveys.officers.records import Account, DeviceRow, LoginRefused, Officer, TooManyTries
from surveys.officers.recovery import mark_of
from surveys.officers.sessions import Sessions, hashed
from surveys.officers.shelf import OfficerShelf
from surveys.officers.tries import Tries

FREE_CODE_MISSES = 5
LONGEST_SHUT = timedelta(minutes=15)
MOST_WAITING = 50
MOST_DEVICES = 10
TELL_AT = frozenset({5, 50, 500, 5000})

Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to log in.

    `place` is where from (an address; it is hashed, never kept), `device` and `former` are the
    cookies the browser brought.
    """

    name: str
    password: str = field(repr=False)
    code: str = field(repr=False)
    place: str = field(default="", repr=False)
    device: str = field(default="", repr=False)
    former: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Cookies for the browser: a session, and a mark that it has logged in before."""

    officer: Officer
    session: str = field(repr=False)
    device: str = field(repr=False)


class Door:
    """Lets in who is right, and makes who fails wait without making others wait for it."""

    def __init__(
        self, shelf: OfficerShelf, clock: Callable[[], datetime], vault: Vault, pause: Pause
    ) -> None:
        self._shelf = shelf
        self._clock = clock
        self._vault = vault
        self._pause = pause
        self._tries = Tries()
        self._strangers = _Lane(1)
        self._known = _Lane(2)
        self._sessions = Sessions(shelf, clock)
        self._audit = Audit(shelf, clock)

    async def login(self, attempt: Attempt) -> LoggedIn:
        """Raises LoginRefused, never saying what was wrong, or TooManyTries.

        A browser that logged in before answers only for its own failures.
        """
        known = await self._is_known(attempt)
        place = f"device {attempt.device}" if known else f"place {attempt.place}"
        if not known:
            await self._pause(self._tries.slowing(key_of(attempt.name), self._clock()))
        async with self._known if known else self._strangers:
            self._wait(attempt, place)
            try:
                account = await self._proven(attempt, known=known)
            except LoginRefused:
                await self._failed(attempt, place)
                raise
        return await self._begin(account, attempt, place, known=known)

    async def let_in(self, account: Account, device: str, former: str) -> LoggedIn:
        """Whose passkey has answered; it needs neither password nor code."""
        attempt = Attempt(account.officer.name, "", "", "", device, former)
        known = await self._is_known(attempt)
        return await self._begin(account, attempt, f"device {device}", known=known)

    async def _is_known(self, attempt: Attempt) -> bool:
        row = await self._shelf.device(hashed(attempt.device)) if attempt.device else None
        return row is not None and row.key == key_of(attempt.name)

    def _wait(self, attempt: Attempt, place: str) -> None:
        if seconds := self._tries.wait(key_of(attempt.name), place, self._clock()):
            raise TooManyTries(seconds)

    async def _proven(self, attempt: Attempt, *, known: bool) -> Account:
        account = await self._shelf.account(key_of(attempt.name))
        active = account if account and account.officer.active else None
        opened = await asyncio.to_thread(
            self._vault.open, active.credentials if active else None, attempt.password
        )
        if active is None or opened is None:
            raise LoginRefused
        await self._check_code(active, opened, attempt.code, known=known)
        if opened.renewed:
            await self._shelf.keep_credentials(active.key, opened.renewed)
        return active

    async def _check_code(
        self, account: Account, opened: Opened, code: str, *, known: bool
    ) -> None:
        """Guessing codes with a stolen password grows slow wherever it comes from."""
        now = self._clock()
        if not known and account.shut_until and now < account.shut_until:
            raise LoginRefused
        if await self._recovered(account, code):
            return
        step = step_of(opened.totp, code, now)
        if step is None:
            await self._shelf.miss_code(account.key, partial(_shut_until, now))
        if step is None or not await self._shelf.use_step(account.key, step):
            raise LoginRefused

    async def _recovered(self, account: Account, code: str) -> bool:
        """A recovery code stands in the place of the six digits, once."""
        mark = mark_of(account.key, code)
        if mark is None or not await self._shelf.use_recovery(account.key, mark):
            return False
        await self._shelf.forget_misses(account.key)
        await self._audit.record(account.officer.name, Act.RECOVERY_USED)
        return True

    async def _failed(self, attempt: Attempt, place: str) -> None:
        key = key_of(attempt.name)
        total = self._tries.failed(key, place, self._clock())
        account = await self._shelf.account(key) if total in TELL_AT else None
        if account:
            await self._audit.record("somebody", Act.TRIES_FAILED, account.officer.name)

    async def _begin(
        self, account: Account, attempt: Attempt, place: str, *, known: bool
    ) -> LoggedIn:
        self._tries.passed(account.key, place)
        session = await self._sessions.begin(account.key, attempt.former)
        device = attempt.device if known else await self._new_device(account.key)
        await self._audit.record(account.officer.name, Act.LOGGED_IN)
        return LoggedIn(account.officer, session, device)

    async def _new_device(self, key: str) -> str:
        token = secrets.token_urlsafe(32)
        await self._shelf.add_device(DeviceRow(hashed(token), key, self._clock()), MOST_DEVICES)
        return token


class _Lane:
    """A queue with an end: password checks cost memory and time, so few run at once."""

    def __init__(self, width: int) -> None:
        self._places = asyncio.Semaphore(width)
        self._waiting = 0

    async def __aenter__(self) -> None:
        if self._waiting >= MOST_WAITING:
            raise TooManyTries(5)
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._places.release()


def _shut_until(now: datetime, misses: int) -> datetime | None:
    over = misses - FREE_CODE_MISSES
    if over < 0:
        return None
    return now + min(LONGEST_SHUT, timedelta(seconds=30 * 2 ** min(over, 10)))
