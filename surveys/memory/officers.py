"""The officers' shelf in memory: same promises as sql/officers.py, forgotten at the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from surveys.along import Line
from surveys.officers.audit import Entry, follow
from surveys.officers.records import (
    Account,
    ChallengeRow,
    Credentials,
    DeviceRow,
    Officer,
    OfficerExists,
    PasskeyRow,
    SessionRow,
    UnknownOfficer,
)
from surveys.officers.shelf import Amended, ShutUntil


class MemoryOfficers:
    """Every method runs from start to end without waiting, so each is one transaction."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[bytes, SessionRow] = {}
        self._devices: dict[bytes, DeviceRow] = {}
        self._recovery: dict[bytes, str] = {}
        self._passkeys: dict[bytes, PasskeyRow] = {}
        self._challenges: dict[bytes, ChallengeRow] = {}
        self._trail: list[Entry] = []

    # ------------------------------------------------------------ accounts
    async def add_account(self, account: Account) -> None:
        if account.key in self._accounts:
            raise OfficerExists
        self._accounts[account.key] = account

    async def account(self, key: str) -> Account | None:
        return self._accounts.get(key)

    async def accounts(self) -> tuple[Account, ...]:
        return tuple(self._accounts[key] for key in sorted(self._accounts))

    async def amend_officer(self, key: str, amended: Amended) -> Officer:
        account = self._known(key)
        others = [other.officer for other in self._accounts.values() if other.key != key]
        officer = amended(account.officer, others)
        self._accounts[key] = replace(account, officer=officer)
        return officer

    async def keep_credentials(self, key: str, credentials: Credentials) -> None:
        self._accounts[key] = replace(self._known(key), credentials=credentials)

    async def use_step(self, key: str, step: int) -> bool:
        account = self._accounts.get(key)
        if account is None or step <= account.used_step:
            return False
        used = replace(account, used_step=step, code_misses=0, shut_until=None)
        self._accounts[key] = used
        return True

    async def miss_code(self, key: str, shut_until: ShutUntil) -> None:
        account = self._known(key)
        misses = account.code_misses + 1
        missed = replace(account, code_misses=misses, shut_until=shut_until(misses))
        self._accounts[key] = missed

    async def forget_misses(self, key: str) -> None:
        self._accounts[key] = replace(self._known(key), code_misses=0, shut_until=None)

    async def keep_recovery(self, key: str, marks: Sequence[bytes]) -> None:
        others = {mark: whose for mark, whose in self._recovery.items() if whose != key}
        self._recovery = {**others, **dict.fromkeys(marks, key)}

    async def use_recovery(self, key: str, mark: bytes) -> bool:
        if self._recovery.get(mark) != key:
            return False
        del self._recovery[mark]
        return True

    async def recovery_left(self, key: str) -> int:
        return list(self._recovery.values()).count(key)

    def _known(self, key: str) -> Account:
        if key not in self._accounts:
            raise UnknownOfficer
        return self._accounts[key]

    # ------------------------------------------------------------ passkeys
    async def add_passkey(self, row: PasskeyRow) -> bool:
        return self._passkeys.setdefault(row.id, row) is row

    async def passkey(self, passkey_id: bytes) -> PasskeyRow | None:
        return self._passkeys.get(passkey_id)

    async def passkeys_of(self, key: str) -> tuple[PasskeyRow, ...]:
        return tuple(row for row in self._passkeys.values() if row.key == key)

    async def count_passkey(self, passkey_id: bytes, count: int) -> None:
        if passkey_id in self._passkeys:
            counted = replace(self._passkeys[passkey_id], count=count)
            self._passkeys[passkey_id] = counted

    async def forget_passkey(self, passkey_id: bytes) -> None:
        self._passkeys.pop(passkey_id, None)

    async def forget_passkeys(self, key: str) -> None:
        self._passkeys = {i: row for i, row in self._passkeys.items() if row.key != key}

    async def keep_challenge(self, asked: ChallengeRow, before: datetime, most: int) -> None:
        kept = {mark: row for mark, row in self._challenges.items() if row.at >= before}
        self._challenges = kept | {asked.hash: asked} if len(kept) < most else kept

    async def take_challenge(self, mark: bytes) -> ChallengeRow | None:
        return self._challenges.pop(mark, None)

    # ------------------------------------------------------------ browsers
    async def add_device(self, row: DeviceRow, most: int) -> None:
        mine = [device for device in self._devices.values() if device.key == row.key]
        newest = sorted(mine, key=lambda device: device.began, reverse=True)
        for old in newest[most - 1 :]:
            del self._devices[old.token]
        self._devices[row.token] = row

    async def device(self, token: bytes) -> DeviceRow | None:
        return self._devices.get(token)

    async def forget_devices(self, key: str) -> None:
        self._devices = {t: row for t, row in self._devices.items() if row.key != key}

    # ------------------------------------------------------------ sessions
    async def add_session(self, row: SessionRow) -> None:
        self._sessions[row.token] = row

    async def session(self, token: bytes) -> SessionRow | None:
        return self._sessions.get(token)

    async def sessions_of(self, key: str) -> tuple[SessionRow, ...]:
        return tuple(row for row in self._sessions.values() if row.key == key)

    async def touch_session(self, token: bytes, seen: datetime) -> None:
        if token in self._sessions:
            self._sessions[token] = replace(self._sessions[token], seen=seen)

    async def end_session(self, token: bytes) -> None:
        self._sessions.pop(token, None)

    async def end_sessions(self, key: str) -> None:
        self._sessions = {t: row for t, row in self._sessions.items() if row.key != key}

    async def forget_sessions(self, began: datetime, seen: datetime) -> None:
        kept = {t: r for t, r in self._sessions.items() if r.began >= began and r.seen >= seen}
        self._sessions = kept

    # ------------------------------------------------------------ audit trail
    async def append(self, line: Line) -> Entry:
        last = self._trail[-1] if self._trail else None
        self._trail.append(follow(last, line.at, line.who, line.act, line.subject))
        return self._trail[-1]

    async def entries(self, below: int | None, limit: int) -> tuple[Entry, ...]:
        end = len(self._trail) if below is None else below - 1
        return tuple(reversed(self._trail[max(0, end - limit) : max(0, end)]))
