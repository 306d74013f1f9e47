"""A whole conversation on Telegram, by polling and by webhook, with all that goes wrong in one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot import clock
from bot.app import build
from bot.broadcast.limits import Limits
from bot.server import listening
from surveys.records import Wave
from tests.fake_telegram.api import FakeTelegram, Fault, fake_telegram
from tests.fake_telegram.person import Person
from tests.fake_telegram.running import World, settings_for, world
from tests.ports import reserved_port

MOST_TURNS = 40


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as running:
        yield running


@pytest.fixture(params=["polling", "webhook"])
async def live(
    request: pytest.FixtureRequest,
    fake: FakeTelegram,
    tmp_path: Path,
    sqlite_url: str,
    noon: datetime,
) -> AsyncIterator[World]:
    async with world(fake, tmp_path, sqlite_url, request.param, lambda: noon) as running:
        yield running


async def begins(live: World, wave: Wave, person: Person, start: str = "Start") -> None:
    await person.says(f"/start {wave.code}")
    await live.quiet()
    if wave.survey.audience == "young people":
        await person.presses("16 or over")
        await live.quiet()
    await person.presses(start)
    await live.quiet()


async def answers_one(live: World, person: Person) -> None:
    """The first option there is, ticked where several go; words where there is none."""
    shown = person.with_buttons()[-1]
    if any("Next" in label or "Nesaf" in label for label in shown.labels):
        await person.presses(shown.labels[0].removeprefix("☐ "))
        await live.quiet()
        await person.presses("Next" if "Next" in shown.labels else "Nesaf")
    elif "Up to" in shown.text or "hyd at" in shown.text.lower():
        await person.says("More light on the path to the bus.")
    else:
        await person.presses(shown.labels[0])
    await live.quiet()


async def answers_all(live: World, person: Person, thanks: str = "Thank you") -> int:
    for turns in range(MOST_TURNS):
        if person.last.startswith(thanks):
            return turns
        await answers_one(live, person)
    raise AssertionError(person.everything)


@pytest.mark.parametrize("survey", ["safety-pulse", "service-feedback"])
async def test_a_survey_is_answered_from_the_link_to_the_thanks(live: World, survey: str) -> None:
    wave, person = await live.wave(survey), live.person()
    await begins(live, wave, person)
    await answers_all(live, person)
    assert await live.finished(wave) == 1
    assert live.fake.open_callbacks == set()
    assert person.with_buttons() == []


async def test_welsh_is_spoken_to_a_welsh_account(live: World) -> None:
    wave, person = await live.wave("service-feedback"), live.person("cy-GB")
    await begins(live, wave, person, "Dechrau")
    await answers_all(live, person, "Diolch")
    assert await live.finished(wave) == 1


async def test_every_update_twice_counts_once(live: World) -> None:
    wave, person = await live.wave(), live.person()
    await begins(live, wave, person)
    while not person.last.startswith("Thank you"):
        before = len(person.messages)
        await answers_one(live, person)
        after = len(person.messages)
        await person.again()
        await live.quiet()
        assert len(person.messages) == after > before - 1
    assert await live.finished(wave) == 1


async def test_noise_between_answers_changes_nothing(live: World) -> None:
    wave, person = await live.wave(), live.person()
    await begins(live, wave, person)
    for noise in ({"sticker": STICKER}, {"voice": VOICE}, {"text": "/nosuch"}):
        question = person.with_buttons()[-1]
        await person.sends(**noise)
        await live.quiet()
        assert person.with_buttons()[-1] is question
        await answers_one(live, person)
    await answers_all(live, person)
    assert await live.finished(wave) == 1


STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


async def test_trouble_on_the_line_is_waited_out(live: World) -> None:
    wave, person = await live.wave(), live.person()
    faults = [
        Fault(0),
        Fault(502),
        Fault(429, retry_after=1),
        Fault(500),
        Fault(0, after_effect=True),
    ]
    live.fake.fail("sendMessage", *faults)
    live.fake.fail("editMessageText", Fault(429, retry_after=1), Fault(0))
    live.fake.fail("answerCallbackQuery", Fault(429, retry_after=1), Fault(502))
    await begins(live, wave, person)
    await answers_all(live, person)
    assert await live.finished(wave) == 1
    assert live.fake.open_callbacks == set()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_restart_goes_on_at_the_same_question(
    fake: FakeTelegram, tmp_path: Path, sqlite_url: str, noon: datetime, mode: str
) -> None:
    async with world(fake, tmp_path, sqlite_url, mode, lambda: noon) as first:
        wave, person = await first.wave(), first.person()
        await begins(first, wave, person)
        await answers_one(first, person)
        question = person.last
    async with world(fake, tmp_path, sqlite_url, mode, lambda: noon) as second:
        await person.again()
        await second.quiet()
        assert person.last == question
        await person.says(f"/start {wave.code}")
        await second.quiet()
        assert person.last == question
        assert len(person.with_buttons()) == 1
        await answers_all(second, person)
        assert await second.finished(wave) == 1


async def test_what_was_sent_while_the_program_was_down_is_answered_when_it_is_back(
    fake: FakeTelegram, tmp_path: Path, sqlite_url: str, noon: datetime
) -> None:
    async with world(fake, tmp_path, sqlite_url, "polling", lambda: noon) as first:
        wave, person = await first.wave(), first.person()
    meanwhile = asyncio.create_task(person.says(f"/start {wave.code}"))
    async with asyncio.timeout(60):
        while not fake.waiting:  # noqa: ASYNC110 - it rings no bell
            await asyncio.sleep(0.01)
    async with world(fake, tmp_path, sqlite_url, "polling", lambda: noon) as second:
        await meanwhile
        await second.quiet()
        assert "Start" in person.with_buttons()[-1].labels


async def test_many_people_at_once_do_not_get_mixed_up(live: World) -> None:
    wave = await live.wave()
    people = [live.person() for _ in range(12)]

    async def whole(person: Person) -> None:
        await begins(live, wave, person)
        await answers_all(live, person)

    await asyncio.gather(*map(whole, people))
    assert await live.finished(wave) == 12


async def test_it_runs_as_serve_runs_it(
    fake: FakeTelegram, tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The webhook stands in the one web server, beside the web chat; the broadcast makes room."""
    counted: list[str] = []
    monkeypatch.setattr(Limits, "spent", lambda _: counted.append("message"))
    with reserved_port() as port:
        settings = settings_for(fake, tmp_path, sqlite_url, "webhook", port)
        async with build(settings, clock.now) as parts, listening(parts):
            await fake.until("setWebhook")
            person = Person(fake)
            assert await person.says("hello there, everybody") == 200
            await fake.until("sendMessage")
        assert "send me the code from your poster" in person.last
        assert "Childline" in person.last
    assert counted == ["message"]
    assert fake.webhook["url"] == f"http://127.0.0.1:{port}/telegram/updates"
    assert "deleteWebhook" not in fake.methods()
