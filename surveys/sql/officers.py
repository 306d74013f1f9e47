"""The officers' shelf in SQL: accounts, browsers, sessions and the audit trail."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from surveys.along import Line
from surveys.officers.audit import Entry
from surveys.officers.records import (
    Account,
    Credentials,
    DeviceRow,
    Officer,
    OfficerExists,
    SessionRow,
    UnknownOfficer,
)
from surveys.officers.shelf import Amended, ShutUntil
from surveys.sql import trail
from surveys.sql.database import Clash, Unchanged
from surveys.sql.officer_rows import (
    account_of,
    account_row,
    credentials_row,
    moment_of,
    officer_row,
    seconds,
    session_of,
)
from surveys.sql.officer_tables import (
    audit_entries,
    officer_devices,
    officer_recovery,
    officer_sessions,
    officers,
)
from surveys.sql.passkeys import SqlPasskeys

ALL_HELD = select(officers).order_by(officers.c.key).with_for_update()
"""Every account as it stands, and until the commit nobody changes one. SQLite has one writer."""


class SqlOfficers(SqlPasskeys):
    """Stands on the same database as the store, and takes its turn at writing with it."""

    # ------------------------------------------------------------ accounts
    async def add_account(self, account: Account) -> None:
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(officers).values(**account_row(account)))
        except Clash:
            raise OfficerExists from None

    async def account(self, key: str) -> Account | None:
        async with self._database.reading() as connection:
            found = await connection.execute(select(officers).where(officers.c.key == key))
            row = found.mappings().first()
        return account_of(row) if row else None

    async def accounts(self) -> tuple[Account, ...]:
        async with self._database.reading() as connection:
            found = await connection.execute(select(officers))
            return tuple(sorted(map(account_of, found.mappings()), key=lambda each: each.key))

    async def amend_officer(self, key: str, amended: Amended) -> Officer:
        async with self._database.writing() as connection:
            rows = await connection.execute(ALL_HELD)
            all_ = {row["key"]: account_of(row).officer for row in rows.mappings()}
            if key not in all_:
                raise UnknownOfficer
            officer = amended(all_.pop(key), tuple(all_.values()))
            mine = update(officers).where(officers.c.key == key)
            await connection.execute(mine.values(**officer_row(officer)))
        return officer

    async def keep_credentials(self, key: str, credentials: Credentials) -> None:
        await self._set(key, credentials_row(credentials))

    async def miss_code(self, key: str, shut_until: ShutUntil) -> None:
        mine, misses = officers.c.key == key, officers.c.code_misses
        async with self._database.writing() as connection:
            one_more = update(officers).where(mine).values(code_misses=misses + 1)
            await connection.execute(one_more)
            number = (await connection.execute(select(misses).where(mine))).scalar()
            if number is None:
                raise UnknownOfficer
            shut = update(officers).where(mine).values(shut_until=seconds(shut_until(number)))
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

    # ------------------------------------------------------------ browsers
    async def add_device(self, row: DeviceRow, most: int) -> None:
        table = officer_devices
        async with self._database.writing() as connection:
            newest = select(table.c.token).where(table.c.key == row.key)
            newest = newest.order_by(table.c.began.desc(), table.c.token)
            found = (await connection.execute(newest)).scalars().all()
            old = table.c.token.in_(found[most - 1 :])
            await connection.execute(delete(table).where(old))
            values = {"token": row.token, "key": row.key, "began": seconds(row.began)}
            await connection.execute(insert(table).values(**values))

    async def device(self, token: bytes) -> DeviceRow | None:
        table = officer_devices
        async with self._database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.token == token))
            row = found.mappings().first()
        return DeviceRow(row["token"], row["key"], moment_of(row["began"])) if row else None

    async def forget_devices(self, key: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(officer_devices).where(officer_devices.c.key == key))

    # ------------------------------------------------------------ sessions
    async def add_session(self, row: SessionRow) -> None:
        values = {"token": row.token, "key": row.key}
        moments = {"began": seconds(row.began), "seen": seconds(row.seen)}
        async with self._database.writing() as connection:
            await connection.execute(insert(officer_sessions).values(**values, **moments))

    async def session(self, token: bytes) -> SessionRow | None:
        table = officer_sessions
        async with self._database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.token == token))
            row = found.mappings().first()
        return session_of(row) if row else None

    async def sessions_of(self, key: str) -> tuple[SessionRow, ...]:
        wanted = select(officer_sessions).where(officer_sessions.c.key == key)
        async with self._database.reading() as connection:
            return tuple(map(session_of, (await connection.execute(wanted)).mappings()))

    async def touch_session(self, token: bytes, seen: datetime) -> None:
        table = officer_sessions
        changed = update(table).where(table.c.token == token).values(seen=seconds(seen))
        async with self._database.writing() as connection:
            await connection.execute(changed)

    async def end_session(self, token: bytes) -> None:
        await self._end(officer_sessions.c.token == token)

    async def end_sessions(self, key: str) -> None:
        await self._end(officer_sessions.c.key == key)

    async def forget_sessions(self, began: datetime, seen: datetime) -> None:
        table = officer_sessions
        await self._end((table.c.began < seconds(began)) | (table.c.seen < seconds(seen)))

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
