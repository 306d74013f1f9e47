"""Alerts to a lead's Telegram chat, through the whole program as it is wired."""

import pytest

from bot.alerts.chat import chat_place
from bot.alerts.place import Alert, AlertFailed, worded
from bot.telegram.backend import AiohttpRequest
from surveys.telling.alerting import Due, Line
from surveys.telling.escalation import SHIPPED
from tests.bot.alerts.conftest import NOON
from tests.fake_telegram.api import TOKEN, FakeTelegram, Fault, fake_telegram

LINES = (Line(NOON.date(), "Spring <b>2026"),)
DUE = Due("telegram:1", ("item",), LINES, last_try=False, step=SHIPPED.steps[0])
ALERT = worded(DUE, "https://safe.example.org")


async def tell(fake: FakeTelegram, alert: Alert = ALERT) -> None:
    request = AiohttpRequest(TOKEN)
    await request.initialize()
    try:
        await chat_place(request, f"{fake.url}/bot{TOKEN}", 42).tell(alert)
    finally:
        await request.shutdown()


async def test_a_lead_is_told_in_their_chat() -> None:
    async with fake_telegram() as fake:
        await tell(fake)
        ((_, fields),) = fake.calls
    assert fields["chat_id"] == 42
    assert "Spring &lt;b&gt;2026, 10 March 2026" in fields["text"]
    assert "reply_markup" not in fields


@pytest.mark.parametrize("status", [403, 429, 500, 0])
async def test_what_telegram_does_not_take_has_failed_and_tells_no_token(status: int) -> None:
    async with fake_telegram() as fake:
        fake.fail("sendMessage", Fault(status, "bot was blocked by the user"))
        with pytest.raises(AlertFailed) as caught:
            await tell(fake)
    assert TOKEN not in f"{caught.value!r}{caught.value.__cause__!r}"
