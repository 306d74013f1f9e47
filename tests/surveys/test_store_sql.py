"""What only a database can get wrong: other processes, errors that tell, unsafe settings."""

import asyncio
import sqlite3
import stat
import traceback
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text, update

from surveys.errors import StoreRefused, StoreUnavailable, SurveyError, WrongState
from surveys.intake.writer import Writer
from surveys.records import WaveState
from surveys.sql import engine
from surveys.sql.database import Clash
from surveys.sql.engine import async_url
from surveys.sql.store import SqlStore
from surveys.sql.tables import sealed, talks, tokens
from surveys.writes import Outcome, Talk, Write
from tests.conftest import Postgres
from tests.factories import (
    DAY,
    LATER,
    finish,
    forget,
    key,
    response,
    review_text,
    save,
    urgent,
    wave,
    withdraw,
)

DONE, STALE, ALREADY = Outcome.DONE, Outcome.STALE, Outcome.ALREADY
SECRET = b"\x11\x22a person's own token"


@pytest.fixture
async def here(url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(url) as store:
        await store.add_wave(wave())
        yield store


@pytest.fixture
async def there(url: str, here: SqlStore) -> AsyncIterator[SqlStore]:  # noqa: ARG001 after it
    """The same database, opened by somebody else."""
    async with SqlStore.open(url) as store:
        yield store


# ---------------------------------------------------------------- other processes
async def test_two_processes_finish_one_response(here: SqlStore, there: SqlStore) -> None:
    writes = [save(f"p{number}") for number in range(20)]
    await here.commit(writes)
    async with Writer(here) as one, Writer(there) as two:
        told = await asyncio.gather(
            *(
                writer.write(finish(f"p{number}", 1))
                for number in range(20)
                for writer in (one, two, two, one)
            )
        )
    assert Counter(told) == {DONE: 20, ALREADY: 60}
    assert await here.finished("wave-one") == 20


async def test_two_processes_begin_one_talk(
    here: SqlStore, there: SqlStore, noon: datetime
) -> None:
    """Rows that are not there yet cannot be locked: the loser looks again and is told so."""
    people = [f"p{number}" for number in range(40)]
    mine = [save(who, sealed=b"mine", expires=LATER) for who in people]
    theirs = [save(who, sealed=b"theirs", expires=LATER) for who in reversed(people)]
    first, second = await asyncio.gather(here.commit(mine), there.commit(theirs))
    for who, one, two in zip(people, first, reversed(second), strict=True):
        assert {one, two} == {DONE, STALE}
        kept = b"mine" if one is DONE else b"theirs"
        assert await here.talk("wave-one", key(who), noon) == Talk(1, kept)


async def test_who_comes_second_looks_again_and_is_told_so(here: SqlStore, there: SqlStore) -> None:
    """A row that is not committed yet cannot be seen, only run into."""
    rows = {"wave_id": "wave-one", "token": key("token of a")}
    async with here.database.writing() as connection:
        await connection.execute(insert(tokens), rows)
        second = asyncio.create_task(there.commit([save("b"), finish("a")]))
        await asyncio.sleep(0.2)
        assert not second.done()
    assert await second == (DONE, ALREADY)


async def test_a_talk_that_is_being_moved_on_is_waited_for(
    here: SqlStore, there: SqlStore, noon: datetime
) -> None:
    await here.commit([save("a")])
    async with here.database.writing() as connection:
        await connection.execute(update(talks).values(version=2, sealed=b"first"))
        second = asyncio.create_task(there.commit([save("a", 1, sealed=b"second")]))
        await asyncio.sleep(0.2)
        assert not second.done()
    assert await second == (STALE,)
    assert await here.talk("wave-one", key("a"), noon) == Talk(2, b"first")


async def test_a_response_that_is_being_withdrawn_is_withdrawn_once(
    here: SqlStore, there: SqlStore
) -> None:
    await here.commit([finish("a")])
    async with here.database.writing() as connection:
        await connection.execute(delete(sealed))
        second = asyncio.create_task(there.commit([withdraw("a")]))
        await asyncio.sleep(0.2)
    assert await second == (Outcome.MISSING,)


async def test_mixed_batches_of_two_processes_neither_lock_up_nor_lose(
    here: SqlStore, there: SqlStore
) -> None:
    people = [f"p{number}" for number in range(30)]
    forth: list[Write] = [write for who in people for write in (save(who), finish(who, 1))]
    back: list[Write] = [
        write for who in reversed(people) for write in (forget(who), finish(who), save(who, 1))
    ]
    for _ in range(5):
        await asyncio.gather(here.commit(forth), there.commit(back))
    assert await here.finished("wave-one") == 30


async def test_moving_a_wave_waits_out_the_writes_under_way(
    here: SqlStore, there: SqlStore
) -> None:
    async with here.database.writing() as connection:
        await here.database.share_waves(connection, ["wave-one"])
        await connection.execute(
            insert(sealed), {"wave_id": "wave-one", "name": b"n", "sealed": b"s"}
        )
        moving = asyncio.create_task(
            there.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
        )
        await asyncio.sleep(0.2)
        assert not moving.done()
    await moving
    assert await there.finished("wave-one") == 1
    assert await here.commit([finish("a")]) == (Outcome.NOT_OPEN,)


async def test_a_wave_is_moved_once(here: SqlStore, there: SqlStore) -> None:
    tasks = [
        store.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
        for store in (here, there, here, there)
    ]
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(error) for error in told if error].count(WrongState) == 3


async def test_a_busy_wave_can_still_be_closed(here: SqlStore, there: SqlStore) -> None:
    """Writers that never pause must not keep the officer waiting."""

    async def keep_writing(store: SqlStore, name: str) -> None:
        for number in range(10_000):
            if await store.commit([finish(f"{name}{number}")]) == (Outcome.NOT_OPEN,):
                return

    busy = [asyncio.create_task(keep_writing(here, f"p{number}-")) for number in range(4)]
    await asyncio.sleep(0.1)
    async with asyncio.timeout(20):
        await there.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
        count = await there.finished("wave-one")
    await asyncio.gather(*busy)
    assert await there.finished("wave-one") == count > 0


# ---------------------------------------------------------------- all or nothing
async def test_a_rewriting_that_fails_leaves_everything_as_it_was(here: SqlStore) -> None:
    await here.commit([finish("a"), save("b", urgent=(urgent("b"),))])
    await here.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
    twice = [review_text("same"), review_text("same")]
    with pytest.raises(StoreRefused):
        await here.rewrite("wave-one", {"r1": response()}, twice)
    assert (await here.wave("wave-one")).state is WaveState.CLOSING
    assert await here.responses("wave-one") == ()
    assert await here.sealed("wave-one") == (b"sealed by a",)
    assert len(await here.urgent()) == 1


async def test_a_batch_that_fails_half_way_leaves_nothing(here: SqlStore) -> None:
    broken = urgent("b", text=None)
    with pytest.raises(StoreRefused):
        await here.commit([finish("a"), save("b", urgent=(broken,))])
    assert await here.finished("wave-one") == 0
    assert not await here.has_token("wave-one", key("token of a"))


async def test_a_cancelled_commit_gives_its_lock_back(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever moment, and though somebody still holds the exception with all its frames."""
    monkeypatch.setattr(engine, "PRAGMAS", {**engine.PRAGMAS, "busy_timeout": "5000"})
    told: list[object] = []
    async with SqlStore.open(url) as store:
        await store.add_wave(wave())
        for number in range(80):
            task = asyncio.create_task(store.commit([finish(f"p{number}")]))
            await asyncio.sleep(0.0001 * number)
            task.cancel()
            told += await asyncio.gather(task, return_exceptions=True)
            assert (await store.commit([finish(f"p{number}")]))[0] in {DONE, ALREADY}
        assert await store.finished("wave-one") == 80
    assert any(isinstance(each, asyncio.CancelledError) for each in told)


# ---------------------------------------------------------------- errors
async def test_an_error_never_quotes_what_was_written(here: SqlStore) -> None:
    rows = [{"wave_id": "wave-one", "token": SECRET}] * 2
    with pytest.raises(Clash) as caught:
        async with here.database.writing() as connection:
            await connection.execute(insert(tokens), rows)
    told = "".join(traceback.format_exception(caught.value))
    for form in (SECRET.hex(), repr(SECRET), "person's own", "11\\x22"):
        assert form not in told


async def test_a_mistake_in_the_program_is_not_called_an_outage(here: SqlStore) -> None:
    with pytest.raises(SurveyError):
        async with here.database.reading() as connection:
            await connection.execute(text("SELECT nothing FROM nowhere"))


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////tmp/a.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@h/n", "postgresql+asyncpg"),
        ("postgres://u:p@h/n", "postgresql+asyncpg"),
        ("postgresql+asyncpg://u:p@h/n", "postgresql+asyncpg"),
    ],
)
def test_an_address_gets_its_async_driver(address: str, driver: str) -> None:
    assert async_url(address).drivername == driver


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "mysql://user:hunter2@host/name", "sqlite://", "sqlite:///:memory:"],
)
def test_an_address_that_will_not_do_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(StoreRefused) as caught:
        async_url(address)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="No such file"):
        async with SqlStore.open(f"sqlite:///{tmp_path / 'no' / 'where.db'}"):
            pass


# ---------------------------------------------------------------- SQLite
async def test_every_sqlite_connection_is_a_safe_one(sqlite_url: str) -> None:
    safe = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    async with (
        SqlStore.open(sqlite_url) as store,
        store.database.reading() as one,
        store.database.writing() as two,
    ):
        for connection in (one, two):
            for name, value in safe.items():
                found = await connection.exec_driver_sql(f"PRAGMA {name}")
                assert found.scalar_one() == value


async def test_nobody_else_can_read_the_sqlite_files(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    async with SqlStore.open(f"sqlite:///{path}", upgrade=True) as store:
        await store.add_wave(wave())
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in _files(tmp_path)}
    assert modes == dict.fromkeys(("new.db", "new.db-shm", "new.db-wal"), 0o600)


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_locked_sqlite_database_is_said_to_be_unavailable(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PRAGMAS", {**engine.PRAGMAS, "busy_timeout": "50"})
    async with SqlStore.open(sqlite_url) as store:
        await store.add_wave(wave())
        path = sqlite_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable):
                await store.commit([finish("a")])
            await store.ping()
        assert await store.commit([finish("a")]) == (DONE,)


# ---------------------------------------------------------------- PostgreSQL
@pytest.mark.postgres
async def test_a_postgresql_that_is_not_there_is_said_to_be_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        async with SqlStore.open(f"postgresql://postgres@/none?host={tmp_path}"):
            pass


@pytest.mark.postgres
async def test_the_store_comes_back_after_postgresql_cut_the_line(
    postgres: Postgres, postgres_url: str
) -> None:
    async with SqlStore.open(postgres_url) as store:
        await store.add_wave(wave())
        _cut_lines(postgres, postgres_url)
        assert await store.commit([finish("a")]) == (DONE,)
        with pytest.raises(StoreUnavailable):  # noqa: PT012 the commit is what fails
            async with store.database.writing() as connection:
                await connection.execute(insert(tokens), {"wave_id": "wave-one", "token": b"lost"})
                _cut_lines(postgres, postgres_url)
        assert not await store.has_token("wave-one", b"lost")


def _cut_lines(postgres: Postgres, url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    whose = f"datname = '{name}'"
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {whose}")  # noqa: S608
