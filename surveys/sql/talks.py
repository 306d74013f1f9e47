"""Live conversations: half-done responses, tokens, sealed responses. The busy part."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.records import WaveState
from surveys.rooms import ForgetRoom, KeepRoom
from surveys.sql import bulk, quick
from surveys.sql.database import Clash, Database
from surveys.sql.judging import Row, Standing, named, rows_of, unfinished
from surveys.sql.moments import minute
from surveys.sql.recent_talks import RecentTalks
from surveys.sql.rooms import change_rooms
from surveys.sql.tables import sealed, talks, tokens, waves
from surveys.sql.urgent import drop_urgent, put_urgent
from surveys.writes import Outcome, Talk, TalkWrite, Write

TRIES = 5
FIND_TALK = select(talks.c.version, talks.c.sealed, talks.c.expires_minute).where(
    talks.c.wave_id == bindparam("of_wave"), talks.c.key == bindparam("of_key")
)
FIND_TOKEN = select(tokens.c.token).where(
    tokens.c.wave_id == bindparam("of_wave"), tokens.c.token == bindparam("of_token")
)
MOVE_ON = (
    update(talks)
    .where(talks.c.wave_id == bindparam("of_wave"), talks.c.key == bindparam("of_key"))
    .values(
        version=bindparam("to_version"),
        sealed=bindparam("to_sealed"),
        expires_minute=bindparam("to_minute"),
    )
)


class TalkShelf:
    """The `Talks` part of the port."""

    database: Database
    recent: RecentTalks

    async def talk(self, wave_id: str, key: bytes, now: datetime) -> Talk | None:
        found = await self._found(Row(wave_id, key))
        if found is None:
            return None
        version, sealed_talk, expires_minute = found
        if expires_minute > minute(now):
            return Talk(version, sealed_talk)
        this = (talks.c.wave_id == wave_id, talks.c.key == key)
        expired = delete(talks).where(*this, talks.c.expires_minute <= minute(now))
        async with self.database.writing() as connection:
            await connection.execute(expired)
        return None

    async def _found(self, row: Row) -> Sequence[Any] | None:
        if (known := self.recent.find(row)) or self.recent.is_missing(row):
            return known
        found = await self.database.first(FIND_TALK, of_wave=row.wave_id, of_key=row.key)
        if found is None:
            self.recent.note_missing(row)
        return found

    async def has_token(self, wave_id: str, token: bytes) -> bool:
        row = Row(wave_id, token)
        if self.recent.is_missing(row):
            return False
        found = await self.database.first(FIND_TOKEN, of_wave=wave_id, of_token=token)
        if found is None:
            self.recent.note_missing(row)
        return found is not None

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        self.recent.begin(writes)
        outcomes = await self._committed(writes)
        self.recent.end(writes, outcomes)
        return outcomes

    async def _committed(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        for _ in range(TRIES - 1):
            try:
                return await self._commit(writes)
            except Clash:
                continue  # another process came first: look again at what is there now
        return await self._commit(writes)

    async def _commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        if not writes:
            return ()
        if self.database.is_sqlite and quick.can_take(writes):
            return await self.database.write_plainly(partial(quick.commit, writes=writes))
        rooms = [write for write in writes if isinstance(write, KeepRoom | ForgetRoom)]
        of_talks = [write for write in writes if not isinstance(write, KeepRoom | ForgetRoom)]

        async def steps(connection: AsyncConnection) -> tuple[Outcome, ...]:
            judged = await self._change_talks(connection, of_talks) if of_talks else ()
            await change_rooms(connection, rooms)
            return judged

        judged = iter(await self.database.write(steps))
        return tuple(
            Outcome.DONE if isinstance(write, KeepRoom | ForgetRoom) else next(judged)
            for write in writes
        )

    async def _change_talks(
        self, connection: AsyncConnection, writes: Sequence[TalkWrite]
    ) -> tuple[Outcome, ...]:
        await self.database.share_waves(connection, {write.wave_id for write in writes})
        before = await _look(connection, writes)
        after = before.copied()
        outcomes = tuple(map(after.judge, writes))
        await _keep_talks(connection, before, after)
        await _keep_responses(connection, before, after)
        await _keep_urgent(connection, after)
        return outcomes

    async def forget_idle(self, now: datetime) -> int:
        async with self.database.writing() as connection:
            idle = delete(talks).where(talks.c.expires_minute <= minute(now))
            return (await connection.execute(idle)).rowcount


async def _look(connection: AsyncConnection, writes: Sequence[TalkWrite]) -> Standing:
    """Read every row the writes touch, and lock those that may change."""
    return Standing(
        await _open_waves(connection, {write.wave_id for write in writes}),
        await bulk.lock_versions(connection, talks, rows_of(writes)),
        await bulk.find(connection, tokens, tokens.c.token, unfinished(writes)),
        await bulk.find(connection, sealed, sealed.c.name, named(writes), lock=True),
    )


async def _open_waves(connection: AsyncConnection, wave_ids: set[str]) -> frozenset[str]:
    query = select(waves.c.id).where(waves.c.id.in_(wave_ids), waves.c.state == WaveState.OPEN)
    return frozenset(await connection.scalars(query))


async def _keep_talks(connection: AsyncConnection, before: Standing, after: Standing) -> None:
    gone = before.versions.keys() - after.versions.keys()
    await bulk.remove(connection, talks, talks.c.key, gone)
    new = sorted(after.saves.keys() - before.versions.keys())
    await bulk.add(connection, talks, [_talk_values(row, after) for row in new])
    moved = sorted(after.saves.keys() & before.versions.keys())
    if moved:
        await connection.execute(MOVE_ON, [_moved_values(row, after) for row in moved])


def _talk_values(row: Row, after: Standing) -> dict[str, object]:
    save = after.saves[row]
    return {
        "wave_id": row.wave_id,
        "key": row.key,
        "version": after.versions[row],
        "sealed": save.sealed,
        "expires_minute": minute(save.expires),
    }


def _moved_values(row: Row, after: Standing) -> dict[str, object]:
    save = after.saves[row]
    return {
        "of_wave": row.wave_id,
        "of_key": row.key,
        "to_version": after.versions[row],
        "to_sealed": save.sealed,
        "to_minute": minute(save.expires),
    }


async def _keep_responses(connection: AsyncConnection, before: Standing, after: Standing) -> None:
    fresh = sorted(after.tokens - before.tokens)
    await bulk.add(
        connection, tokens, [{"wave_id": row.wave_id, "token": row.key} for row in fresh]
    )
    await bulk.remove(connection, sealed, sealed.c.name, before.names - after.names)
    replaced = before.names & after.sealed.keys()
    await bulk.remove(connection, sealed, sealed.c.name, replaced)
    rows: list[dict[str, object]] = [
        {"wave_id": row.wave_id, "name": row.key, "sealed": after.sealed[row]}
        for row in sorted(after.sealed)
    ]
    await bulk.add(connection, sealed, rows)


async def _keep_urgent(connection: AsyncConnection, after: Standing) -> None:
    await drop_urgent(connection, after.dropped | after.urgent.keys())
    await put_urgent(connection, after.urgent.values())
