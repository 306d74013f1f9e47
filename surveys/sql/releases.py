"""The release ledger in SQL: no statement changes or deletes a row of it."""

from typing import Any

from sqlalchemy import Row, insert, select

from surveys.releases import Release
from surveys.sql.database import Clash, Database
from surveys.sql.release_table import releases


class SqlReleases:
    """Stands on the same database as the store, and takes its turn at writing with it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def releases(self) -> tuple[Release, ...]:
        async with self.database.reading() as connection:
            rows = await connection.execute(select(releases).order_by(releases.c.number))
            return tuple(map(_release, rows))

    async def add_release(self, release: Release) -> bool:
        values = {column.key: getattr(release, column.key) for column in releases.c}
        values["waves"] = " ".join(release.waves)
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(releases), values)
        except Clash:
            return False
        return True


def _release(row: Row[Any]) -> Release:
    return Release(
        on=row.on,
        name=row.name,
        waves=tuple(row.waves.split()),
        content=row.content,
        behind=row.behind,
        number=row.number,
        before=row.before,
        hash=row.hash,
    )
