"""Rooms of chats: encrypted, under random-looking keys, gone two days after the last message."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.rooms import ForgetRoom, KeepRoom, RoomWrite
from surveys.sql.bulk import slices
from surveys.sql.database import Database
from surveys.sql.moments import minute
from surveys.sql.tables import rooms

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

FIND = select(rooms.c.sealed, rooms.c.expires_minute).where(rooms.c.key == bindparam("of_key"))
KEPT = ("sealed", "expires_minute")


class RoomShelf:
    """The `RoomShelf` part of the port."""

    database: Database

    @property
    def is_shared(self) -> bool:
        return not self.database.is_sqlite

    async def room(self, key: bytes, now: datetime) -> bytes | None:
        found = await self.database.first(FIND, of_key=key)
        if found is None:
            return None
        sealed, expires_minute = found
        return bytes(sealed) if expires_minute > minute(now) else None

    async def forget_rooms(self, now: datetime) -> int:
        async with self.database.writing() as connection:
            old = delete(rooms).where(rooms.c.expires_minute <= minute(now))
            return (await connection.execute(old)).rowcount


async def change_rooms(connection: AsyncConnection, writes: Sequence[RoomWrite]) -> None:
    """The last write of a room counts. In the order of keys, so that no two wait crosswise."""
    last = {write.key: write for write in writes}
    kept = [write for _, write in sorted(last.items()) if isinstance(write, KeepRoom)]
    await _forget(connection, (w.key for w in last.values() if isinstance(w, ForgetRoom)))
    if kept:
        await connection.execute(_put(connection), [_values(write) for write in kept])


def _put(connection: AsyncConnection) -> "postgresql.Insert | sqlite.Insert":
    """Of the database's own dialect; the other one, 2 MiB, is never loaded."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    insert: postgresql.Insert | sqlite.Insert = dialect.insert(rooms)
    anew = {name: insert.excluded[name] for name in KEPT}
    return insert.on_conflict_do_update(index_elements=[rooms.c.key], set_=anew)


async def _forget(connection: AsyncConnection, keys: Iterable[bytes]) -> None:
    for part in slices(sorted(keys)):
        await connection.execute(delete(rooms).where(rooms.c.key.in_(part)))


def _values(write: KeepRoom) -> dict[str, object]:
    return {
        "key": write.key,
        "sealed": write.sealed,
        "expires_minute": minute(write.expires),
    }
