"""The write-ahead log is carried into the database file beside the writers, and stays short."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from surveys.sql import log_carrier as module
from surveys.sql.log_carrier import LONG
from surveys.sql.store import SqlStore
from tests.factories import save, wave

PAGE = 4096
WRITES = 40


def _talks_in_the_file_alone(path: Path) -> int:
    """What stands in the database file itself, without its log."""
    alone = path.with_name("alone.db")
    alone.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(f"file:{alone}?immutable=1", uri=True)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM talks").fetchone()
    return int(count)


async def _is_carried(path: Path) -> bool:
    for _ in range(500):
        if _talks_in_the_file_alone(path) == WRITES:
            return True
        await asyncio.sleep(0.02)
    return False


async def test_what_was_committed_gets_into_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "OFTEN", WRITES)
    path = tmp_path / "kept.db"
    async with SqlStore.open(f"sqlite:///{path}", upgrade=True) as store:
        await store.add_wave(wave())
        for number in range(WRITES):
            await store.commit([save(f"p{number}")])
        assert await _is_carried(path)


async def test_a_log_that_is_never_let_begin_anew_stays_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the carrier never comes, the writer helps."""
    monkeypatch.setattr(module, "OFTEN", 10**9)
    path = tmp_path / "kept.db"
    async with SqlStore.open(f"sqlite:///{path}", upgrade=True) as store:
        await store.add_wave(wave())
        for batch in range(12):
            await store.commit(
                [save(f"{batch} {each}", sealed=bytes(9 * PAGE)) for each in range(60)]
            )
        assert path.with_name("kept.db-wal").stat().st_size < (LONG + 1_000) * PAGE
