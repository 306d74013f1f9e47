"""The register in SQL: one table, and no statement that changes or deletes a row of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.register import Overtaken, Version
from surveys.sql.database import Clash, Database
from surveys.sql.register_table import register


class SqlRegister:
    """Stands on the same database as the store, and takes its turn at writing with it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add_versions(self, versions: Sequence[Version]) -> None:
        try:
            async with self.database.writing() as connection:
                for version in versions:
                    await _add(connection, version)
        except Clash:
            raise Overtaken from None

    async def newest(self, kind: str, within: str | None = None) -> tuple[Version, ...]:
        query = _newest(kind)
        if within is not None:
            query = query.where(register.c.within == within)
        async with self.database.reading() as connection:
            return tuple(map(_version, await connection.execute(query)))

    async def newest_of(self, kind: str, thing_id: str) -> Version | None:
        query = _of(kind, thing_id).order_by(register.c.number.desc()).limit(1)
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).first()
        return _version(row) if row else None

    async def history(self, kind: str, thing_id: str) -> tuple[Version, ...]:
        query = _of(kind, thing_id).order_by(register.c.number)
        async with self.database.reading() as connection:
            return tuple(map(_version, await connection.execute(query)))

    async def size(self, kind: str, within: str | None = None) -> int:
        query = select(func.count()).select_from(register).where(register.c.kind == kind)
        if within is not None:
            query = query.where(register.c.within == within)
        async with self.database.reading() as connection:
            return await connection.scalar(query) or 0

    async def tally(self, kind: str, within: str) -> Mapping[str, int]:
        same = (register.c.kind == kind) & (register.c.within == within)
        many = func.count().label("many")
        query = select(register.c.body, many).where(same).group_by(register.c.body)
        async with self.database.reading() as connection:
            return {row.body: row.many for row in await connection.execute(query)}


async def _add(connection: AsyncConnection, version: Version) -> None:
    """Raises Overtaken; two at the same moment clash on the key."""
    columns = register.c
    same = (columns.kind == version.kind) & (columns.id == version.id)
    newest = await connection.scalar(select(func.max(columns.number)).where(same))
    if version.number != (newest or 0) + 1:
        raise Overtaken
    values = {column.key: getattr(version, column.key) for column in columns}
    await connection.execute(insert(register), {**values, "at": int(version.at.timestamp())})


def _of(kind: str, thing_id: str) -> Select[Any]:
    return select(register).where((register.c.kind == kind) & (register.c.id == thing_id))


def _newest(kind: str) -> Select[Any]:
    last = (
        select(register.c.id, func.max(register.c.number).label("number"))
        .where(register.c.kind == kind)
        .group_by(register.c.id)
        .subquery()
    )
    same = and_(register.c.id == last.c.id, register.c.number == last.c.number)
    return select(register).join(last, same).where(register.c.kind == kind).order_by(register.c.id)


def _version(row: Row[Any]) -> Version:
    at = datetime.fromtimestamp(row.at, UTC)
    return Version(row.kind, row.id, row.number, row.within, at, row.by, row.body)
