"""The officers' shelf: accounts, browsers, sessions and the audit trail. Two keep its promises."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from surveys.officers.audit import AuditShelf
from surveys.officers.records import (
    Account,
    ChallengeRow,
    Credentials,
    DeviceRow,
    Officer,
    PasskeyRow,
)
from surveys.officers.sessions import SessionShelf

Amended = Callable[[Officer, Sequence[Officer]], Officer]
ShutUntil = Callable[[int], datetime | None]


class OfficerShelf(SessionShelf, AuditShelf, Protocol):
    """Where accounts are kept, with their sessions, browsers and the audit trail."""

    async def add_account(self, account: Account) -> None:
        """Raises OfficerExists."""
        ...

    async def accounts(self) -> tuple[Account, ...]:
        """All, by key."""
        ...

    async def amend_officer(self, key: str, amended: Amended) -> Officer:
        """Put `amended(this one, all others)` in the place of this one, and return it.

        They are as they stand: until it is kept nobody changes any. Raises UnknownOfficer, and
        whatever `amended` raises; then nothing has changed.
        """
        ...

    async def keep_credentials(self, key: str, credentials: Credentials) -> None:
        """Raises UnknownOfficer."""
        ...

    async def use_step(self, key: str, step: int) -> bool:
        """Take a code's half minute and forget the misses; False if it or a later one was used."""
        ...

    async def miss_code(self, key: str, shut_until: ShutUntil) -> None:
        """Count one miss more; `shut_until` says of their number how long to let nobody in."""
        ...

    async def forget_misses(self, key: str) -> None: ...

    async def keep_recovery(self, key: str, marks: Sequence[bytes]) -> None:
        """These recovery codes, by their hashes, and none of those before."""
        ...

    async def use_recovery(self, key: str, mark: bytes) -> bool:
        """The code is gone now; False if there was none of this officer's."""
        ...

    async def recovery_left(self, key: str) -> int: ...

    async def add_passkey(self, row: PasskeyRow) -> bool:
        """False, and nothing written, if there is one of that id, whosever it is."""
        ...

    async def passkey(self, passkey_id: bytes) -> PasskeyRow | None: ...

    async def passkeys_of(self, key: str) -> tuple[PasskeyRow, ...]:
        """In any order."""
        ...

    async def count_passkey(self, passkey_id: bytes, count: int) -> None: ...

    async def forget_passkey(self, passkey_id: bytes) -> None: ...

    async def forget_passkeys(self, key: str) -> None: ...

    async def keep_challenge(self, asked: ChallengeRow, before: datetime, most: int) -> None:
        """All that were asked before then are forgotten. Where `most` are left, it is not kept."""
        ...

    async def take_challenge(self, mark: bytes) -> ChallengeRow | None:
        """It is gone now: of several that take it at once, one gets it."""
        ...

    async def add_device(self, row: DeviceRow, most: int) -> None:
        """Keep the `most` newest of this officer's, among them this one."""
        ...

    async def device(self, token: bytes) -> DeviceRow | None: ...

    async def forget_devices(self, key: str) -> None: ...
