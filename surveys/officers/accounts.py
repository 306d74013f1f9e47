"""Officers: who has an account, and what they log in with."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from surveys.officers.audit import Act, Audit
from surveys.officers.login import Attempt, Door, LoggedIn, Pause
from surveys.officers.names import check_password, checked_name, checked_officer, key_of
from surveys.officers.own_account import OwnAccount
from surveys.officers.passkeys import Passkeys, Site
from surveys.officers.passwords import Vault, enrolment, new_totp
from surveys.officers.records import (
    Account,
    Enrolment,
    LastAdmin,
    LastLead,
    Officer,
    Role,
    UnknownOfficer,
)
from surveys.officers.recovery import marks_of
from surveys.officers.sessions import Sessions, SignedIn
from surveys.officers.shelf import Amended, OfficerShelf

__all__ = [
    "COMMAND_LINE",
    "Attempt",
    "Enrolment",
    "LoggedIn",
    "Officer",
    "OfficerShelf",
    "Officers",
    "Role",
    "SignedIn",
    "check_password",
    "checked_name",
    "checked_officer",
]

COMMAND_LINE = "command line"

NEEDED = {Role.ADMIN: LastAdmin, Role.LEAD: LastLead}
"""Somebody must be able to open accounts, and somebody to read urgent words."""


class Officers:
    """Accounts and logins. `sessions`, `audit`, `own` and `passkeys` stand on the same shelf."""

    def __init__(
        self,
        shelf: OfficerShelf,
        clock: Callable[[], datetime],
        vault: Vault | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._shelf = shelf
        self._vault = vault or Vault()
        self._door = Door(shelf, clock, self._vault, pause)
        self.sessions = Sessions(shelf, clock)
        self.audit = Audit(shelf, clock)
        self.passkeys = Passkeys(shelf, clock)
        self.own = OwnAccount(shelf, clock, self._vault)

    async def login(self, attempt: Attempt) -> LoggedIn:
        """Raises LoginRefused, never saying what was wrong, or TooManyTries."""
        return await self._door.login(attempt)

    async def login_by_passkey(
        self, site: Site, challenge: str, answer: str, device: str, former: str
    ) -> LoggedIn:
        """Raises LoginRefused, never saying what was wrong."""
        account = await self.passkeys.whose(site, challenge, answer)
        return await self._door.let_in(account, device, former)

    async def logout(self, token: str) -> None:
        signed = await self.sessions.find(token)
        await self.sessions.end(token)
        if signed:
            await self.audit.record(signed.officer.name, Act.LOGGED_OUT)

    # ------------------------------------------------------------ accounts
    async def add(
        self, name: str, role: Role | frozenset[Role], password: str, by: str = COMMAND_LINE
    ) -> tuple[Officer, Enrolment]:
        """Open an account that needs no agency. As `open`."""
        roles = frozenset({role}) if isinstance(role, Role) else role
        return await self.open(Officer(name, roles), password, by)

    async def open(
        self, wanted: Officer, password: str, by: str = COMMAND_LINE, secret: str = ""
    ) -> tuple[Officer, Enrolment]:
        """Open an account. The enrolment is shown once and cannot be had again.

        Raises BadName, NoRole, NoAgency, BadMail, WeakPassword, OfficerExists.
        """
        officer = checked_officer(wanted)
        check_password(officer.name, password)
        enrolled = enrolment(officer.name, secret or new_totp())
        credentials = await asyncio.to_thread(self._vault.seal, password, enrolled.secret)
        account = Account(key_of(officer.name), officer, credentials)
        async with self.audit.along(by, Act.OFFICER_ADDED, officer.name):
            await self._shelf.add_account(account)
        await self._keep_recovery(account.key, enrolled)
        return officer, enrolled

    async def join(self, wanted: Officer, password: str, secret: str, step: int) -> Enrolment:
        """Open an account by invitation. The code of `step` has shown that the app has `secret`."""
        officer, enrolled = await self.open(wanted, password, wanted.name, secret)
        await self._shelf.use_step(key_of(officer.name), step)
        return enrolled

    async def all(self) -> tuple[Officer, ...]:
        return tuple(account.officer for account in await self._shelf.accounts())

    async def one(self, name: str) -> Officer:
        return (await self._account(name)).officer

    async def amend(self, wanted: Officer, by: str = COMMAND_LINE) -> Officer:
        """Give an account other roles, another agency or address. Its name stays.

        Raises UnknownOfficer, NoRole, NoAgency, BadMail, LastAdmin, LastLead.
        """

        def amended(present: Officer, others: Sequence[Officer]) -> Officer:
            officer = checked_officer(replace(present, **_changeable(wanted)))
            _keep_one_of(present.roles - officer.roles, others)
            return officer

        return await self._amend(wanted.name, amended, by, Act.OFFICER_AMENDED)

    async def shut(self, name: str, by: str = COMMAND_LINE) -> None:
        """Close an account: its sessions and known browsers end now. Raises LastAdmin, LastLead."""
        await self._amend(name, _shut, by, Act.OFFICER_SHUT)
        await self._forget(key_of(name))

    async def reopen(self, name: str, by: str = COMMAND_LINE) -> None:
        await self._amend(name, _reopened, by, Act.OFFICER_REOPENED)

    async def renew(self, name: str, password: str, by: str = COMMAND_LINE) -> Enrolment:
        """A new password and code generator, for who lost a phone; every session ends."""
        account = await self._account(name)
        check_password(account.officer.name, password)
        enrolled = enrolment(account.officer.name, new_totp())
        credentials = await asyncio.to_thread(self._vault.seal, password, enrolled.secret)
        await self._shelf.forget_passkeys(account.key)
        await self._keep_recovery(account.key, enrolled)
        async with self.audit.along(by, Act.OFFICER_RENEWED, account.officer.name):
            await self._shelf.keep_credentials(account.key, credentials)
        await self._shelf.forget_misses(account.key)
        await self._forget(account.key)
        return enrolled

    async def _keep_recovery(self, key: str, enrolled: Enrolment) -> None:
        await self._shelf.keep_recovery(key, marks_of(key, enrolled.recovery))

    async def _amend(self, name: str, amended: Amended, by: str, act: Act) -> Officer:
        """Names never change, so the line may be worded beforehand. Raises UnknownOfficer."""
        account = await self._account(name)
        async with self.audit.along(by, act, account.officer.name):
            return await self._shelf.amend_officer(account.key, amended)

    async def _account(self, name: str) -> Account:
        account = await self._shelf.account(key_of(name))
        if account is None:
            raise UnknownOfficer
        return account

    async def _forget(self, key: str) -> None:
        await self._shelf.end_sessions(key)
        await self._shelf.forget_devices(key)


def _shut(present: Officer, others: Sequence[Officer]) -> Officer:
    _keep_one_of(present.roles, others)
    return replace(present, active=False)


def _reopened(present: Officer, _: Sequence[Officer]) -> Officer:
    return replace(present, active=True)


def _keep_one_of(roles: frozenset[Role], others: Sequence[Officer]) -> None:
    for role in roles & NEEDED.keys():
        if not any(each.active and each.may(role) for each in others):
            raise NEEDED[role]


def _changeable(officer: Officer) -> dict[str, Any]:
    return {"roles": officer.roles, "agency": officer.agency, "mail": officer.mail}
