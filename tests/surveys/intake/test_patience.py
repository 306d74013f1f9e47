"""Patience: as asyncio.timeout, for many at a time."""

import asyncio

import pytest

from surveys.intake.patience import Patience

pytestmark = pytest.mark.usefixtures("unhurried")


async def test_who_takes_too_long_is_interrupted() -> None:
    patience = Patience(0.02)
    with pytest.raises(TimeoutError), patience.kept():
        await asyncio.sleep(10)


async def test_who_is_quick_is_let_be() -> None:
    patience = Patience(0.02)
    with patience.kept():
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)


async def test_each_has_the_same_time_from_its_own_beginning() -> None:
    patience = Patience(0.06)

    async def begins(after: float, takes: float) -> str:
        await asyncio.sleep(after)
        try:
            with patience.kept():
                await asyncio.sleep(takes)
        except TimeoutError:
            return "late"
        return "done"

    people = [begins(0, 10), begins(0.04, 0.03), begins(0.05, 10), begins(0.2, 10)]
    told = await asyncio.gather(*people)
    assert list(told) == ["late", "done", "late", "late"]


async def test_somebody_elses_cancelling_stays_what_it_is() -> None:
    patience = Patience(10)

    async def waits() -> None:
        with patience.kept():
            await asyncio.sleep(10)

    task = asyncio.create_task(waits())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_both_at_once_is_a_cancelling() -> None:
    patience = Patience(0.02)
    caught: list[BaseException] = []

    async def waits() -> None:
        try:
            with patience.kept():
                try:
                    await asyncio.sleep(10)
                except asyncio.CancelledError:
                    task.cancel()
                    raise
        except BaseException as error:
            caught.append(error)
            raise

    task = asyncio.create_task(waits())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert isinstance(caught[0], asyncio.CancelledError)


async def test_an_error_of_its_own_goes_through() -> None:
    with pytest.raises(LookupError), Patience(1).kept():
        raise LookupError
