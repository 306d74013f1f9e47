"""The store on SQLite or PostgreSQL, composed of its shelves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from sqlalchemy import select

from surveys.errors import NotUpToDate
from surveys.sql import migrate
from surveys.sql.answers import AnswerShelf
from surveys.sql.closing import ClosingShelf
from surveys.sql.database import Database
from surveys.sql.recent_talks import RecentTalks
from surveys.sql.rooms import RoomShelf
from surveys.sql.talks import TalkShelf
from surveys.sql.urgent import UrgentShelf
from surveys.sql.waves import WaveShelf


class SqlStore(TalkShelf, RoomShelf, WaveShelf, ClosingShelf, AnswerShelf, UrgentShelf):
    """Keeps every promise of the port, also over a crash."""

    def __init__(self, database: Database, *, own_talks: bool = False) -> None:
        self.database = database
        self.recent = RecentTalks() if own_talks and database.is_sqlite else RecentTalks(0)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, upgrade: bool = False, own_talks: bool = False
    ) -> AsyncIterator[Self]:
        """Raises TooNew; NotUpToDate if the tables are older and `upgrade` is not asked.

        `own_talks`: nobody else saves the talks that are saved here, so they are not read back.
        That holds of a SQLite file; it changes nothing on PostgreSQL.
        """
        if upgrade:
            await migrate.upgrade(url)
        elif await migrate.pending(url):
            raise NotUpToDate
        database = Database(url)
        try:
            yield cls(database, own_talks=own_talks)
        finally:
            await database.close()

    async def ping(self) -> None:
        async with self.database.reading() as connection:
            await connection.execute(select(1))
