"""Why a database could not be used is said in words that tell what to do, by real databases."""

import errno
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from surveys.errors import (
    DatabaseAway,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseShut,
    DiskFull,
    HomeShut,
    StoreUnavailable,
)
from surveys.intake.writer import Writer
from surveys.sql import engine
from surveys.sql.database import Database
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.sql.unavailable import unavailable
from tests.conftest import Postgres
from tests.factories import save, wave


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


async def writes_after(database: Database, *statements: str) -> None:
    async with database.writing() as connection:
        for statement in (*statements, "INSERT INTO leases VALUES ('a', zeroblob(999999), 1)"):
            await connection.exec_driver_sql(statement)


async def test_a_full_disk_is_called_one(database: Database) -> None:
    with pytest.raises(DiskFull, match="Make room"):
        await writes_after(database, "PRAGMA max_page_count = 1")


async def test_a_database_that_may_only_be_read_is_called_one(database: Database) -> None:
    with pytest.raises(DatabaseReadOnly, match="chown"):
        await writes_after(database, "PRAGMA query_only = 1")


async def test_another_program_that_holds_the_file_is_named(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noon: datetime
) -> None:
    soon = {**engine.PRAGMAS, "busy_timeout": "50"}
    monkeypatch.setattr(engine, "PRAGMAS", soon)
    async with SqlStore.open(sqlite_url) as store:
        with closing(sqlite3.connect(tmp_path / "test.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked, match="Another program"):
                await SqlTelling(store.database).take_lease("a", "b", noon, noon + timedelta(1))
            async with Writer(store) as writer:
                with pytest.raises(DatabaseLocked):
                    await writer.write(save("a"))
            other.rollback()
        await store.add_wave(wave())


@pytest.mark.parametrize("kept", [0, 4096])
async def test_a_damaged_file_is_called_one(tmp_path: Path, sqlite_url: str, kept: int) -> None:
    file = tmp_path / "test.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:kept] + random.Random(7).randbytes(len(whole) - kept))
    with pytest.raises(DatabaseDamaged, match="restore the backup"):
        async with SqlStore.open(sqlite_url) as store:
            await store.waves()


async def test_a_database_nobody_answers_for_is_called_away() -> None:
    for host in ("127.0.0.1:1", "localhost:1"):
        with pytest.raises(DatabaseAway, match="PostgreSQL runs"):
            async with SqlStore.open(f"postgresql://a:b@{host}/c", upgrade=True):
                pass


def test_a_home_folder_that_may_not_be_looked_into_is_not_taken_for_a_database_that_is_away() -> (
    None
):
    said = unavailable(PermissionError(errno.EACCES, "Permission denied", "/home/x/.postgresql"))
    assert isinstance(said, HomeShut)
    assert "usermod --home" in str(said)


@pytest.mark.postgres
async def test_a_database_of_another_name_does_not_let_us_in(postgres: Postgres) -> None:
    with pytest.raises(DatabaseShut, match="SAIDANDDONE_DATABASE_URL"):
        async with SqlStore.open(postgres.url("nowhere"), upgrade=True):
            pass


@pytest.mark.postgres
async def test_a_standby_may_only_be_read(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(DatabaseReadOnly):
        await writes_after(database, "SET TRANSACTION READ ONLY", "DELETE FROM leases")
    await database.close()


def test_what_is_not_known_is_said_by_its_kind_alone() -> None:
    said = unavailable(TimeoutError("words of a child"))
    assert type(said) is StoreUnavailable
    assert str(said).endswith("(TimeoutError)")
