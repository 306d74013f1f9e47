"""The webhook's door: known by its secret, bounded, and an update counts once."""

import pytest

from bot.telegram.webhook import LARGEST, PATH, secret_of
from tests.bot.telegram.talking import at_first_question, presses, says
from tests.fake_telegram.api import TOKEN, FakeTelegram, Fault
from tests.fake_telegram.running import World

GOOD = secret_of(TOKEN)


async def test_telegram_is_told_where_and_with_which_secret(live: World) -> None:
    told = live.fake.webhook
    assert told["url"].endswith(PATH)
    assert told["secret_token"] == GOOD
    assert TOKEN.partition(":")[2] not in told["url"]
    assert "callback_query" in told["allowed_updates"]
    assert told.get("drop_pending_updates") in (None, False)


@pytest.mark.parametrize("secret", ["", "x", GOOD[:-1], GOOD + "0", GOOD.upper()])
async def test_without_the_secret_nobody_is_heard(live: World, secret: str) -> None:
    person = live.person()
    update = {"update_id": 1, "message": {"text": "/start"}}
    assert await live.fake.post(update, secret) == 403
    assert person.messages == []


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ({"update_id": 1, "message": {"text": "x" * LARGEST}}, 413),
        ("no update", 400),
        ([1, 2], 400),
        ({}, 200),
        ({"update_id": 1, "message": {"what": "is this"}}, 200),
        ({"update_id": 1, "callback_query": {"message": {"reply_markup": 7}}}, 200),
        ({"update_id": 1, "a_kind_of_next_year": {"x": 1}}, 200),
    ],
)
async def test_odd_posts_are_refused_or_let_go(live: World, update: object, status: int) -> None:
    assert await live.fake.post(update, GOOD) == status


async def test_one_message_rides_in_the_answer(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await says(live, person, f"/start {wave.code}")
    assert live.fake.replied == 1
    assert "16 and over" in person.last


async def test_after_trouble_nothing_rides(live: World, fake: FakeTelegram) -> None:
    """What rides cannot be seen to fail."""
    wave, person = await live.wave("safety-pulse"), live.person()
    fake.fail("sendMessage", Fault(429, retry_after=1))
    await says(live, person, "/privacy")
    await says(live, person, f"/start {wave.code}")
    assert fake.replied == 0
    assert "16 and over" in person.last


@pytest.mark.parametrize("text", ["/start {code}", "/privacy", "hello out there", "/help"])
async def test_the_same_update_again_says_nothing_more(live: World, text: str) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await says(live, person, text.format(code=wave.code))
    for _ in range(3):
        assert await person.again() == 200
    await live.quiet()
    assert len(person.messages) == 1


async def test_a_press_that_comes_again_is_answered_again_and_counts_once(live: World) -> None:
    """The answer to the first was lost on the line, and what rode in it."""
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Very safe")
    question = person.last
    live.fake.open_callbacks.add(person.sent[-1]["callback_query"]["id"])
    await person.again()
    await live.quiet()
    assert live.fake.open_callbacks == set()
    assert person.last == question
