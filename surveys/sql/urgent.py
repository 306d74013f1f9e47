"""Urgent texts, sealed to the leads, and the leads' public keys.

What waits and what was read live in two tables: a person can take back what waits, nothing but
retention takes what was read, and a new text under the same id finds its place free.
"""

import base64
import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.errors import AlreadyThere
from surveys.officers.records import Role
from surveys.records import Lead, UrgentItem
from surveys.sql import bulk, handling
from surveys.sql.alerts import rename_alerts
from surveys.sql.database import Clash, Database, Unchanged
from surveys.sql.handling import HAS_OUTCOME
from surveys.sql.officer_tables import officers
from surveys.sql.tables import leads, urgent, urgent_seen
from surveys.store import Count, Renew, SeenUrgent, of_no_interest


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

    async def add_urgent(self, item: UrgentItem) -> None:
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(urgent), _values(item))
        except Clash:
            raise AlreadyThere from None

    async def change_urgent(self, before: UrgentItem, after: UrgentItem) -> bool:
        with suppress(Unchanged):
            async with self.database.writing() as connection:
                for table in (urgent, urgent_seen):
                    same = (table.c[name] == value for name, value in _values(before).items())
                    changed = update(table).where(*same).values(**_values(after))
                    if (await connection.execute(changed)).rowcount:
                        return True
                raise Unchanged
        return False

    async def forget_urgent(self, read_before: date, count: Count = of_no_interest) -> int:
        settled = urgent_seen.c.handling.contains(HAS_OUTCOME, autoescape=True)
        gone = delete(urgent_seen).where(urgent_seen.c.on < read_before, settled)
        async with self.database.writing() as connection:
            number = (await connection.execute(gone)).rowcount
            count(number)
        return number

    async def change_lead(self, before: Lead, after: Lead) -> bool:
        same = (leads.c.name == before.name, leads.c.private == before.private)
        with suppress(Unchanged):
            async with self.database.writing() as connection:
                changed = update(leads).where(*same).values(**_lead_values(after))
                if (await connection.execute(changed)).rowcount == 1:
                    return True
                raise Unchanged
        return False

    async def add_lead(self, lead: Lead) -> None:
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(leads), _lead_values(lead))
        except Clash:
            raise AlreadyThere from None

    async def leads(self) -> tuple[Lead, ...]:
        async with self.database.reading() as connection:
            rows = await connection.execute(select(leads))
            found = [
                Lead(row.name, row.public, row.private, row.former or b"", row.made_on)
                for row in rows
            ]
        return tuple(sorted(found, key=lambda lead: lead.name))

    async def readers(self) -> tuple[Lead, ...]:
        every = await self.leads()
        accounts = select(officers.c.name, officers.c.roles, officers.c.active)
        async with self.database.reading() as connection:
            rows = (await connection.execute(accounts)).all()
        gone = {row.name for row in rows if not row.active or Role.LEAD not in row.roles.split()}
        return tuple(lead for lead in every if lead.name not in gone) or every


async def drop_urgent(connection: AsyncConnection, ids: Collection[str]) -> None:
    for part in bulk.slices(sorted(ids)):
        await connection.execute(delete(urgent).where(urgent.c.id.in_(part)))


async def put_urgent(connection: AsyncConnection, items: Iterable[UrgentItem]) -> None:
    await bulk.add(connection, urgent, [_values(item) for item in items])


async def rewrite_urgent(connection: AsyncConnection, wave_id: str, renew: Renew) -> None:
    """Take the wave's items out and put them back anew, in shuffled order, in this transaction."""
    names: dict[str, str] = {}
    for table in (urgent, urgent_seen):
        taken = delete(table).where(table.c.wave_id == wave_id).returning(table)
        found = list(await connection.execute(taken))
        rows = [row._asdict() | _values(renew(_item(row))) for row in found]
        names |= {old.id: new["id"] for old, new in zip(found, rows, strict=True)}
        if table is urgent_seen:
            rows = [row | {"key": secrets.token_bytes(16)} for row in rows]
        secrets.SystemRandom().shuffle(rows)
        await bulk.add(connection, table, rows)
    await rename_alerts(connection, names)


def _values(item: UrgentItem) -> dict[str, object]:
    keys = {name: base64.b64encode(key).decode() for name, key in sorted(item.keys.items())}
    return {
        "id": item.id,
        "wave_id": item.wave_id,
        "day": item.day,
        "text": item.text,
        "keys": json.dumps(keys),
        "handling": handling.dump(item.handling),
    }


def _lead_values(lead: Lead) -> dict[str, object]:
    return {
        "name": lead.name,
        "public": lead.public,
        "private": lead.private,
        "former": lead.former or None,
        "made_on": lead.made_on,
    }


def _item(row: Row[Any]) -> UrgentItem:
    keys: Mapping[str, str] = json.loads(row.keys)
    return UrgentItem(
        row.id,
        row.wave_id,
        row.day,
        row.text,
        {name: base64.b64decode(key) for name, key in keys.items()},
        handling.load(row.handling),
    )
