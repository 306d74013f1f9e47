"""The register keeps every version, on each kind of shelf."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from surveys.memory.register import MemoryRegister
from surveys.register import (
    LARGEST_BODY,
    Drawer,
    Overtaken,
    RegisterShelf,
    ThingTooLarge,
    UnknownThing,
)
from surveys.sql.register import SqlRegister
from surveys.sql.store import SqlStore

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lamp:
    where: str
    due: date
    marks: tuple[str, ...] = ()


LAMP = Lamp("Mill Path", date(2026, 6, 1), ("a", "b"))


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def shelf(request: pytest.FixtureRequest) -> AsyncIterator[RegisterShelf]:
    if request.param == "memory":
        yield MemoryRegister()
        return
    url = str(request.getfixturevalue(f"{request.param}_url"))
    async with SqlStore.open(url) as store:
        yield SqlRegister(store.database)


@pytest.fixture
def lamps(shelf: RegisterShelf) -> Drawer[Lamp]:
    return Drawer(shelf, lambda: NOON, "lamp", Lamp)


async def test_a_thing_comes_back_as_it_was_kept(lamps: Drawer[Lamp]) -> None:
    kept = await lamps.add(LAMP, "Ana")
    assert await lamps.one(kept.id) == kept
    assert (kept.thing, kept.number, kept.by, kept.at) == (LAMP, 1, "Ana", NOON)


async def test_a_change_is_a_new_version_and_the_old_one_stays(lamps: Drawer[Lamp]) -> None:
    first = await lamps.add(LAMP, "Ana")
    second = await lamps.change(first, replace(LAMP, where="Low Road"), "Ben")
    assert await lamps.one(first.id) == second
    assert await lamps.history(first.id) == (first, second)
    assert await lamps.all() == (second,)


async def test_who_read_an_older_version_changes_nothing(lamps: Drawer[Lamp]) -> None:
    first = await lamps.add(LAMP, "Ana")
    second = await lamps.change(first, replace(LAMP, where="Low Road"), "Ben")
    with pytest.raises(Overtaken):
        await lamps.change(first, replace(LAMP, where="High Road"), "Cy")
    assert await lamps.history(first.id) == (first, second)


async def test_of_two_at_the_same_moment_one_is_told(lamps: Drawer[Lamp]) -> None:
    first = await lamps.add(LAMP, "Ana")
    tries = (lamps.change(first, replace(LAMP, where=name), name) for name in "abcde")
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Overtaken) for each in ended) == 4
    assert len(await lamps.history(first.id)) == 2


async def test_several_are_kept_all_or_none(lamps: Drawer[Lamp]) -> None:
    first = await lamps.add(LAMP, "Ana")
    await lamps.change(first, LAMP, "Ben")
    good, stale = lamps.first(LAMP, "Cy"), lamps.next(first, LAMP, "Cy")
    with pytest.raises(Overtaken):
        await lamps.keep_all((good, stale))
    assert len(await lamps.all()) == 1
    await lamps.keep_all((good,))
    assert len(await lamps.all()) == 2


async def test_things_are_found_by_what_they_belong_to(
    lamps: Drawer[Lamp], shelf: RegisterShelf
) -> None:
    here = await lamps.add(LAMP, "Ana", within="street-1")
    await lamps.add(LAMP, "Ana", within="street-2")
    other = Drawer(shelf, lambda: NOON, "bench", Lamp)
    await other.add(LAMP, "Ana", within="street-1", thing_id=here.id)
    assert await lamps.all("street-1") == (here,)
    assert len(await lamps.all()) == 2


async def test_what_is_not_there_is_said(lamps: Drawer[Lamp]) -> None:
    assert await lamps.find("nothing") is None
    for ask in (lamps.one, lamps.history):
        with pytest.raises(UnknownThing):
            await ask("nothing")


async def test_what_is_too_long_is_refused_and_nothing_kept(lamps: Drawer[Lamp]) -> None:
    with pytest.raises(ThingTooLarge):
        await lamps.add(replace(LAMP, where="x" * LARGEST_BODY), "Ana")
    assert await lamps.all() == ()


async def test_the_size_tells_of_every_change_and_of_no_other_thing(
    shelf: RegisterShelf, lamps: Drawer[Lamp]
) -> None:
    assert await lamps.size() == 0
    first = await lamps.add(LAMP, "Ana", within="one")
    await lamps.add(LAMP, "Ana", within="two")
    await Drawer(shelf, lambda: NOON, "bench", Lamp).add(LAMP, "Ana", within="one")
    assert [await lamps.size(each) for each in (None, "one", "two", "three")] == [2, 1, 1, 0]
    await lamps.change(first, replace(LAMP, where="Low Road"), "Ben")
    assert [await lamps.size(each) for each in (None, "one", "two")] == [3, 2, 1]


async def test_what_says_the_same_is_counted_together(
    shelf: RegisterShelf, lamps: Drawer[Lamp]
) -> None:
    other = replace(LAMP, where="Low Road")
    for lamp, within in ((LAMP, "one"), (LAMP, "one"), (other, "one"), (LAMP, "two")):
        await lamps.add(lamp, "Ana", within=within)
    await Drawer(shelf, lambda: NOON, "bench", Lamp).add(LAMP, "Ana", within="one")
    assert await lamps.tally("one") == {LAMP: 2, other: 1}
    assert await lamps.tally("three") == {}
