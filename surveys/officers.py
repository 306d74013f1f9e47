"""Officers: accounts, and the one road to a session. See officer_records.py for the words."""

import asyncio
import secrets
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from surveys.audit import Act, Audit, AuditShelf
from surveys.officer_records import (
    Account,
    BadName,
    Credentials,
    DeviceRow,
    Enrolment,
    LastAdmin,
    LoginRefused,
    NoRole,
    Officer,
    Role,
    TooManyTries,
    UnknownOfficer,
    WeakPassword,
)
from surveys.officer_secrets import Opened, Vault, enrolment, new_totp, step_of
from surveys.officer_tries import Tries
from surveys.sessions import Sessions, SessionShelf, SignedIn, hashed

__all__ = ["Enrolment", "Officer", "OfficerShelf", "Officers", "Role", "SignedIn"]

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_CHARACTERS = 5
LONG_NAME = 4
FREE_CODE_MISSES = 5
LONGEST_SHUT = timedelta(minutes=15)
MOST_WAITING = 50
MOST_DEVICES = 10
TELL_AT = frozenset({5, 50, 500, 5000})
COMMAND_LINE = "command line"


class OfficerShelf(SessionShelf, AuditShelf, Protocol):
    """Where accounts are kept, with their sessions, browsers and the audit trail."""

    async def add_account(self, account: Account) -> None:
        """Raises OfficerExists."""
        ...

    async def accounts(self) -> tuple[Account, ...]:
        """All, by key."""
        ...

    async def keep_officer(self, key: str, officer: Officer) -> None:
        """Set roles and whether the account is active. Raises UnknownOfficer."""
        ...

    async def keep_credentials(self, key: str, credentials: Credentials) -> None:
        """Raises UnknownOfficer."""
        ...

    async def use_step(self, key: str, step: int) -> bool:
        """Take a code's half minute and forget the misses; False if it or a later one was used."""
        ...

    async def miss_code(self, key: str, misses: int, shut_until: datetime | None) -> None: ...

    async def add_device(self, row: DeviceRow, most: int) -> None:
        """Keep the `most` newest of this officer's, among them this one."""
        ...

    async def device(self, token: bytes) -> DeviceRow | None: ...

    async def forget_devices(self, key: str) -> None: ...


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


class Officers:
    """Accounts and logins. `sessions` and `audit` stand on the same shelf."""

    def __init__(
        self,
        shelf: OfficerShelf,
        clock: Callable[[], datetime],
        vault: Vault | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._shelf = shelf
        self._clock = clock
        self._vault = vault or Vault()
        self._pause = pause
        self._tries = Tries()
        self._strangers = _Lane(1)
        self._known = _Lane(2)
        self.sessions = Sessions(shelf, clock)
        self.audit = Audit(shelf, clock)

    # ------------------------------------------------------------ accounts
    async def add(
        self, name: str, role: Role | frozenset[Role], password: str, by: str = COMMAND_LINE
    ) -> tuple[Officer, Enrolment]:
        """Open an account. The enrolment is shown once and cannot be had again."""
        roles = frozenset({role}) if isinstance(role, Role) else role
        if not roles:
            raise NoRole
        officer = Officer(checked_name(name), roles)
        check_password(officer.name, password)
        enrolled = enrolment(officer.name, new_totp())
        credentials = await asyncio.to_thread(self._vault.seal, password, enrolled.secret)
        await self._shelf.add_account(Account(key_of(officer.name), officer, credentials))
        await self.audit.record(by, Act.OFFICER_ADDED, officer.name)
        return officer, enrolled

    async def all(self) -> tuple[Officer, ...]:
        return tuple(account.officer for account in await self._shelf.accounts())

    async def one(self, name: str) -> Officer:
        return (await self._account(name)).officer

    async def shut(self, name: str, by: str = COMMAND_LINE) -> None:
        """Close an account: its sessions and known browsers end now."""
        account = await self._account(name)
        await self._keep_an_admin(account.officer)
        await self._shelf.keep_officer(account.key, replace(account.officer, active=False))
        await self._forget(account.key)
        await self.audit.record(by, Act.OFFICER_SHUT, account.officer.name)

    async def reopen(self, name: str, by: str = COMMAND_LINE) -> None:
        account = await self._account(name)
        await self._shelf.keep_officer(account.key, replace(account.officer, active=True))
        await self.audit.record(by, Act.OFFICER_REOPENED, account.officer.name)

    async def renew(self, name: str, password: str, by: str = COMMAND_LINE) -> Enrolment:
        """A new password and code generator, for who lost a phone; every session ends."""
        account = await self._account(name)
        check_password(account.officer.name, password)
        enrolled = enrolment(account.officer.name, new_totp())
        credentials = await asyncio.to_thread(self._vault.seal, password, enrolled.secret)
        await self._shelf.keep_credentials(account.key, credentials)
        await self._shelf.miss_code(account.key, 0, None)
        await self._forget(account.key)
        await self.audit.record(by, Act.OFFICER_RENEWED, account.officer.name)
        return enrolled

    async def _account(self, name: str) -> Account:
        account = await self._shelf.account(key_of(name))
        if account is None:
            raise UnknownOfficer
        return account

    async def _forget(self, key: str) -> None:
        await self._shelf.end_sessions(key)
        await self._shelf.forget_devices(key)

    async def _keep_an_admin(self, leaving: Officer) -> None:
        others = [each for each in await self.all() if each.active and each != leaving]
        if leaving.may(Role.ADMIN) and not any(each.may(Role.ADMIN) for each in others):
            raise LastAdmin

    # ------------------------------------------------------------ login
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

    async def logout(self, token: str) -> None:
        signed = await self.sessions.find(token)
        await self.sessions.end(token)
        if signed:
            await self.audit.record(signed.officer.name, Act.LOGGED_OUT)

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
        step = step_of(opened.totp, code, now)
        if step is None:
            misses = account.code_misses + 1
            await self._shelf.miss_code(account.key, misses, _shut_until(misses, now))
        if step is None or not await self._shelf.use_step(account.key, step):
            raise LoginRefused

    async def _failed(self, attempt: Attempt, place: str) -> None:
        key = key_of(attempt.name)
        total = self._tries.failed(key, place, self._clock())
        account = await self._shelf.account(key) if total in TELL_AT else None
        if account:
            await self.audit.record("somebody", Act.TRIES_FAILED, account.officer.name)

    async def _begin(
        self, account: Account, attempt: Attempt, place: str, *, known: bool
    ) -> LoggedIn:
        self._tries.passed(account.key, place)
        session = await self.sessions.begin(account.key, attempt.former)
        device = attempt.device if known else await self._new_device(account.key)
        await self.audit.record(account.officer.name, Act.LOGGED_IN)
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


def key_of(name: str) -> str:
    """How a name is looked up: neither case nor spacing matters."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def checked_name(name: str) -> str:
    """The name without needless space. Raises BadName."""
    tidy = " ".join(unicodedata.normalize("NFKC", name).split())
    fits = 2 <= len(tidy) <= 60  # noqa: PLR2004 - the words of BadName
    if not (fits and tidy[0].isalnum() and all(c.isalnum() or c in " .-_@'" for c in tidy)):
        raise BadName
    return tidy


def check_password(name: str, password: str) -> None:
    """Raises WeakPassword."""
    fits = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    holds_name = len(name) >= LONG_NAME and key_of(name) in password.casefold()
    if not fits or holds_name or len(set(password)) < FEWEST_CHARACTERS:
        raise WeakPassword


def _shut_until(misses: int, now: datetime) -> datetime | None:
    over = misses - FREE_CODE_MISSES
    if over < 0:
        return None
    return now + min(LONGEST_SHUT, timedelta(seconds=30 * 2 ** min(over, 10)))
