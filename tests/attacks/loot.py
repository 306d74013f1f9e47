"""What an attacker has in hand after close: everything that is left, and all that ever went by.

The strongest attacker we stand: knows who came when, holds the database, its logs and its free
pages byte by byte, the keyring folder, and a copy of every single write from the day it was made
(as an archive of the write-ahead log would hold), so old backups are covered with room to spare.
"""

import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import asyncpg  # type: ignore[import-untyped]

from surveys.sql.database import Database
from surveys.sql.store import SqlStore
from surveys.writes import Finish, Outcome, SaveTalk, Write

Row = dict[str, object]


class RecordingStore(SqlStore):
    """The real store, watched: every write that took effect, in order."""

    def __init__(self, database: Database, *, own_talks: bool = False) -> None:
        super().__init__(database, own_talks=own_talks)
        self.seen: list[Write] = []

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        outcomes = await super().commit(writes)
        pairs = zip(writes, outcomes, strict=True)
        self.seen += [write for write, outcome in pairs if outcome is Outcome.DONE]
        return outcomes

    async def sealed(self, wave_id: str) -> tuple[bytes, ...]:
        """In order of arrival: the worst order a store may give."""
        there = set(await super().sealed(wave_id))
        return tuple(write.sealed for write in self.finishes if write.sealed in there)

    @property
    def finishes(self) -> list[Finish]:
        return [write for write in self.seen if isinstance(write, Finish)]

    @property
    def urgent_put(self) -> list[tuple[str, bytes]]:
        """Ids and sealed words of urgent items, as they came."""
        puts = [write for write in self.seen if isinstance(write, SaveTalk | Finish)]
        return [(item.id, item.text) for write in puts for item in write.urgent]


@dataclass(frozen=True)
class Loot:
    """`tables` in the order the database gives them; `files` whole; `writes` as they went by."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes]
    keyring: dict[str, bytes]
    finishes: Sequence[Finish]
    urgent_put: Sequence[tuple[str, bytes]]


class Scene(Protocol):
    """A kind of database, and how to break into it."""

    store: RecordingStore

    async def tables(self) -> dict[str, list[Row]]: ...

    def files(self) -> dict[str, bytes]: ...


async def take(scene: Scene, keyring: Path) -> Loot:
    return Loot(
        await scene.tables(),
        scene.files(),
        _contents(keyring),
        scene.store.finishes,
        scene.store.urgent_put,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


TABLES = (
    *("responses", "texts", "urgent", "urgent_seen", "sealed", "talks", "tokens", "entry_codes"),
    *("alerts", "chains", "rooms"),
)


# ---------------------------------------------------------------- SQLite
@dataclass
class SqliteScene:
    store: RecordingStore
    path: Path

    async def tables(self) -> dict[str, list[Row]]:
        """Rows in physical order, with the hidden row number where there is one."""
        connection = sqlite3.connect(self.path)
        try:
            return {name: _rows(connection, name) for name in TABLES}
        finally:
            connection.close()

    def files(self) -> dict[str, bytes]:
        """The database, its log and its shared memory: free pages and all."""
        beside = sorted(self.path.parent.glob(f"{self.path.name}*"))
        return {file.name.replace(self.path.name, "database"): file.read_bytes() for file in beside}


def _rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    try:
        found = connection.execute(f"SELECT rowid AS rowid_, * FROM {table} NOT INDEXED")  # noqa: S608
    except sqlite3.OperationalError:
        found = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def give_row_numbers(path: Path) -> None:
    """Answers in a table with hidden row numbers, as a careless schema would have it."""
    connection = sqlite3.connect(path)
    (made,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'responses'"
    ).fetchone()
    connection.execute("DROP TABLE responses")
    connection.execute(made.replace("WITHOUT ROWID", ""))
    connection.commit()
    connection.close()


@asynccontextmanager
async def sqlite_scene(url: str) -> AsyncIterator[SqliteScene]:
    async with RecordingStore.open(url) as store:
        yield SqliteScene(store, Path(url.removeprefix("sqlite:///")))


# ---------------------------------------------------------------- PostgreSQL
@dataclass
class PostgresScene:
    """The server's own folder lies open: tables, dead rows, free pages and write-ahead log."""

    store: RecordingStore
    url: str
    folder: Path
    begun: float
    names: dict[str, str] = field(default_factory=dict)
    own: int = 0

    async def tables(self) -> dict[str, list[Row]]:
        """Rows in heap order, with the place and the transaction that put them there."""
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute("CHECKPOINT")
            found = await connection.fetch(
                "SELECT relname, pg_relation_filenode(oid) FROM pg_class"
            )
            own = "SELECT oid FROM pg_database WHERE datname = current_database()"
            self.own = await connection.fetchval(own)
            self.names = {str(node): str(name) for name, node in found if node}
            return {name: await self._rows(connection, name) for name in TABLES}
        finally:
            await connection.close()

    async def _rows(self, connection: asyncpg.Connection, table: str) -> list[Row]:
        hidden = "ctid::text AS ctid_, xmin::text::bigint AS xmin_, cmin::text::int AS cmin_"
        found = await connection.fetch(f"SELECT {hidden}, * FROM {table} ORDER BY ctid")  # noqa: S608
        return [dict(row) for row in found]

    def files(self) -> dict[str, bytes]:
        """The log of the whole server in order as one, and each file of this database's tables."""
        found = {"write-ahead log": b"".join(self._touched("pg_wal").values())}
        for path, content in self._touched(f"base/{self.own}").items():
            name = self.names.get(Path(path).name, "files that belong to no table")
            found[name] = found.get(name, b"") + content
        return found

    def _touched(self, under: str) -> dict[str, bytes]:
        """Files by name; some vanish while we look, since the server is alive."""
        found: dict[str, bytes] = {}
        for file in sorted((self.folder / under).rglob("*")):
            with suppress(FileNotFoundError):
                if file.is_file() and file.stat().st_mtime >= self.begun:
                    found[str(file.relative_to(self.folder))] = file.read_bytes()
        return found


@asynccontextmanager
async def postgres_scene(url: str, folder: Path) -> AsyncIterator[PostgresScene]:
    begun = time.time() - 1
    async with RecordingStore.open(url) as store:
        yield PostgresScene(store, url, folder, begun)
