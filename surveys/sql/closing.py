"""Closing a wave: the sealed intake out, the shuffled answers in, nothing left behind."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.errors import MiscountedClose
from surveys.records import Response, ReviewText, WaveState
from surveys.sql import scrubbing
from surveys.sql.answers import put_responses, put_texts
from surveys.sql.database import Database
from surveys.sql.tables import entry_codes, sealed, talks, tokens, waves
from surveys.sql.tables import responses as responses_table
from surveys.sql.urgent import rewrite_urgent
from surveys.sql.waves import must_exist, set_state
from surveys.store import Renew, as_it_is


class ClosingShelf:
    """The `ClosingStore` part of the port."""

    database: Database

    async def sealed(self, wave_id: str) -> tuple[bytes, ...]:
        query = select(sealed.c.sealed).where(sealed.c.wave_id == wave_id)
        async with self.database.reading() as connection:
            await must_exist(connection, wave_id)
            return tuple(await connection.scalars(query))

    async def rewrite(
        self,
        wave_id: str,
        responses: Mapping[str, Response],
        texts: Sequence[ReviewText],
        renew: Renew = as_it_is,
        *,
        left_out: int | None = None,
    ) -> None:
        async with self.database.writing() as connection:
            await self.database.own_wave(connection, wave_id)
            await set_state(connection, wave_id, WaveState.CLOSING, WaveState.REWRITTEN)
            await put_responses(connection, wave_id, responses)
            await put_texts(connection, texts)
            await rewrite_urgent(connection, wave_id, renew)
            taken = await _empty(connection, wave_id)
            if left_out is not None:
                await _add_up(connection, wave_id, taken - left_out)

    async def give_up(self, wave_id: str, renew: Renew) -> None:
        lost = update(waves).where(waves.c.id == wave_id).values(answers_lost=True)
        async with self.database.writing() as connection:
            await self.database.own_wave(connection, wave_id)
            await set_state(connection, wave_id, WaveState.CLOSING, WaveState.REWRITTEN)
            await connection.execute(lost)
            await rewrite_urgent(connection, wave_id, renew)
            await _empty(connection, wave_id)

    async def scrub(self) -> None:
        await scrubbing.scrub(self.database)


async def _empty(connection: AsyncConnection, wave_id: str) -> int:
    """The intake of the wave out; how many sealed responses there were."""
    taken = await connection.execute(delete(sealed).where(sealed.c.wave_id == wave_id))
    for table in (talks, tokens, entry_codes):
        await connection.execute(delete(table).where(table.c.wave_id == wave_id))
    return taken.rowcount


async def _add_up(connection: AsyncConnection, wave_id: str, expected: int) -> None:
    """What lies there now, counted by the database; a miscount takes the transaction back."""
    written = (
        select(func.count())
        .select_from(responses_table)
        .where(responses_table.c.wave_id == wave_id)
    )
    if await connection.scalar(written) != expected:
        raise MiscountedClose
