"""Waves and their entry codes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.definitions.frozen import dump, load
from surveys.errors import AlreadyThere, UnknownWave, WrongState
from surveys.records import Entry, Wave, WaveState
from surveys.sql import bulk
from surveys.sql.database import Clash, Database
from surveys.sql.judging import Row
from surveys.sql.tables import entry_codes, sealed, waves


class WaveShelf:
    """The `WaveShelf` part of the port."""

    database: Database

    async def add_wave(self, wave: Wave) -> None:
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(waves), _values(wave))
        except Clash:
            raise AlreadyThere from None

    async def wave(self, code: str) -> Wave:
        query = select(waves).where(or_(waves.c.code == code, waves.c.id == code))
        async with self.database.reading() as connection:
            row = (await connection.execute(query.order_by(waves.c.number))).first()
        if row is None:
            raise UnknownWave
        return _wave(row)

    async def waves(self) -> tuple[Wave, ...]:
        query = select(waves).order_by(waves.c.number.desc())
        async with self.database.reading() as connection:
            return tuple(map(_wave, await connection.execute(query)))

    async def move_wave(self, wave_id: str, before: WaveState, after: WaveState, on: date) -> None:
        days = {WaveState.OPEN: {"opened_on": on}, WaveState.CLOSED: {"closed_on": on}}
        async with self.database.writing() as connection:
            await self.database.own_wave(connection, wave_id)
            await set_state(connection, wave_id, before, after)
            if day := days.get(after):
                await connection.execute(update(waves).where(waves.c.id == wave_id).values(**day))

    async def discard_wave(self, wave_id: str) -> None:
        a_draft = (waves.c.id == wave_id, waves.c.state == WaveState.DRAFT)
        async with self.database.writing() as connection:
            await self.database.own_wave(connection, wave_id)
            await must_exist(connection, wave_id)
            if not await connection.scalar(select(waves.c.id).where(*a_draft)):
                raise WrongState
            await connection.execute(delete(entry_codes).where(entry_codes.c.wave_id == wave_id))
            await connection.execute(delete(waves).where(*a_draft))

    async def finished(self, wave_id: str) -> int:
        count = select(func.count()).select_from(sealed).where(sealed.c.wave_id == wave_id)
        async with self.database.reading() as connection:
            await must_exist(connection, wave_id)
            return (await connection.execute(count)).scalar_one()

    async def add_entry_codes(self, wave_id: str, hashes: Sequence[bytes]) -> None:
        wanted = {Row(wave_id, hashed) for hashed in hashes}
        async with self.database.writing() as connection:
            await self.database.own_wave(connection, wave_id)
            await must_exist(connection, wave_id)
            known = await bulk.find(connection, entry_codes, entry_codes.c.hashed, wanted)
            rows: list[dict[str, object]] = [
                {"wave_id": wave_id, "hashed": row.key} for row in sorted(wanted - known)
            ]
            await bulk.add(connection, entry_codes, rows)

    async def has_entry_code(self, wave_id: str, hashed: bytes) -> bool:
        column = entry_codes.c.hashed
        async with self.database.reading() as connection:
            return bool(await bulk.find(connection, entry_codes, column, [Row(wave_id, hashed)]))


async def must_exist(connection: AsyncConnection, wave_id: str) -> None:
    if await connection.scalar(select(waves.c.id).where(waves.c.id == wave_id)) is None:
        raise UnknownWave


async def set_state(
    connection: AsyncConnection, wave_id: str, before: WaveState, after: WaveState
) -> None:
    """Move the wave on, if it is where it should be. The caller owns it (`own_wave`)."""
    await must_exist(connection, wave_id)
    moved = update(waves).where(waves.c.id == wave_id, waves.c.state == before).values(state=after)
    if (await connection.execute(moved)).rowcount != 1:
        raise WrongState


def _values(wave: Wave) -> dict[str, object]:
    return {
        "id": wave.id,
        "code": wave.code,
        "name": wave.name,
        "survey": dump(wave.survey),
        "state": wave.state,
        "entry": wave.entry,
        "public_key": wave.public_key,
        "sealed_size": wave.sealed_size,
        "opened_on": wave.opened_on,
        "closed_on": wave.closed_on,
        "answers_lost": wave.answers_lost,
    }


def _wave(row: SqlRow[Any]) -> Wave:
    return Wave(
        row.id,
        row.code,
        row.name,
        load(row.survey),
        WaveState(row.state),
        Entry(row.entry),
        row.public_key,
        row.sealed_size,
        row.opened_on,
        row.closed_on,
        row.answers_lost,
    )
