"""Talks this process saved last: read from memory, never against what the file would say."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from surveys.sql.judging import Row
from surveys.sql.recent_talks import RecentTalks
from surveys.sql.store import SqlStore
from surveys.writes import ForgetTalk, Outcome, Talk
from tests.factories import finish, key, save, wave


@pytest.fixture
async def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kept.db'}"


@pytest.fixture
async def here(url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(url, upgrade=True, own_talks=True) as store:
        await store.add_wave(wave())
        yield store


def _row(who: str) -> Row:
    return Row("wave-one", key(who))


async def test_what_was_saved_is_known(here: SqlStore) -> None:
    await here.commit([save("a")])
    assert here.recent.find(_row("a")) is not None
    await here.commit([save("a", before=1)])
    found = here.recent.find(_row("a"))
    assert found is not None
    assert Talk(*found[:2]) == Talk(2, save("a", before=1).sealed)


@pytest.mark.parametrize("last", [finish("a", before=1), ForgetTalk("wave-one", key("a"))])
async def test_what_ended_is_not(here: SqlStore, last: object) -> None:
    await here.commit([save("a")])
    await here.commit([last])  # type: ignore[list-item]
    assert here.recent.find(_row("a")) is None


async def test_a_talk_that_somebody_else_moved_on_is_read_anew(
    here: SqlStore, url: str, noon: datetime
) -> None:
    await here.commit([save("a")])
    async with SqlStore.open(url) as there:
        await there.commit([save("a", before=1)])
    assert await here.commit([save("a", before=1)]) == (Outcome.STALE,)
    assert here.recent.find(_row("a")) is None
    talk = await here.talk("wave-one", key("a"), noon)
    assert talk == Talk(2, save("a", before=1).sealed)


async def test_nothing_is_known_of_a_write_whose_end_is_not(
    here: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.commit([save("a")])

    async def breaks(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(here.database, "write_plainly", breaks)
    with pytest.raises(OSError):  # noqa: PT011 - whatever it is
        await here.commit([save("a", before=1)])
    assert here.recent.find(_row("a")) is None


def test_they_are_few() -> None:
    recent = RecentTalks(most=10)
    for number in range(100):
        recent.end([save(f"p{number}")], [Outcome.DONE])
    assert len(recent) == 10
    assert recent.find(_row("p99")) is not None


def test_where_others_write_too_none_is_kept() -> None:
    recent = RecentTalks(0)
    recent.end([save("a")], [Outcome.DONE])
    assert len(recent) == 0


async def test_unless_it_is_said_that_talks_are_our_own_none_is_kept(url: str) -> None:
    async with SqlStore.open(url, upgrade=True) as store:
        await store.add_wave(wave())
        await store.commit([save("a")])
        assert len(store.recent) == 0


async def test_what_is_missing_is_not_looked_for_twice(
    here: SqlStore, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = finish("a").token
    assert await here.talk("wave-one", key("a"), noon) is None
    assert not await here.has_token("wave-one", token)
    with monkeypatch.context() as patched:
        patched.setattr(here.database, "first", None)
        assert await here.talk("wave-one", key("a"), noon) is None
        assert not await here.has_token("wave-one", token)
    await here.commit([save("a")])
    assert await here.talk("wave-one", key("a"), noon) is not None
    await here.commit([finish("a", before=1)])
    assert await here.has_token("wave-one", token)
    assert await here.talk("wave-one", key("a"), noon) is None


async def test_who_finished_elsewhere_meanwhile_finishes_once(here: SqlStore, url: str) -> None:
    """Their beginning is not refused any more, but what they send is."""
    assert not await here.has_token("wave-one", finish("a").token)
    async with SqlStore.open(url) as there:
        await there.commit([finish("a")])
    assert await here.commit([save("a")]) == (Outcome.DONE,)
    assert await here.commit([finish("a", before=1)]) == (Outcome.ALREADY,)
    assert await here.has_token("wave-one", finish("a").token)
    assert await here.finished("wave-one") == 1


def test_while_a_write_is_under_way_its_rows_are_not_called_missing() -> None:
    recent = RecentTalks()
    last = finish("a", before=1)
    recent.begin([last])
    for row in (_row("a"), Row("wave-one", last.token)):
        recent.note_missing(row)
        assert not recent.is_missing(row)
    recent.end([last], [Outcome.DONE])
    recent.note_missing(_row("a"))
    assert recent.is_missing(_row("a"))
