"""One process at a time, and another one when that has died."""

import asyncio
from datetime import timedelta

from surveys.leases import Lease
from tests.surveys.telling.conftest import House

LIFE = timedelta(seconds=15)


def two(house: House) -> tuple[Lease, Lease]:
    first, second = (Lease(house.shelf, "outbox", house.time, LIFE) for _ in range(2))
    return first, second


async def test_only_one_holds_it(house: House) -> None:
    first, second = two(house)
    assert await first.take()
    assert not await second.take()
    assert await first.take()


async def test_of_many_at_once_one_gets_it(house: House) -> None:
    leases = [Lease(house.shelf, "outbox", house.time, LIFE) for _ in range(8)]
    assert sum(await asyncio.gather(*(each.take() for each in leases))) == 1


async def test_it_is_taken_over_when_its_time_is_over(house: House) -> None:
    first, second = two(house)
    await first.take()
    house.time.on(seconds=14)
    assert not await second.take()
    house.time.on(seconds=1)
    assert await second.take()
    assert not await first.take()


async def test_given_up_it_is_free_at_once_but_only_by_who_has_it(house: House) -> None:
    first, second = two(house)
    await first.take()
    await second.drop()
    assert not await second.take()
    await first.drop()
    assert await second.take()


async def test_each_kind_of_work_has_its_own(house: House) -> None:
    other = Lease(house.shelf, "alerts", house.time, LIFE)
    assert await two(house)[0].take()
    assert await other.take()


async def test_a_clock_that_ran_hours_ahead_shuts_nobody_out_once_it_is_right(house: House) -> None:
    """The holder was killed while the clock was wrong; on the right one its time is hours away."""
    first, second = two(house)
    house.time.on(hours=5)
    await first.take()
    house.time.on(hours=-5)
    assert await second.take()


async def test_machines_whose_clocks_differ_by_seconds_take_nothing_from_each_other(
    house: House,
) -> None:
    first, second = two(house)
    house.time.on(seconds=10)
    await first.take()
    house.time.on(seconds=-10)
    assert not await second.take()
