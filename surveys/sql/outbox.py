"""The outbox in SQL. A message is a pair of names; whom it goes to is read when it is sent."""

from sqlalchemy import delete, select, update

from surveys.sql.database import Database
from surveys.sql.subscriptions import forget
from surveys.sql.telling_tables import outbox, subscriptions, updates
from surveys.telling.outbox import Fate, Letter


class OutboxShelf:
    """The `OutboxShelf` part of the port."""

    database: Database

    async def letters(self, limit: int) -> tuple[Letter, ...]:
        query = (
            select(outbox.c.update_id, outbox.c.key, subscriptions.c.sealed)
            .join(subscriptions, subscriptions.c.key == outbox.c.key)
            .order_by(outbox.c.update_id, outbox.c.key)
            .limit(limit)
        )
        async with self.database.reading() as connection:
            return tuple(Letter(*row) for row in await connection.execute(query))

    async def settle(self, letter: Letter, fate: Fate) -> None:
        this = (outbox.c.update_id == letter.update) & (outbox.c.key == letter.key)
        count = updates.c[fate.value]
        async with self.database.writing() as connection:
            if not (await connection.execute(delete(outbox).where(this))).rowcount:
                return
            one_more = update(updates).where(updates.c.id == letter.update)
            await connection.execute(one_more.values({count: count + 1}))
            if fate is Fate.GONE:
                await forget(connection, [letter.key])
