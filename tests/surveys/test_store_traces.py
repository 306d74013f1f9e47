"""After a close, the disk holds nothing of the intake: no deleted row, no order of arrival."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from surveys.errors import StoreUnavailable
from surveys.records import WaveState
from surveys.sql import scrubbing
from surveys.sql.store import SqlStore
from tests.conftest import Postgres
from tests.factories import DAY, finish, key, response, review_text, save, urgent, wave

PEOPLE = [f"person-{number:03}" for number in range(60)]
Disk = Callable[[], bytes]


@pytest.fixture
async def full(new_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(new_url) as store:
        await _fill(store)
        yield store


@pytest.fixture
def disk(new_url: str, request: pytest.FixtureRequest) -> Disk:
    """Every byte the database keeps, its log apart on PostgreSQL."""
    if new_url.startswith("sqlite"):
        path = Path(new_url.removeprefix("sqlite:///"))
        return lambda: b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    server: Postgres = request.getfixturevalue("postgres")

    def read() -> bytes:
        server.run("CHECKPOINT")
        return b"".join(file.read_bytes() for file in server.folder(new_url).iterdir())

    return read


async def _fill(store: SqlStore) -> None:
    """A wave in which everybody left something in every corner; an urgent text each."""
    await store.add_wave(wave())
    await store.add_entry_codes("wave-one", [key(f"code of {who}") for who in PEOPLE])
    for who in PEOPLE:
        await store.commit([save(who, urgent=(urgent(who),)), save(f"{who} half-done")])
        await store.commit([finish(who, 1)])


def _left(found: bytes) -> set[str]:
    """The kinds of row of which at least one person's is still on the disk."""
    kinds = {
        "talk key": [key(who) for who in PEOPLE] + [key(f"{who} half-done") for who in PEOPLE],
        "talk": [f"talk of {who} half-done".encode() for who in PEOPLE],
        "token": [key(f"token of {who}") for who in PEOPLE],
        "receipt": [key(f"receipt of {who}") for who in PEOPLE],
        "sealed": [f"sealed by {who}".encode() for who in PEOPLE],
        "entry code": [key(f"code of {who}") for who in PEOPLE],
    }
    return {kind for kind, traces in kinds.items() if any(trace in found for trace in traces)}


async def _rewrite(store: SqlStore) -> None:
    await store.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
    await store.rewrite("wave-one", {who: response() for who in PEOPLE}, [review_text("a")])


async def test_nothing_of_the_intake_is_left_on_the_disk(full: SqlStore, disk: Disk) -> None:
    everything = {"talk key", "talk", "token", "receipt", "sealed", "entry code"}
    assert _left(disk()) == everything, "the test can see what is there"
    await _rewrite(full)
    assert _left(disk()), "deleting alone is not enough"
    await full.scrub()
    assert _left(disk()) == set()


@pytest.mark.postgres
async def test_postgresql_keeps_one_transaction_and_no_order(new_postgres_url: str) -> None:
    """`xmin` and `ctid` after a close: the same for all, and not in order of arrival."""
    async with SqlStore.open(new_postgres_url) as store:
        await _fill(store)
        await _rewrite(store)
        await store.scrub()
        async with store.database.reading() as connection:
            order = list(await connection.scalars(text("SELECT id FROM urgent ORDER BY ctid")))
            for table in ("urgent", "responses", "texts"):
                marks = f"SELECT count(DISTINCT xmin::text) FROM {table}"  # noqa: S608 our own names
                assert await connection.scalar(text(marks)) == 1
    arrived = [f"urgent-{who}" for who in PEOPLE]
    assert sorted(order) == arrived
    assert sum(here == there for here, there in zip(order, arrived, strict=True)) < 10


async def test_a_reader_in_the_way_makes_scrubbing_fail_aloud(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "TRIES", 2)
    monkeypatch.setattr(scrubbing, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("surveys.sql.engine.PRAGMAS", {"busy_timeout": "20"})
    async with SqlStore.open(sqlite_url) as store:
        await store.add_wave(wave())
        path = sqlite_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM waves").fetchall()
            await store.commit([finish("a")])
            with pytest.raises(StoreUnavailable):
                await store.scrub()
        await store.scrub()
        assert await store.finished("wave-one") == 1


@pytest.mark.postgres
async def test_a_transaction_in_the_way_makes_scrubbing_fail_aloud(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "LOCK_SECONDS", 1)
    async with SqlStore.open(postgres_url) as store:
        async with store.database.reading() as connection:
            await connection.execute(text("SELECT * FROM talks"))
            with pytest.raises(StoreUnavailable):
                await store.scrub()
        await store.scrub()


async def test_a_withdrawn_response_leaves_the_file_with_the_log(sqlite_url: str) -> None:
    """`secure_delete` at work: what is deleted is gone from the file without any VACUUM."""
    async with SqlStore.open(sqlite_url) as store:
        await store.add_wave(wave())
        await store.commit([save("a", sealed=b"half-done words")])
        async with store.database.reading() as connection:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"half-done words" in _file(sqlite_url)
    async with SqlStore.open(sqlite_url) as store:
        await store.commit([finish("a", 1)])
    assert b"half-done words" not in _file(sqlite_url)


def _file(url: str) -> bytes:
    return Path(url.removeprefix("sqlite:///")).read_bytes()
