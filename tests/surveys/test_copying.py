"""The log is copied beside the commits: no commit does it, and nothing is lost or made anew."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from surveys.sql import copying
from surveys.sql.copying import Copying
from surveys.sql.store import SqlStore
from surveys.writes import Outcome
from tests.factories import save, wave

LARGE = bytes(10_240)
WAITS, PAUSE = 3000, 0.02


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(f"sqlite:///{file}", upgrade=True) as store:
        await store.add_wave(wave())
        yield store


def _size(file: Path) -> int:
    return file.stat().st_size


async def _commit(store: SqlStore, number: int) -> None:
    for each in range(number):
        assert await store.commit([save(f"p{each}", sealed=LARGE)]) == (Outcome.DONE,)


async def test_after_some_commits_what_they_wrote_is_in_the_file(
    store: SqlStore, file: Path
) -> None:
    before = _size(file)
    await _commit(store, copying.COMMITS)
    for _ in range(WAITS):
        if _size(file) > before + len(LARGE):
            return
        await asyncio.sleep(PAUSE)
    pytest.fail("nothing was copied")


async def test_no_commit_copies_the_log(
    store: SqlStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is past the thousand pages at which SQLite would see to it by itself."""
    monkeypatch.setattr(copying, "COMMITS", 10_000)
    before = _size(file)
    await _commit(store, 400)
    log = file.with_name(f"{file.name}-wal")
    assert _size(log) > 1_000 * 4_096
    assert _size(file) == before


def test_a_file_that_is_gone_is_not_made_anew(file: Path) -> None:
    copying_of_none = Copying(str(file))
    for _ in range(copying.COMMITS):
        copying_of_none.committed()
    copying_of_none.close()
    assert not file.exists()
