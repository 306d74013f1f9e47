"""The way to the Bot API: what goes wrong is told by kind, and the token is told to nobody."""

import traceback
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.telegram import calls
from bot.telegram.backend import AiohttpRequest, SlowDown
from tests.fake_telegram.api import TOKEN, FakeTelegram, Fault

WHOLE = TOKEN
SECRET = TOKEN.partition(":")[2]


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(TOKEN, seconds=0.5) as made:
        yield made


@pytest.fixture
async def bot(fake: FakeTelegram, request_: AiohttpRequest) -> Bot:
    return Bot(TOKEN, f"{fake.url}/bot", request=request_, get_updates_request=request_)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(429, retry_after=7), SlowDown),
        (Fault(429), SlowDown),
        (Fault(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (Fault(400, "Bad Request: message is not modified"), BadRequest),
        (Fault(401, "Unauthorized"), InvalidToken),
        (Fault(404, "Not Found"), InvalidToken),
        (Fault(409, "Conflict"), Conflict),
        (Fault(500), NetworkError),
        (Fault(502), NetworkError),
        (Fault(0), NetworkError),
        (Fault(400, f"the address /bot{WHOLE}/getMe is wrong"), BadRequest),
        (Fault(500, f"{WHOLE} said nothing"), NetworkError),
    ],
)
async def test_each_refusal_has_its_error_and_none_shows_the_token(
    fake: FakeTelegram, bot: Bot, fault: Fault, error: type[TelegramError]
) -> None:
    fake.fail("sendMessage", fault)
    with pytest.raises(error) as caught:
        await bot.send_message(7, "hello")
    assert type(caught.value) is error
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_the_time_to_wait_is_told_and_has_a_ceiling(fake: FakeTelegram, bot: Bot) -> None:
    fake.fail("sendMessage", Fault(429, retry_after=7), Fault(429, retry_after=10**9))
    for seconds in (7, 300):
        with pytest.raises(SlowDown) as caught:
            await bot.send_message(7, "hello")
        assert caught.value.seconds == seconds


async def test_silence_is_a_timeout(fake: FakeTelegram, request_: AiohttpRequest) -> None:
    call = calls.Call("getUpdates", {"offset": 0, "limit": 1, "timeout": 5})
    with pytest.raises(TimedOut):
        await request_.call(f"{fake.url}/bot{TOKEN}", call, 0.05)


async def test_a_server_that_is_not_there_is_a_network_error(request_: AiohttpRequest) -> None:
    with pytest.raises(NetworkError) as caught:
        await request_.call(f"http://127.0.0.1:9/bot{TOKEN}", calls.answer("1"))
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_before_it_is_opened_nothing_is_sent() -> None:
    with pytest.raises(NetworkError):
        await AiohttpRequest(TOKEN).call(f"http://127.0.0.1:9/bot{TOKEN}", calls.answer("1"))


async def test_the_librarys_own_calls_go_the_same_way(fake: FakeTelegram, bot: Bot) -> None:
    assert (await bot.get_me()).username == "said_bot"
    await bot.set_my_commands([("help", "People")], language_code="cy")
    method, fields = fake.calls[-1]
    assert method == "setMyCommands"
    assert fields["commands"] == [{"command": "help", "description": "People"}]


async def test_a_call_by_value_has_its_result(fake: FakeTelegram, request_: AiohttpRequest) -> None:
    call = calls.send(7, "<b>Hi</b>", [[{"text": "A", "callback_data": "a"}]])
    sent = await request_.call(f"{fake.url}/bot{TOKEN}", call)
    assert fake.chats[7][sent["message_id"]].labels == ["A"]
