"""Overwrite what deleting leaves behind.

SQLite: deleted rows are zeroed as they go (`secure_delete`), but the write-ahead log still holds
them, and pages keep the shape of what lay in them. So the log is emptied, the file is built anew
in memory (`temp_store`) and written back, and the log is emptied again.

PostgreSQL: a deleted row stays in its page until the table is written anew, so VACUUM FULL
writes every participant table into a new file and removes the old one. One trace outlives it,
and the operator must know: the server's own write-ahead log, with any archive or replica of it,
keeps the intake in order of arrival until its segments are overwritten. What lies there is
unreadable once the wave's keys are destroyed: sealed rows, and urgent items too, which lie under
a cover until then (see surveys/urgent/covering.py).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.errors import StoreUnavailable
from surveys.sql.database import Database, plain_errors
from surveys.sql.engine import open_slow_engine
from surveys.sql.tables import FROM_PEOPLE
from surveys.sql.telling_tables import SCRUBBED

TRIES = 40
PAUSE_SECONDS = 0.25
LOCK_SECONDS = 10


async def scrub(database: Database) -> None:
    """Raises StoreUnavailable if something that reads or writes kept it from its work."""
    async with _by_itself(database) as connection:
        if database.is_sqlite:
            await _empty_log(connection)
            await connection.exec_driver_sql("VACUUM")
            await _empty_log(connection)
        else:
            names = ", ".join(table.name for table in (*FROM_PEOPLE, *SCRUBBED))
            await connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
            await connection.exec_driver_sql(f"VACUUM (FULL) {names}")


@asynccontextmanager
async def _by_itself(database: Database) -> AsyncIterator[AsyncConnection]:
    """A connection of its own, outside any transaction, with no limit on a statement's time."""
    engine = open_slow_engine(database.url)
    alone = {"begin": ""} if database.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
    try:
        with plain_errors():
            async with database.turn(), engine.connect() as connection:
                yield await connection.execution_options(**alone)
    finally:
        await engine.dispose()


async def _empty_log(connection: AsyncConnection) -> None:
    for _ in range(TRIES):
        busy, *_ = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        if not busy:
            return
        await asyncio.sleep(PAUSE_SECONDS)
    raise StoreUnavailable("The log could not be emptied: another program reads. Try again.")
