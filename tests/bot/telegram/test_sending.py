"""Calls are sent again where that helps, and only there."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.telegram import calls, sending
from bot.telegram.backend import AiohttpRequest
from bot.telegram.sending import Failed, Sender
from tests.fake_telegram.api import TOKEN, FakeTelegram, Fault


@pytest.fixture
async def sender(fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sender]:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.01)
    async with AiohttpRequest(TOKEN) as request:
        yield Sender(request, f"{fake.url}/bot{TOKEN}", tries=4)


HELLO = calls.send(7, "hello")


@pytest.mark.parametrize(
    ("faults", "outcome", "tries"),
    [
        ([], None, 1),
        ([Fault(429, retry_after=1)], None, 2),
        ([Fault(0), Fault(502), Fault(500)], None, 4),
        ([Fault(500)] * 4, Failed.LATER, 4),
        ([Fault(429, retry_after=1)] * 4, Failed.LATER, 4),
        ([Fault(400)], Failed.REFUSED, 1),
        ([Fault(401)], Failed.REFUSED, 1),
        ([Fault(403, "Forbidden: bot was blocked")], Failed.BLOCKED, 1),
    ],
)
async def test_what_may_help_is_tried_again(
    fake: FakeTelegram, sender: Sender, faults: list[Fault], outcome: Failed | None, tries: int
) -> None:
    fake.fail("sendMessage", *faults)
    result = await sender.send(HELLO)
    assert (result if isinstance(result, Failed) else None) is outcome
    assert len(faults) - len(fake.faults["sendmessage"]) + (outcome is None) == tries


async def test_what_must_not_hold_up_is_tried_once(fake: FakeTelegram, sender: Sender) -> None:
    fake.fail("sendMessage", Fault(500))
    assert await sender.once(HELLO) is Failed.LATER
    assert fake.methods() == []


async def test_each_message_that_goes_out_is_told_and_nothing_else(
    fake: FakeTelegram, sender: Sender
) -> None:
    told: list[bool] = []
    sender.spent = lambda: told.append(True)
    fake.fail("sendMessage", Fault(429, retry_after=1))
    await sender.send(calls.send(5, "Hello"))
    await sender.once(calls.edit(5, 101, "Hello again"))
    await sender.once(calls.answer("7"))
    assert len(told) == 3, "both tries of the first, and the edit"


async def test_background_calls_have_a_ceiling(
    fake: FakeTelegram, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_WAITING", 3)
    for _ in range(10):
        sender.later(HELLO)
    await sender.quiet()
    assert fake.methods() == ["sendMessage"] * 3


@pytest.mark.usefixtures("unhurried")
async def test_settling_lets_what_is_under_way_finish_and_then_ends_it() -> None:
    sender = Sender(AiohttpRequest(TOKEN), "")
    done: list[str] = []

    async def work(seconds: float) -> None:
        await asyncio.sleep(seconds)
        done.append("done")

    sender.start(work(0.01))
    stuck = sender.start(work(60))
    await sender.settle(0.1)
    assert done == ["done"]
    assert stuck.cancelled()


async def test_a_job_that_breaks_is_logged_and_breaks_nothing(sender: Sender) -> None:
    async def broken() -> None:
        raise ValueError("words of a person")

    assert await sender.start(broken()) is None
