"""Asking to be told, leaving with one tap, and what a copy of the database tells of it."""

import pytest

from surveys.anonymity.keyring import FileKeyring, MemoryKeyring
from surveys.errors import BadSeal
from surveys.memory.telling import MemoryTelling
from surveys.messages import PersonId
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.telling.subscriptions import SIZE, Subscriptions
from tests.surveys.telling.conftest import ANA, BEN, House


async def test_who_asks_is_subscribed_to_that_survey_only(house: House) -> None:
    book = house.telling.subscriptions
    await book.subscribe(ANA, "safety-pulse", "cy")
    assert await book.is_subscribed(ANA)
    assert await book.is_subscribed(ANA, "safety-pulse")
    assert not await book.is_subscribed(ANA, "priorities")
    assert not await book.is_subscribed(BEN)


async def test_asking_twice_is_one_subscription_in_the_language_of_the_last(house: House) -> None:
    book = house.telling.subscriptions
    await book.subscribe(ANA, house.survey.key, "en")
    await book.subscribe(ANA, house.survey.key, "cy")
    assert await book.count(house.survey.key) == 1
    update = await house.draft()
    await house.publish(update)
    (letter,) = await house.shelf.letters(10)
    subscriber = book.opened(letter.sealed)
    assert (subscriber.person, subscriber.language) == (ANA, "cy")


async def test_leaving_takes_one_person_out_of_every_survey(house: House) -> None:
    book = house.telling.subscriptions
    for survey in ("safety-pulse", "priorities"):
        await book.subscribe(ANA, survey, "en")
    await book.subscribe(BEN, "priorities", "en")
    await book.leave(ANA)
    await book.leave(ANA)
    assert not await book.is_subscribed(ANA)
    assert await book.is_subscribed(BEN)


async def test_leaving_takes_messages_that_wait_with_it(house: House) -> None:
    update = await house.published(ANA, BEN)
    await house.telling.subscriptions.leave(ANA)
    (letter,) = await house.shelf.letters(10)
    assert house.telling.subscriptions.opened(letter.sealed).person == BEN
    assert (await house.telling.updates.progress(update.id)).of == 1


async def test_leaving_when_nobody_ever_subscribed_is_fine(house: House) -> None:
    await house.telling.subscriptions.leave(ANA)
    assert not await house.telling.subscriptions.is_subscribed(ANA)


async def test_a_copy_of_the_database_holds_no_id_and_ties_no_two_rows(
    sqlite_url: str,
) -> None:
    async with SqlStore.open(sqlite_url) as store:
        shelf = SqlTelling(store.database)
        book = Subscriptions(shelf, MemoryKeyring())
        for survey in ("one", "two"):
            await book.subscribe(PersonId("telegram:7654321987"), survey, "en")
        async with store.database.reading() as connection:
            rows = list(await connection.exec_driver_sql("SELECT key, sealed FROM subscriptions"))
    raw = b"".join(bytes(part) for row in rows for part in tuple(row))
    assert b"7654321987" not in raw
    assert len({bytes(part) for row in rows for part in tuple(row)}) == 4
    assert len({len(bytes(tuple(row)[-1])) for row in rows}) == 1


@pytest.mark.parametrize("person", ["telegram:1", f"telegram:{10**18}"])
async def test_every_id_has_the_same_length_when_sealed(person: str) -> None:
    shelf = MemoryTelling()
    await Subscriptions(shelf, MemoryKeyring()).subscribe(PersonId(person), "one", "en")
    (kept,) = shelf._subscriptions.values()  # noqa: SLF001 - looking where a thief would look
    assert len(kept.sealed) == SIZE + 40


async def test_nobody_finds_or_opens_it_with_another_key(house: House) -> None:
    await house.published(ANA)
    other = Subscriptions(house.shelf, MemoryKeyring())
    assert not await other.is_subscribed(ANA)
    (letter,) = await house.shelf.letters(10)
    with pytest.raises(BadSeal):
        other.opened(letter.sealed)


async def test_the_key_lasts_over_a_restart(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, shelf = tmp_path_factory.mktemp("keys"), MemoryTelling()
    await Subscriptions(shelf, FileKeyring(folder)).subscribe(ANA, "one", "en")
    assert await Subscriptions(shelf, FileKeyring(folder)).is_subscribed(ANA, "one")
