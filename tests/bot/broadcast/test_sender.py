"""The sender: everybody who asked is told, once, whatever Telegram and the machine do."""

import asyncio
from collections import Counter
from html import unescape

import pytest
import structlog

from bot.broadcast.sender import UNDER_WAY
from surveys.errors import StoreUnavailable
from surveys.messages import PersonId
from surveys.telling.outbox import Fate, Letter
from surveys.telling.subscriptions import Subscription
from surveys.telling.updates import Progress
from tests.bot.broadcast.bot_api import DROP
from tests.bot.broadcast.conftest import House, running

CHATS = tuple(range(1, 21))
ONCE = Counter(CHATS)


async def test_everybody_who_asked_is_told_once(house: House) -> None:
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert house.api.told == ONCE
    assert await house.progress(update) == Progress(told=20)


async def test_the_message_says_what_was_asked_said_and_done(house: House) -> None:
    update = await house.published(7)
    await house.until_sent(update)
    (message,) = house.api.taken
    text = unescape(message.text)
    for words in ("How safe?", "Is the path safe?", "It is <dark> & empty.", "Eight lamps are up."):
        assert words in text
    assert "<dark>" not in message.text, "markup of an officer's is only text"
    assert message.labels[:4] == ("Yes", "A bit", "No", "It doesn't affect me")
    assert message.labels[4:] == ("Stop these messages",)
    assert message.data[1] == f"made:{update.wave}:a_bit"
    assert all(len(data.encode()) <= 64 for data in message.data)


async def test_it_speaks_the_subscribers_language(house: House) -> None:
    update = await house.published(7, language="cy")
    await house.until_sent(update)
    assert "Mae wyth lamp i fyny." in house.api.taken[0].text
    assert "Stopio'r negeseuon hyn" in house.api.taken[0].labels


# ---------------------------------------------------------------- who is not told
@pytest.mark.parametrize("trouble", ["blocked", "missing"])
async def test_who_blocked_us_is_forgotten(house: House, trouble: str) -> None:
    getattr(house.api, trouble).update({3, 4})
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert await house.progress(update) == Progress(told=18, gone=2)
    assert not await house.is_subscribed(3)
    assert await house.is_subscribed(5)


async def test_who_leaves_before_their_turn_is_not_told(house: House) -> None:
    update = await house.published(*CHATS)
    await house.telling.subscriptions.leave(PersonId("telegram:9"))
    await house.until_sent(update)
    assert house.api.told == ONCE - Counter([9])


async def test_a_subscription_that_cannot_be_opened_is_counted_and_passed(house: House) -> None:
    await house.shelf.subscribe(Subscription(b"x" * 32, "small", b"not sealed by us"))
    update = await house.published(1)
    await house.until_sent(update)
    assert await house.progress(update) == Progress(told=1, failed=1)


# ---------------------------------------------------------------- Telegram in trouble
async def test_told_to_wait_it_waits_and_then_goes_on(house: House) -> None:
    house.api.faults.extend([0, 0, 429])
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert house.api.told == ONCE
    (refused,) = house.api.refusals
    after = sorted(each.at for each in house.api.taken if each.at > refused)
    later = after[UNDER_WAY:]
    assert min(later) >= refused + house.api.retry_after


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_is_tried_again(house: House, status: int) -> None:
    house.api.faults.extend([status])
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert house.api.told == ONCE


async def test_a_connection_cut_after_the_message_was_taken_is_the_stated_window(
    house: House,
) -> None:
    """At least once: that one message may come twice, and every other comes once."""
    house.api.faults.extend([0, 0, DROP])
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert set(house.api.told) == set(CHATS)
    assert house.api.told.total() == len(CHATS) + 1


async def test_a_message_refused_for_good_is_counted_and_keeps_the_subscription(
    house: House,
) -> None:
    house.api.faults.extend([400])
    update = await house.published(7)
    await house.until_sent(update)
    assert await house.progress(update) == Progress(failed=1)
    assert await house.is_subscribed(7)


async def test_with_a_wrong_token_nobody_is_dropped(house: House) -> None:
    update = await house.published(*CHATS)
    with structlog.testing.capture_logs() as logs:
        async with running(house.sender(token="9:" + "B" * 35)), asyncio.timeout(60):
            while "broadcast_shut_out" not in {each["event"] for each in logs}:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert await house.progress(update) == Progress(waiting=20)
    await house.until_sent(update)
    assert house.api.told == ONCE


# ---------------------------------------------------------------- processes
async def test_of_many_senders_one_sends(house: House) -> None:
    update = await house.published(*CHATS)
    await house.until_sent(update, *(house.sender() for _ in range(4)))
    assert house.api.told == ONCE


async def test_stopped_in_the_middle_another_goes_on_at_once(house: House) -> None:
    """A clean stop lets what is under way land and gives the lease up: nobody is told twice."""
    house.api.rtt = 0.02
    update = await house.published(*CHATS)
    async with running(house.sender(a_second=10)):
        async with asyncio.timeout(60):
            while len(house.api.taken) < 6:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.005)
    assert 0 < (await house.progress(update)).waiting < 20
    await house.until_sent(update)
    assert house.api.told == ONCE


async def test_a_sender_whose_lease_was_lost_sends_nothing(house: House) -> None:
    update = await house.published(*CHATS)
    first, second = house.sender(), house.sender()
    assert await second.on()
    assert not await first.on()
    await house.until_sent(update, second)
    assert house.api.told == ONCE


async def test_after_a_crash_the_lease_runs_out_and_another_takes_over(house: House) -> None:
    update = await house.published(*CHATS)
    dead = house.sender()
    assert await dead._ours()  # noqa: SLF001 - it took the lease and was killed
    assert not await house.sender().on()
    house.time.now = house.time.now.replace(second=16)
    await house.until_sent(update)
    assert house.api.told == ONCE


@pytest.mark.parametrize("trouble", [StoreUnavailable(), OSError("keyring"), KeyError("odd")])
async def test_what_is_away_or_odd_for_a_moment_stops_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    away = iter([True, False])
    letters = house.shelf.letters

    async def sometimes(limit: int) -> tuple[Letter, ...]:
        if next(away, False):
            raise trouble
        return await letters(limit)

    monkeypatch.setattr(house.shelf, "letters", sometimes)
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert house.api.told == ONCE


async def test_sent_but_not_noted_is_the_stated_window(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = iter([True])
    settle = house.shelf.settle

    async def sometimes(letter: Letter, fate: Fate) -> None:
        if next(away, False):
            raise StoreUnavailable
        await settle(letter, fate)

    monkeypatch.setattr(house.shelf, "settle", sometimes)
    update = await house.published(*CHATS)
    await house.until_sent(update)
    assert house.api.told.total() == len(CHATS) + 1


async def test_no_log_tells_who_was_told(house: House) -> None:
    house.api.blocked.add(8_123_456_789)
    house.api.faults.extend([0, 500, 400, DROP])
    update = await house.published(
        8_123_456_780, 8_123_456_789, *range(8_123_456_700, 8_123_456_710)
    )
    with structlog.testing.capture_logs() as logs:
        await house.until_sent(update)
    assert logs
    assert "8123456" not in str(logs)
