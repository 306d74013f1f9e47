"""Closing a wave keeps who was told of its unread items, under their new names, and no time."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from surveys.records import Lead, UrgentItem
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.telling.alerting import AlertBook
from surveys.telling.escalation import DEPUTY, LEAD, OUT_OF_HOURS
from surveys.waves import closing
from tests.surveys.telling.conftest import DAY, House, Time, _house

PLACES = {"duty": LEAD, "deputy": DEPUTY, "night": OUT_OF_HOURS}


@pytest.fixture
async def kept(sqlite_url: str, time: Time, lead: Lead) -> AsyncIterator[House]:
    async with SqlStore.open(sqlite_url) as store:
        async for made in _house(store, SqlTelling(store.database), time, lead):
            yield made


async def _told(house: House, book: AlertBook) -> list[str]:
    due = await book.due(PLACES, house.time())
    for each in due:
        await book.told(each)
    return [each.place for each in due]


async def test_a_step_that_was_told_is_not_told_again(kept: House) -> None:
    wave = await kept.waves.create(kept.survey, "Spring 2026")
    await kept.waves.open(wave.code)
    await kept.store.add_urgent(UrgentItem("waits", wave.id, DAY, b"sealed", {}))
    book = AlertBook(kept.store, kept.shelf)
    assert await _told(kept, book) == ["duty"]
    kept.time.on(minutes=16 + 5)
    assert await _told(kept, book) == ["deputy"]
    (before,) = await kept.store.urgent()
    await closing.close(kept.store, kept.keyring, wave.code, DAY)
    (after,) = await kept.store.urgent()
    assert before.id != after.id
    assert [chain.began for chain in await kept.shelf.chains()] == [0]
    assert await _told(kept, book) == ["night"]
    assert before.id not in {each.item for each in await kept.shelf.alerts()}
    kept.time.now += timedelta(hours=5)
    assert await _told(kept, book) == []
