"""One row read there and then: always the newest that was committed, and never a wait."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, select, update

from surveys.sql.at_once import AtOnce, CannotTellError
from surveys.sql.engine import WAIT_SECONDS
from surveys.sql.store import SqlStore
from surveys.sql.tables import talks
from surveys.writes import Talk
from tests.factories import key, save, wave

FIND = select(talks.c.version).where(talks.c.key == bindparam("of_key"))
KEY = key("a")


@pytest.fixture
async def here(sqlite_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(sqlite_url) as store:
        await store.add_wave(wave())
        yield store


@pytest.fixture
async def there(sqlite_url: str, here: SqlStore) -> AsyncIterator[SqlStore]:  # noqa: ARG001 after it
    async with SqlStore.open(sqlite_url) as store:
        yield store


async def test_what_another_process_committed_is_seen_at_once(
    here: SqlStore, there: SqlStore, noon: datetime
) -> None:
    assert await here.talk("wave-one", KEY, noon) is None
    await there.commit([save("a", sealed=b"first")])
    assert await here.talk("wave-one", KEY, noon) == Talk(1, b"first")
    await there.commit([save("a", 1, sealed=b"second")])
    assert await here.talk("wave-one", KEY, noon) == Talk(2, b"second")


async def test_a_write_under_way_is_neither_waited_for_nor_seen(
    here: SqlStore, there: SqlStore, noon: datetime
) -> None:
    await here.commit([save("a", sealed=b"committed")])
    async with there.database.writing() as connection:
        await connection.execute(update(talks).values(sealed=b"not yet"))
        async with asyncio.timeout(WAIT_SECONDS / 2):
            assert await here.talk("wave-one", KEY, noon) == Talk(1, b"committed")
    assert await here.talk("wave-one", KEY, noon) == Talk(1, b"not yet")


async def test_where_it_cannot_tell_the_engine_does(
    here: SqlStore, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CannotTellError

    await here.commit([save("a", sealed=b"kept")])
    monkeypatch.setattr(AtOnce, "first", fails)
    assert await here.talk("wave-one", KEY, noon) == Talk(1, b"kept")


@pytest.mark.parametrize("path", ["", "no-such-folder/a.db"])
def test_a_file_that_cannot_be_read_cannot_tell(tmp_path: Path, path: str) -> None:
    reader = AtOnce(str(tmp_path / path))
    with pytest.raises(CannotTellError):
        reader.first(FIND, {"of_key": KEY})
    reader.close()


async def test_nothing_can_be_written_through_it(here: SqlStore) -> None:
    reader = AtOnce(str(here.database.engine.url.database))
    with pytest.raises(CannotTellError):
        reader.first(update(talks).values(version=0), {})  # type: ignore[arg-type]
    reader.close()
