"""Time that passes only when nobody has anything to do."""

import asyncio
import time

import pytest


@pytest.mark.usefixtures("unhurried")
async def test_an_hour_is_over_at_once() -> None:
    began = time.monotonic()
    await asyncio.sleep(3600)
    assert time.monotonic() - began < 600


@pytest.mark.usefixtures("unhurried")
async def test_who_is_held_up_is_not_late_for_that() -> None:
    """A busy machine, made here: of two seconds none passes while the loop is held."""
    async with asyncio.timeout(0.02):
        await asyncio.sleep(0.01)
        time.sleep(0.05)  # noqa: ASYNC251 it is to hold the loop up
        await asyncio.sleep(0)


@pytest.mark.usefixtures("unhurried")
async def test_what_is_due_first_comes_first_and_who_waits_too_long_is_told() -> None:
    came: list[str] = []

    async def comes(after: float, name: str) -> None:
        await asyncio.sleep(after)
        came.append(name)

    await asyncio.gather(comes(0.03, "last"), comes(0.01, "first"), comes(0.02, "second"))
    assert came == ["first", "second", "last"]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 5)


async def test_otherwise_it_takes_its_time() -> None:
    began = time.monotonic()
    await asyncio.sleep(0.05)
    assert time.monotonic() - began > 0.04
