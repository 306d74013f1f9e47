"""Urgent texts, sealed to the leads, and the leads' public keys.

What waits and what was read live in two tables: a person can take back what waits, nothing but
retention takes what was read, and a new text under the same id finds its place free.
"""

import base64
import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.errors import AlreadyThere
from surveys.records import Lead, UrgentItem
from surveys.sql import bulk
from surveys.sql.database import Clash, Database
from surveys.sql.tables import leads, urgent, urgent_seen
from surveys.store import Renew, SeenUrgent


class UrgentShelf:
    """The `UrgentShelf` part of the port."""

    database: Database

    async def urgent(self) -> tuple[UrgentItem, ...]:
        query = select(urgent).order_by(urgent.c.day, urgent.c.id)
        async with self.database.reading() as connection:
            return tuple(map(_item, await connection.execute(query)))

    async def urgent_read(self, item_id: str, by: str, on: date) -> None:
        taken = delete(urgent).where(urgent.c.id == item_id).returning(urgent)
        async with self.database.writing() as connection:
            if row := (await connection.execute(taken)).first():
                seen = {"key": secrets.token_bytes(16), "by": by, "on": on}
                await connection.execute(insert(urgent_seen), row._asdict() | seen)

    async def urgent_seen(self) -> tuple[SeenUrgent, ...]:
        order = (urgent_seen.c.day, urgent_seen.c.id, urgent_seen.c.on)
        async with self.database.reading() as connection:
            rows = await connection.execute(select(urgent_seen).order_by(*order))
            return tuple(SeenUrgent(_item(row), row.by, row.on) for row in rows)

    async def add_lead(self, lead: Lead) -> None:
        row = {"name": lead.name, "public": lead.public, "private": lead.private}
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(leads), row)
        except Clash:
            raise AlreadyThere from None

    async def leads(self) -> tuple[Lead, ...]:
        async with self.database.reading() as connection:
            rows = await connection.execute(select(leads))
            found = [Lead(row.name, row.public, row.private) for row in rows]
        return tuple(sorted(found, key=lambda lead: lead.name))


async def drop_urgent(connection: AsyncConnection, ids: Collection[str]) -> None:
    for part in bulk.slices(sorted(ids)):
        await connection.execute(delete(urgent).where(urgent.c.id.in_(part)))


async def put_urgent(connection: AsyncConnection, items: Iterable[UrgentItem]) -> None:
    await bulk.add(connection, urgent, [_values(item) for item in items])


async def rewrite_urgent(connection: AsyncConnection, wave_id: str, renew: Renew) -> None:
    """Take the wave's items out and put them back anew, in shuffled order, in this transaction."""
    for table in (urgent, urgent_seen):
        taken = delete(table).where(table.c.wave_id == wave_id).returning(table)
        found = list(await connection.execute(taken))
        rows = [row._asdict() | _values(renew(_item(row))) for row in found]
        secrets.SystemRandom().shuffle(rows)
        await bulk.add(connection, table, rows)


def _values(item: UrgentItem) -> dict[str, object]:
    keys = {name: base64.b64encode(key).decode() for name, key in sorted(item.keys.items())}
    return {
        "id": item.id,
        "wave_id": item.wave_id,
        "day": item.day,
        "text": item.text,
        "keys": json.dumps(keys),
    }


def _item(row: Row[Any]) -> UrgentItem:
    keys: Mapping[str, str] = json.loads(row.keys)
    return UrgentItem(
        row.id,
        row.wave_id,
        row.day,
        row.text,
        {name: base64.b64decode(key) for name, key in keys.items()},
    )
