"""Updates in SQL, and the one transaction that publishes one."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.sql.database import Database
from surveys.sql.telling_tables import outbox, subscriptions, updates
from surveys.telling.updates import (
    Progress,
    PublishedUpdate,
    Roots,
    UnknownUpdate,
    Update,
    UpdateState,
    Words,
    in_order,
)

UNSENT = {"told": 0, "gone": 0, "failed": 0}


class UpdateShelf:
    """The `UpdateShelf` part of the port."""

    database: Database

    async def keep_update(self, draft: Update) -> None:
        async with self.database.writing() as connection:
            if await _state(connection, draft.id) is None:
                await connection.execute(insert(updates), {**_values(draft), **UNSENT})
            else:
                await _change(connection, draft)

    async def drop_update(self, update_id: str) -> None:
        async with self.database.writing() as connection:
            if await _state(connection, update_id) is UpdateState.PUBLISHED:
                raise PublishedUpdate
            await connection.execute(delete(updates).where(updates.c.id == update_id))

    async def update(self, update_id: str) -> Update:
        async with self.database.reading() as connection:
            query = select(updates).where(updates.c.id == update_id)
            row = (await connection.execute(query)).first()
        if row is None:
            raise UnknownUpdate
        return _update(row)

    async def updates(self) -> tuple[Update, ...]:
        async with self.database.reading() as connection:
            return in_order(map(_update, await connection.execute(select(updates))))

    async def publish(self, draft: Update) -> int:
        async with self.database.writing() as connection:
            if await _state(connection, draft.id) is None:
                raise UnknownUpdate
            await _change(connection, draft)
            public = update(updates).where(updates.c.id == draft.id)
            await connection.execute(public.values(state=UpdateState.PUBLISHED))
            followers = select(literal(draft.id), subscriptions.c.key).where(
                subscriptions.c.survey == draft.survey
            )
            queue = insert(outbox).from_select(["update_id", "key"], followers)
            return (await connection.execute(queue)).rowcount

    async def progress(self, update_id: str) -> Progress:
        counts = select(updates.c.told, updates.c.gone, updates.c.failed)
        waiting = select(func.count()).where(outbox.c.update_id == update_id).scalar_subquery()
        query = counts.add_columns(waiting.label("waiting")).where(updates.c.id == update_id)
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).first()
        return Progress(**row._asdict()) if row else Progress()


async def _state(connection: AsyncConnection, update_id: str) -> UpdateState | None:
    """Locked until the end of the transaction, so that no two publish at once."""
    query = select(updates.c.state).where(updates.c.id == update_id).with_for_update()
    found = await connection.scalar(query)
    return UpdateState(found) if found else None


async def _change(connection: AsyncConnection, draft: Update) -> None:
    """Raises PublishedUpdate."""
    same = (updates.c.id == draft.id) & (updates.c.state == UpdateState.DRAFT)
    done = await connection.execute(update(updates).where(same).values(**_values(draft)))
    if done.rowcount != 1:
        raise PublishedUpdate


def _values(draft: Update) -> dict[str, object]:
    words = {code: asdict(each) for code, each in draft.words.items()}
    return {
        "id": draft.id,
        "survey": draft.survey,
        "title": json.dumps(dict(draft.title), ensure_ascii=False),
        "words": json.dumps(words, ensure_ascii=False),
        "day": draft.day,
        "state": draft.state,
        "wave": draft.wave,
        "roots": json.dumps(asdict(draft.roots), ensure_ascii=False),
        "author": draft.author,
    }


def _update(row: Row[Any]) -> Update:
    return Update(
        row.id,
        row.survey,
        json.loads(row.title),
        {code: Words(**each) for code, each in json.loads(row.words).items()},
        row.day,
        UpdateState(row.state),
        row.wave,
        Roots(**json.loads(row.roots)),
        row.author,
    )
