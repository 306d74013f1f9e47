"""Subscriptions in SQL: random-looking keys, sealed content, nothing else."""

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.sql.bulk import slices
from surveys.sql.database import Database
from surveys.sql.telling_tables import outbox, subscriptions
from surveys.telling.subscriptions import Subscription


class SubscriptionShelf:
    """The `SubscriptionShelf` part of the port."""

    database: Database

    async def subscribe(self, subscription: Subscription) -> None:
        row = {
            "key": subscription.key,
            "survey": subscription.survey,
            "sealed": subscription.sealed,
        }
        async with self.database.writing() as connection:
            same = subscriptions.c.key == subscription.key
            await connection.execute(delete(subscriptions).where(same))
            await connection.execute(insert(subscriptions), row)

    async def unsubscribe(self, keys: Iterable[bytes]) -> None:
        async with self.database.writing() as connection:
            await forget(connection, keys)

    async def has_subscription(self, keys: Iterable[bytes]) -> bool:
        wanted = select(subscriptions.c.key).where(subscriptions.c.key.in_(tuple(keys)))
        async with self.database.reading() as connection:
            return (await connection.execute(wanted.limit(1))).first() is not None

    async def subscribed_surveys(self) -> tuple[str, ...]:
        query = select(subscriptions.c.survey).distinct()
        async with self.database.reading() as connection:
            return tuple(sorted(await connection.scalars(query)))

    async def subscribers(self, survey: str) -> int:
        count = select(func.count()).where(subscriptions.c.survey == survey)
        async with self.database.reading() as connection:
            return (await connection.execute(count)).scalar_one()


async def forget(connection: AsyncConnection, keys: Iterable[bytes]) -> None:
    """The subscriptions, and all messages that wait for them."""
    for part in slices(sorted(keys)):
        for table in (outbox, subscriptions):
            await connection.execute(delete(table).where(table.c.key.in_(part)))
