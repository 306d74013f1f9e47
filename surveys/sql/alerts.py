"""Leases and alerts in SQL."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from secrets import SystemRandom

from sqlalchemy import Update, delete, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.leases import too_long
from surveys.sql.bulk import add, slices
from surveys.sql.database import Clash, Database
from surveys.sql.telling_tables import alerts, chains, leases
from surveys.telling.alerting import Chain, Tried, taken_name


class LeaseShelf:
    """The `LeaseShelf` part of the port."""

    database: Database

    async def take_lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        free = or_(
            leases.c.holder == holder,
            leases.c.until_ms <= _ms(now),
            leases.c.until_ms > _ms(too_long(now, until)),
        )
        taken = update(leases).where(leases.c.name == name, free)
        values = {"holder": holder, "until_ms": _ms(until)}
        async with self.database.writing() as connection:
            if (await connection.execute(taken.values(**values))).rowcount:
                return True
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(leases), {"name": name, **values})
        except Clash:
            return False
        return True

    async def drop_lease(self, name: str, holder: str) -> None:
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        async with self.database.writing() as connection:
            await connection.execute(delete(leases).where(mine))


class AlertShelf:
    """The `AlertShelf` part of the port."""

    database: Database

    async def alerts(self) -> tuple[Tried, ...]:
        async with self.database.reading() as connection:
            rows = await connection.execute(select(alerts))
            return tuple(Tried(row.item, row.place, row.tries, told=row.told) for row in rows)

    async def keep_alerts(self, tried: Sequence[Tried]) -> None:
        async with self.database.writing() as connection:
            for part in slices(tried, 200):
                names = [(each.item, each.place) for each in part]
                same = tuple_(alerts.c.item, alerts.c.place).in_(names)
                await connection.execute(delete(alerts).where(same))
                await connection.execute(insert(alerts), [asdict(each) for each in part])

    async def drop_alerts(self, items: Collection[str]) -> None:
        async with self.database.writing() as connection:
            for part in slices(sorted(items)):
                for table in (alerts, chains):
                    await connection.execute(delete(table).where(table.c.item.in_(part)))

    async def chains(self) -> tuple[Chain, ...]:
        async with self.database.reading() as connection:
            rows = await connection.execute(select(chains))
            return tuple(Chain(row.item, row.began) for row in rows)

    async def begin_chains(self, new: Sequence[Chain]) -> None:
        for chain in new:
            with suppress(Clash):  # another process was quicker: its beginning counts
                async with self.database.writing() as connection:
                    if not (await connection.execute(_put_back(chain))).rowcount:
                        await connection.execute(insert(chains), asdict(chain))


async def rename_alerts(connection: AsyncConnection, names: Mapping[str, str]) -> None:
    """Who was told of items stays under their new names, in this transaction.

    When their chains began does not: each is as old as can be, so that a step that is not told
    yet is told at once.
    """
    new = {**names, **{taken_name(old): taken_name(name) for old, name in names.items()}}
    told: list[dict[str, object]] = []
    begun: list[dict[str, object]] = []
    for part in slices(sorted(new)):
        gone = delete(alerts).where(alerts.c.item.in_(part)).returning(alerts)
        rows = [row._asdict() for row in await connection.execute(gone)]
        told += [row | {"item": new[row["item"]]} for row in rows]
        over = delete(chains).where(chains.c.item.in_(part)).returning(chains.c.item)
        begun += [{"item": new[item], "began": 0} for item in await connection.scalars(over)]
    for table, added in ((alerts, told), (chains, begun)):
        SystemRandom().shuffle(added)
        await add(connection, table, added)


def _put_back(chain: Chain) -> Update:
    later = (chains.c.item == chain.item) & (chains.c.began > chain.began)
    return update(chains).where(later).values(began=chain.began)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
