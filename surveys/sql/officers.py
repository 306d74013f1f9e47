"""The officers' shelf in SQL: accounts, browsers, sessions and the audit trail."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, func, insert, select, update

from surveys.along import Line
from surveys.officers.audit import Entry
from surveys.officers.records import (
    Account,
    ChallengeRow,
    Credentials,
    DeviceRow,
    Officer,
    OfficerExists,
    PasskeyRow,
    Role,
    SessionRow,
    UnknownOfficer,
)
from surveys.officers.shelf import Amended, ShutUntil
from surveys.sql import trail
from surveys.sql.database import Clash, Database, Unchanged
from surveys.sql.officer_tables import (
    audit_entries,
    officer_challenges,
    officer_devices,
    officer_passkeys,
    officer_recovery,
    officer_sessions,
    officers,
)

ALL_HELD = select(officers).order_by(officers.c.key).with_for_update()
"""Every account as it stands, and until the commit nobody changes one. SQLite has one writer."""


class SqlOfficers:
    """Stands on the same database as the store, and takes its turn at writing with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ------------------------------------------------------------ accounts
    async def add_account(self, account: Account) -> None:
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(officers).values(**_account_row(account)))
        except Clash:
            raise OfficerExists from None

    async def account(self, key: str) -> Account | None:
        async with self._database.reading() as connection:
            found = await connection.execute(select(officers).where(officers.c.key == key))
            row = found.mappings().first()
        return _account(row) if row else None

    async def accounts(self) -> tuple[Account, ...]:
        async with self._database.reading() as connection:
            found = await connection.execute(select(officers))
            return tuple(sorted(map(_account, found.mappings()), key=lambda each: each.key))

    async def amend_officer(self, key: str, amended: Amended) -> Officer:
        async with self._database.writing() as connection:
            rows = await connection.execute(ALL_HELD)
            all_ = {row["key"]: _account(row).officer for row in rows.mappings()}
            if key not in all_:
                raise UnknownOfficer
            officer = amended(all_.pop(key), tuple(all_.values()))
            mine = update(officers).where(officers.c.key == key)
            await connection.execute(mine.values(**_officer_row(officer)))
        return officer

    async def keep_credentials(self, key: str, credentials: Credentials) -> None:
        await self._set(key, _credentials_row(credentials))

    async def miss_code(self, key: str, shut_until: ShutUntil) -> None:
        mine, misses = officers.c.key == key, officers.c.code_misses
        async with self._database.writing() as connection:
            one_more = update(officers).where(mine).values(code_misses=misses + 1)
            await connection.execute(one_more)
            number = (await connection.execute(select(misses).where(mine))).scalar()
            if number is None:
                raise UnknownOfficer
            shut = update(officers).where(mine).values(shut_until=_seconds(shut_until(number)))
            await connection.execute(shut)

    async def forget_misses(self, key: str) -> None:
        await self._set(key, {"code_misses": 0, "shut_until": None})

    async def use_step(self, key: str, step: int) -> bool:
        unused = (officers.c.key == key) & (officers.c.used_step < step)
        return await self._update(unused, {"used_step": step, "code_misses": 0, "shut_until": None})

    async def keep_recovery(self, key: str, marks: Sequence[bytes]) -> None:
        table = officer_recovery
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(table.c.key == key))
            for mark in marks:
                await connection.execute(insert(table).values(mark=mark, key=key))

    async def use_recovery(self, key: str, mark: bytes) -> bool:
        table = officer_recovery
        unused = delete(table).where((table.c.key == key) & (table.c.mark == mark))
        async with self._database.writing() as connection:
            return (await connection.execute(unused)).rowcount == 1

    async def recovery_left(self, key: str) -> int:
        wanted = select(func.count()).where(officer_recovery.c.key == key)
        async with self._database.reading() as connection:
            return int((await connection.execute(wanted)).scalar_one())

    async def _set(self, key: str, values: Mapping[str, object]) -> None:
        if not await self._update(officers.c.key == key, values):
            raise UnknownOfficer

    async def _update(self, where: ColumnElement[bool], values: Mapping[str, object]) -> bool:
        with suppress(Unchanged):
            async with self._database.writing() as connection:
                done = await connection.execute(update(officers).where(where).values(**values))
                if done.rowcount == 1:
                    return True
                raise Unchanged
        return False

    # ------------------------------------------------------------ passkeys
    async def add_passkey(self, row: PasskeyRow) -> bool:
        values = {"id": row.id, "key": row.key, "public_key": row.public_key}
        numbers = {"count": row.count, "began": _seconds(row.began)}
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(officer_passkeys).values(**values, **numbers))
        except Clash:
            return False
        return True

    async def passkey(self, passkey_id: bytes) -> PasskeyRow | None:
        return next(iter(await self._passkeys(officer_passkeys.c.id == passkey_id)), None)

    async def passkeys_of(self, key: str) -> tuple[PasskeyRow, ...]:
        return await self._passkeys(officer_passkeys.c.key == key)

    async def _passkeys(self, where: ColumnElement[bool]) -> tuple[PasskeyRow, ...]:
        async with self._database.reading() as connection:
            found = await connection.execute(select(officer_passkeys).where(where))
            return tuple(map(_passkey, found.mappings()))

    async def count_passkey(self, passkey_id: bytes, count: int) -> None:
        table = officer_passkeys
        async with self._database.writing() as connection:
            changed = update(table).where(table.c.id == passkey_id).values(count=count)
            await connection.execute(changed)

    async def forget_passkey(self, passkey_id: bytes) -> None:
        await self._forget_passkeys(officer_passkeys.c.id == passkey_id)

    async def forget_passkeys(self, key: str) -> None:
        await self._forget_passkeys(officer_passkeys.c.key == key)

    async def _forget_passkeys(self, where: ColumnElement[bool]) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(officer_passkeys).where(where))

    async def keep_challenge(self, asked: ChallengeRow, before: datetime, most: int) -> None:
        table, values = officer_challenges, {"hash": asked.hash, "whom": asked.whom}
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(table.c.at < _seconds(before)))
            left = await connection.scalar(select(func.count()).select_from(table))
            if (left or 0) < most:
                await connection.execute(insert(table).values(**values, at=_seconds(asked.at)))

    async def take_challenge(self, mark: bytes) -> ChallengeRow | None:
        table = officer_challenges
        async with self._database.writing() as connection:
            found = (await connection.execute(select(table).where(table.c.hash == mark))).first()
            gone = await connection.execute(delete(table).where(table.c.hash == mark))
        if found is None or not gone.rowcount:
            return None
        return ChallengeRow(found.hash, found.whom, _moment(found.at))

    # ------------------------------------------------------------ browsers
    async def add_device(self, row: DeviceRow, most: int) -> None:
        table = officer_devices
        async with self._database.writing() as connection:
            newest = select(table.c.token).where(table.c.key == row.key)
            newest = newest.order_by(table.c.began.desc(), table.c.token)
            found = (await connection.execute(newest)).scalars().all()
            old = table.c.token.in_(found[most - 1 :])
            await connection.execute(delete(table).where(old))
            values = {"token": row.token, "key": row.key, "began": _seconds(row.began)}
            await connection.execute(insert(table).values(**values))

    async def device(self, token: bytes) -> DeviceRow | None:
        table = officer_devices
        async with self._database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.token == token))
            row = found.mappings().first()
        return DeviceRow(row["token"], row["key"], _moment(row["began"])) if row else None

    async def forget_devices(self, key: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(officer_devices).where(officer_devices.c.key == key))

    # ------------------------------------------------------------ sessions
    async def add_session(self, row: SessionRow) -> None:
        values = {"token": row.token, "key": row.key}
        moments = {"began": _seconds(row.began), "seen": _seconds(row.seen)}
        async with self._database.writing() as connection:
            await connection.execute(insert(officer_sessions).values(**values, **moments))

    async def session(self, token: bytes) -> SessionRow | None:
        table = officer_sessions
        async with self._database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.token == token))
            row = found.mappings().first()
        return _session(row) if row else None

    async def sessions_of(self, key: str) -> tuple[SessionRow, ...]:
        wanted = select(officer_sessions).where(officer_sessions.c.key == key)
        async with self._database.reading() as connection:
            return tuple(map(_session, (await connection.execute(wanted)).mappings()))

    async def touch_session(self, token: bytes, seen: datetime) -> None:
        table = officer_sessions
        changed = update(table).where(table.c.token == token).values(seen=_seconds(seen))
        async with self._database.writing() as connection:
            await connection.execute(changed)

    async def end_session(self, token: bytes) -> None:
        await self._end(officer_sessions.c.token == token)

    async def end_sessions(self, key: str) -> None:
        await self._end(officer_sessions.c.key == key)

    async def forget_sessions(self, began: datetime, seen: datetime) -> None:
        table = officer_sessions
        await self._end((table.c.began < _seconds(began)) | (table.c.seen < _seconds(seen)))

    async def _end(self, where: ColumnElement[bool]) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(officer_sessions).where(where))

    # ------------------------------------------------------------ audit trail
    async def append(self, line: Line) -> Entry:
        async with self._database.writing() as connection:
            return await trail.append(connection, line)

    async def entries(self, below: int | None, limit: int) -> tuple[Entry, ...]:
        number = audit_entries.c.number
        wanted = select(audit_entries).order_by(number.desc()).limit(limit)
        if below is not None:
            wanted = wanted.where(number < below)
        async with self._database.reading() as connection:
            return tuple(map(trail.entry, (await connection.execute(wanted)).mappings()))


# ---------------------------------------------------------------- rows and records
def _account_row(account: Account) -> dict[str, Any]:
    return {
        "key": account.key,
        **_officer_row(account.officer),
        **_credentials_row(account.credentials),
        "used_step": account.used_step,
        "code_misses": account.code_misses,
        "shut_until": _seconds(account.shut_until),
    }


def _officer_row(officer: Officer) -> dict[str, Any]:
    roles = " ".join(sorted(officer.roles))
    return {
        "name": officer.name,
        "roles": roles,
        "active": officer.active,
        "agency": officer.agency,
        "mail": officer.mail,
    }


def _credentials_row(kept: Credentials) -> dict[str, Any]:
    return {"password": kept.password, "salt": kept.salt, "totp": kept.totp}


def _account(row: RowMapping) -> Account:
    roles = frozenset(Role(role) for role in row["roles"].split())
    shut_until = row["shut_until"]
    return Account(
        row["key"],
        Officer(row["name"], roles, row["active"], row["agency"], row["mail"]),
        Credentials(row["password"], row["salt"], row["totp"]),
        row["used_step"],
        row["code_misses"],
        None if shut_until is None else _moment(shut_until),
    )


def _passkey(row: RowMapping) -> PasskeyRow:
    began = _moment(row["began"])
    return PasskeyRow(row["id"], row["key"], row["public_key"], row["count"], began)


def _session(row: RowMapping) -> SessionRow:
    return SessionRow(row["token"], row["key"], _moment(row["began"]), _moment(row["seen"]))


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
