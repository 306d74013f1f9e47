"""The migrations make the tables the program expects, on an empty database and on any older one."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

import bot.app  # noqa: F401 - every table is known once the program is wired
from surveys.errors import NotUpToDate, TooNew
from surveys.sql import migrate
from surveys.sql.engine import open_slow_engine
from surveys.sql.metadata import metadata
from surveys.sql.store import SqlStore
from surveys.sql.tables import FROM_PEOPLE
from tests.conftest import Postgres
from tests.factories import wave


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    made = server.new_database()
    yield made
    server.drop(made)


def _difference(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _down_and_up(connection: Connection) -> None:
    command.downgrade(migrate.config(connection), "base")
    command.upgrade(migrate.config(connection), "head")


async def test_migrations_and_tables_agree(new_url: str) -> None:
    engine = open_slow_engine(new_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_difference) == []
    await engine.dispose()


async def test_the_comparison_sees_a_missing_column(new_url: str) -> None:
    engine = open_slow_engine(new_url)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE waves DROP COLUMN name"))
        assert len(await connection.run_sync(_difference)) == 1
    await engine.dispose()


async def test_every_migration_goes_back_and_forth(new_url: str) -> None:
    engine = open_slow_engine(new_url)
    async with engine.begin() as connection:
        await connection.run_sync(_down_and_up)
        assert await connection.run_sync(_difference) == []
    await engine.dispose()


async def test_an_empty_database_is_refused_until_it_is_upgraded(empty_url: str) -> None:
    assert await migrate.pending(empty_url)
    with pytest.raises(NotUpToDate):
        async with SqlStore.open(empty_url):
            pass
    async with SqlStore.open(empty_url, upgrade=True) as store:
        assert await store.waves() == ()
    assert not await migrate.pending(empty_url)


async def test_upgrading_again_keeps_what_is_there(new_url: str) -> None:
    async with SqlStore.open(new_url) as store:
        await store.add_wave(wave())
    await migrate.upgrade(new_url)
    async with SqlStore.open(new_url, upgrade=True) as store:
        assert await store.waves() == (wave(),)


async def test_two_processes_may_upgrade_at_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate.upgrade(empty_url) for _ in range(4)))
    assert not await migrate.pending(empty_url)


async def test_a_new_file_opened_by_many_at_once_is_never_said_to_be_locked(tmp_path: Path) -> None:
    for n in range(25):
        url = f"sqlite:///{tmp_path / f'{n}.db'}"
        await asyncio.gather(*(migrate.upgrade(url) for _ in range(4)))
        assert not await migrate.pending(url)


async def test_tables_of_a_later_version_are_refused(new_url: str) -> None:
    engine = open_slow_engine(new_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    for upgrade in (False, True):
        with pytest.raises(TooNew):
            async with SqlStore.open(new_url, upgrade=upgrade):
                pass


@pytest.mark.parametrize("table", [table.name for table in FROM_PEOPLE])
def test_sqlite_keeps_no_row_number_of_a_participant(sqlite_url: str, table: str) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute(f"SELECT * FROM {table}")  # noqa: S608 our own names
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            connection.execute(f"SELECT rowid FROM {table}")  # noqa: S608 our own names
    connection.close()


@pytest.mark.postgres
async def test_postgresql_copies_no_value_of_a_participant_into_statistics(
    postgres_url: str,
) -> None:
    query = text(
        "SELECT attstattarget FROM pg_attribute WHERE attrelid = CAST(:name AS regclass)"
        " AND attname IN"
        " ('key', 'token', 'name', 'sealed', 'hashed', 'text', 'answers', 'redacted')"
    )
    engine = open_slow_engine(postgres_url)
    async with engine.connect() as connection:
        for table in FROM_PEOPLE:
            targets = set(await connection.scalars(query, {"name": table.name}))
            assert targets == {0}, table.name
    await engine.dispose()
