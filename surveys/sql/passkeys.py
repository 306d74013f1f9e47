"""Passkeys and the challenges they answer, in SQL."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from surveys.officers.records import ChallengeRow, PasskeyRow
from surveys.sql.database import Clash, Database
from surveys.sql.officer_rows import moment_of, passkey_of, seconds
from surveys.sql.officer_tables import officer_challenges, officer_passkeys


class SqlPasskeys:
    """The part of the officers' shelf that keeps passkeys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_passkey(self, row: PasskeyRow) -> bool:
        values = {"id": row.id, "key": row.key, "public_key": row.public_key}
        numbers = {"count": row.count, "began": seconds(row.began)}
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
            return tuple(map(passkey_of, found.mappings()))

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
            await connection.execute(delete(table).where(table.c.at < seconds(before)))
            left = await connection.scalar(select(func.count()).select_from(table))
            if (left or 0) < most:
                await connection.execute(insert(table).values(**values, at=seconds(asked.at)))

    async def take_challenge(self, mark: bytes) -> ChallengeRow | None:
        table = officer_challenges
        async with self._database.writing() as connection:
            found = (await connection.execute(select(table).where(table.c.hash == mark))).first()
            gone = await connection.execute(delete(table).where(table.c.hash == mark))
        if found is None or not gone.rowcount:
            return None
        return ChallengeRow(found.hash, found.whom, moment_of(found.at))
