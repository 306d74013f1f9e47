"""When something breaks: the database, Telegram, the person's patience with us."""

import asyncio

import pytest

from bot.telegram.calls import Call
from bot.telegram.sending import Failed, Then
from surveys.errors import StoreUnavailable
from surveys.store import Store
from tests.bot.telegram.talking import at_first_question, presses, says
from tests.fake_telegram.api import FakeTelegram, Fault
from tests.fake_telegram.running import World


async def away(*_: object, **__: object) -> None:
    raise StoreUnavailable


def take_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for method in ("talk", "has_token", "commit", "wave", "room"):
        monkeypatch.setattr(store, method, away)


async def test_blocking_is_leaving_and_no_error(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await person.blocks()
    await live.quiet()
    assert await live.rooms() == 0


async def test_being_told_so_by_a_refusal_is_the_same(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    live.fake.blocked.add(person.id)
    await person.says("/privacy")
    await live.quiet()
    assert await live.rooms() == 0


async def test_urgent_words_reach_a_lead_even_if_the_bot_is_blocked_then(live: World) -> None:
    """Somebody else may have taken the phone."""
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    while "What would make you feel safer" not in person.last:
        await says(live, person, "/skip")
    shown = await says(live, person, "my dad hits me every night")
    assert shown.index("Childline") < shown.index("Question")
    await person.blocks()
    await live.quiet()
    assert len(await live.parts.store.urgent()) == 1


async def test_who_comes_back_after_blocking_starts_afresh(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await person.blocks()
    live.fake.blocked.clear()
    assert "16 and over" in await says(live, person, f"/start {wave.code}")


async def test_a_database_that_is_away_costs_no_answer(
    live: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    with monkeypatch.context() as broken:
        take_away(live.parts.store, broken)
        assert "could not be saved" in await presses(live, person, "Very safe")
        assert "could not be saved" in await says(live, person, "Very safe")
    assert "Question 2" in await presses(live, person, "Very safe")


async def test_delete_does_not_say_that_it_forgot_what_could_not_be_forgotten(
    live: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Very safe")
    with monkeypatch.context() as broken:
        take_away(live.parts.store, broken)
        said = await says(live, person, "/delete")
        assert "could not be saved" in said
        assert "forgotten" not in said
    assert "What you had not finished is forgotten" in await says(live, person, "/delete")


async def test_help_is_there_when_the_database_is_not(
    live: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave, person, other = await live.wave("safety-pulse"), live.person(), live.person()
    await at_first_question(live, wave, person)
    take_away(live.parts.store, monkeypatch)
    for who, text in ((person, "my dad hits me"), (other, "my dad hits me"), (other, "/help")):
        assert "Childline" in await says(live, who, text)


async def unsent(_: Call) -> Failed:
    return Failed.LATER


def lost(_: Call, then: Then) -> None:
    then(Failed.REFUSED, 0)


async def test_whoever_never_saw_the_thanks_is_thanked_when_asking_again(
    live: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers were saved, and the program was killed before it could say so."""
    wave, person = await live.wave(), live.person()
    await at_first_question(live, wave, person)
    while "Which area" not in person.last:
        await says(live, person, "/skip")
    with monkeypatch.context() as killed:
        killed.setattr(live.service.sender, "begin", lost)
        killed.setattr(live.service.sender, "send", unsent)
        await presses(live, person, "Millfields")
    assert await live.finished(wave) == 1
    assert "Thank you" not in person.everything
    live.service.channel._chats._chats.clear()  # noqa: SLF001 - as after a restart
    assert "Thank you" in await says(live, person, f"/start {wave.code}")
    assert await live.finished(wave) == 1


async def test_callbacks_lost_on_the_way_are_answered_once_telegram_shows_trouble(
    live: World,
) -> None:
    wave, person, other = await live.wave("safety-pulse"), live.person(), live.person()
    await at_first_question(live, wave, person)
    live.fake.deaf_to = 1
    await presses(live, person, "Very safe")
    assert len(live.fake.open_callbacks) == 1, "lost in the answer, and nobody can know"
    live.fake.fail("sendMessage", Fault(429, retry_after=1))
    await says(live, other, "/privacy")
    assert not live.fake.open_callbacks


async def test_an_edit_waits_as_long_as_telegram_asks_and_the_next_question_does_not(
    live: World,
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    live.fake.calls.clear()
    live.fake.fail("editMessageText", live.slow())
    seconds = asyncio.get_running_loop().time
    began = seconds()
    await person.presses("Very safe")
    await live.fake.until("sendMessage")
    await live.quiet()
    assert seconds() - began >= 1
    assert live.fake.methods()[-1] == "editMessageReplyMarkup"
    assert len(person.with_buttons()) == 1


async def test_in_bad_weather_no_callback_rides(live: World) -> None:
    wave, person, other = await live.wave("safety-pulse"), live.person(), live.person()
    await at_first_question(live, wave, person)
    live.fake.fail("sendMessage", Fault(429, retry_after=1))
    await says(live, other, "/privacy")
    live.fake.deaf_to = 5
    await presses(live, person, "Very safe")
    await person.again()
    await live.quiet()
    assert live.fake.deaf_to == 5, "nothing was said where it could be lost"
    assert not live.fake.open_callbacks


async def test_a_flood_from_one_phone_does_not_pile_up(live: World) -> None:
    person = live.person()
    live.fake.fail("sendMessage", Fault(429, retry_after=1))
    await asyncio.gather(*(person.says("/privacy") for _ in range(60)))
    await live.quiet()
    assert len(person.messages) <= 40


async def test_nothing_of_a_person_gets_into_the_log(
    live: World, fake: FakeTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    fake.fail("sendMessage", Fault(400, "secretword is wrong"), Fault(502))
    await says(live, person, "secretword")
    await fake.post(
        {"update_id": 5, "message": {"text": "secretword"}}, fake.webhook["secret_token"]
    )
    logged = "".join(capsys.readouterr())
    for secret in ("secretword", str(person.id), "Zebedee", fake.webhook["secret_token"], "A" * 30):
        assert secret not in logged
