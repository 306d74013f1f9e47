"""Long polling, when Telegram says what it should not, and when somebody has to wait."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.error import NetworkError

from bot.telegram import polling, running, talk
from bot.telegram.backend import AiohttpRequest, result_of, sent_in
from bot.telegram.calls import Call
from bot.telegram.channel import Channel
from bot.telegram.incoming import Event, Typed
from bot.telegram.polling import Polling
from tests.bot.telegram.talking import at_first_question, says
from tests.fake_telegram.api import FakeTelegram, Fault
from tests.fake_telegram.running import world

SAFER = "What would make you feel safer"
LONG = 30
PAUSE = 0.01


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (polling, running):
        monkeypatch.setattr(module, "REFUSED_PAUSE", 0.05)


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_a_proxy_that_says_the_token_is_unknown_ends_the_channel_for_a_while_only(
    tmp_path: Path, sqlite_url: str, noon: datetime, fake: FakeTelegram, method: str
) -> None:
    fake.fail(method, Fault(401), Fault(404))
    async with world(fake, tmp_path, sqlite_url, "polling", lambda: noon) as live:
        person = live.person()
        await person.says("/privacy")
        await live.quiet()
        assert person.messages


# ---------------------------------------------------------------- one that takes its time
async def test_whoever_must_wait_keeps_nobody_else_waiting(
    tmp_path: Path,
    sqlite_url: str,
    noon: datetime,
    fake: FakeTelegram,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Telegram asks to wait with the next question, and more words come before it is shown."""
    monkeypatch.setattr(talk, "SHOWN_SECONDS", LONG)
    monkeypatch.setattr(running, "LAST_WORDS_SECONDS", PAUSE)
    async with world(fake, tmp_path, sqlite_url, "polling", lambda: noon) as live:
        wave, waits, other = await live.wave("safety-pulse"), live.person(), live.person()
        await at_first_question(live, wave, waits)
        while SAFER not in waits.last:
            await says(live, waits, "/skip")
        fake.fail("sendMessage", Fault(429, retry_after=LONG))
        await waits.says("More lights")
        held_up = asyncio.create_task(waits.says("And safer roads"))
        await asyncio.sleep(PAUSE)
        asking = asyncio.create_task(other.says("/privacy"))
        async with asyncio.timeout(LONG):
            while not other.messages:  # noqa: ASYNC110 - what the phone shows rings no bell
                await asyncio.sleep(PAUSE)
        assert not held_up.done()
        assert SAFER in waits.last
        for task in (held_up, asking):
            task.cancel()


class _Telegram:
    """Holds updates of one chat each until they are confirmed."""

    def __init__(self, *numbers: int) -> None:
        self.waiting = list(numbers)
        self.offsets: list[int] = []

    async def call(self, _address: str, call: Call, _seconds: float) -> list[dict[str, Any]]:
        offset = cast("int", call.fields["offset"])
        self.offsets.append(offset)
        self.waiting = [number for number in self.waiting if number >= offset]
        await asyncio.sleep(PAUSE)
        return [_update(number) for number in self.waiting]


def _update(number: int) -> dict[str, Any]:
    chat = {"id": number, "type": "private", "first_name": "Fx"}
    message = {"message_id": 1, "from": chat, "chat": chat, "date": 0, "text": "Hello"}
    return {"update_id": number, "message": message}


class _Slow:
    """Takes its time with the first update there is, until it is told to go on."""

    def __init__(self) -> None:
        self.came: list[int] = []
        self.go_on = asyncio.Event()

    async def take(self, event: Event) -> None:
        assert isinstance(event, Typed)
        self.came.append(event.where.chat)
        if event.where.chat == 1:
            await self.go_on.wait()

    async def until(self, number: int) -> None:
        async with asyncio.timeout(LONG):
            while number not in self.came:  # noqa: ASYNC110 - it is told nothing else
                await asyncio.sleep(PAUSE)


async def test_all_come_once_and_none_is_confirmed_before_one_that_is_not_safe() -> None:
    telegram, channel = _Telegram(1, 2), _Slow()
    work = Polling(cast("AiohttpRequest", telegram), "", cast("Channel", channel))
    running_on = asyncio.create_task(work.run())
    await channel.until(2)
    telegram.waiting.append(3)
    await channel.until(3)
    assert set(telegram.offsets) == {0}
    channel.go_on.set()
    async with asyncio.timeout(LONG):
        while telegram.waiting:  # noqa: ASYNC110 - nor is Telegram
            await asyncio.sleep(PAUSE)
    running_on.cancel()
    await asyncio.wait({running_on})
    assert channel.came == [1, 2, 3]
    assert max(telegram.offsets) == 4


async def test_after_a_quiet_week_updates_that_are_numbered_anew_are_heard() -> None:
    telegram, channel = _Telegram(900), _Slow()
    work = Polling(cast("AiohttpRequest", telegram), "", cast("Channel", channel))
    running_on = asyncio.create_task(work.run())
    await channel.until(900)
    async with asyncio.timeout(LONG):
        while telegram.waiting or telegram.offsets[-1] == 901:  # noqa: ASYNC110 - as above
            await asyncio.sleep(PAUSE)
    telegram.waiting.append(7)
    await channel.until(7)
    running_on.cancel()
    await asyncio.wait({running_on})
    assert channel.came == [900, 7]


async def test_what_has_no_number_keeps_nobody_from_being_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A Bot API server of one's own, or a proxy before it, may say anything."""
    odd: list[Any] = [5, None, [], {}, {"update_id": "7"}, {"update_id": True}]
    telegram, channel = _Telegram(3), _Slow()
    known = telegram.call

    async def call(address: str, asked: Call, seconds: float) -> list[Any]:
        return [*odd, *await known(address, asked, seconds)]

    monkeypatch.setattr(telegram, "call", call)
    work = Polling(cast("AiohttpRequest", telegram), "", cast("Channel", channel))
    running_on = asyncio.create_task(work.run())
    await channel.until(3)
    async with asyncio.timeout(LONG):
        while telegram.waiting:  # noqa: ASYNC110 - as above
            await asyncio.sleep(PAUSE)
    assert not running_on.done()
    running_on.cancel()
    await asyncio.wait({running_on})


@pytest.mark.parametrize(
    "content", [b"[" * 9_000, b'{"result":' + b"[" * 9_000 + b"]" * 9_000 + b"}"]
)
def test_an_answer_deeper_than_anybody_writes_is_not_the_bot_apis(content: bytes) -> None:
    with pytest.raises(NetworkError):
        result_of(content)
    assert sent_in(content) is None


async def test_what_is_under_way_ends_with_the_polling() -> None:
    channel = _Slow()
    work = Polling(cast("AiohttpRequest", _Telegram(1)), "", cast("Channel", channel))
    running_on = asyncio.create_task(work.run())
    await channel.until(1)
    running_on.cancel()
    await asyncio.wait({running_on}, timeout=LONG)
    assert running_on.cancelled()
    assert len(asyncio.all_tasks()) == 1
