"""Deadlines: each future in its own time, by one timer, and none that was answered."""

import asyncio

import pytest

from surveys.deadlines import Deadlines

pytestmark = pytest.mark.usefixtures("unhurried")


def _watch(deadlines: Deadlines, future: asyncio.Future[int]) -> None:
    deadlines.watch(future, lambda: future.set_exception(TimeoutError()))


def _futures(number: int) -> list[asyncio.Future[int]]:
    return [asyncio.get_running_loop().create_future() for _ in range(number)]


async def test_who_is_not_answered_in_time_is_failed() -> None:
    deadlines = Deadlines(0.05)
    first, second = _futures(2)
    _watch(deadlines, first)
    await asyncio.sleep(0.03)
    _watch(deadlines, second)
    await asyncio.wait({first}, timeout=1)
    assert not second.done(), "it came later"
    for late in (first, second):
        with pytest.raises(TimeoutError):
            await late


async def test_who_was_answered_keeps_the_answer() -> None:
    deadlines = Deadlines(0.02)
    answered, left, late = _futures(3)
    for each in (answered, left, late):
        _watch(deadlines, each)
    answered.set_result(1)
    left.cancel()
    with pytest.raises(TimeoutError):
        await late
    assert answered.result() == 1
    assert left.cancelled()


async def test_after_a_rest_it_begins_again() -> None:
    deadlines = Deadlines(0.02)
    for _ in range(2):
        (late,) = _futures(1)
        _watch(deadlines, late)
        with pytest.raises(TimeoutError):
            await late


async def test_closed_it_fails_nobody() -> None:
    deadlines = Deadlines(0.01)
    (waits,) = _futures(1)
    _watch(deadlines, waits)
    deadlines.close()
    await asyncio.sleep(0.05)
    assert not waits.done()
    waits.cancel()
