"""The doctor asks Telegram before somebody in danger finds out that nobody hears."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.examination import Line
from bot.settings import Alerts, Reached, Secret, Settings, Telegram
from bot.telegram.examination import look_at_telegram
from bot.telegram.webhook import PATH
from tests.fake_telegram.api import FakeTelegram
from tests.fake_telegram.running import settings_for

KNOWN, BLOCKED, STRANGE = 7_000_000_001, 7_000_000_002, 7_000_000_003


@pytest.fixture
def settings(fake: FakeTelegram, tmp_path: Path) -> Settings:
    return settings_for(fake, tmp_path, f"sqlite:///{tmp_path}/t.db", "webhook", 8080)


async def wrong(settings: Settings, now: datetime) -> list[Line]:
    return [line for line in await look_at_telegram(settings, now) if not line.ok]


def heard(fake: FakeTelegram, settings: Settings) -> None:
    fake.webhook = {"url": f"{settings.public_url}{PATH}"}


async def test_all_is_well(fake: FakeTelegram, settings: Settings, noon: datetime) -> None:
    heard(fake, settings)
    lines = await look_at_telegram(settings, noon)
    assert [line.what for line in lines] == ["the bot is @said_bot", "updates come by webhook"]
    assert all(line.ok for line in lines)


async def test_without_telegram_there_is_nothing_to_ask(settings: Settings, noon: datetime) -> None:
    assert await look_at_telegram(replace(settings, telegram=None), noon) == []


async def test_updates_that_go_elsewhere(
    fake: FakeTelegram, settings: Settings, noon: datetime
) -> None:
    (line,) = await wrong(settings, noon)
    assert "does not bring updates yet" in line.what
    fake.webhook = {"url": "https://old.example.org/telegram/updates"}
    (line,) = await wrong(settings, noon)
    assert "another address" in line.what
    assert "saidanddone serve" in line.todo


async def test_what_went_wrong_lately(
    fake: FakeTelegram, settings: Settings, noon: datetime
) -> None:
    heard(fake, settings)
    fake.trouble = {
        "last_error_date": int(noon.timestamp()) - 60,
        "last_error_message": "Connection timed out",
    }
    (line,) = await wrong(settings, noon)
    assert "Connection timed out" in line.what
    assert PATH in line.todo
    assert await wrong(settings, datetime(2030, 1, 1, tzinfo=UTC)) == []


async def test_a_lead_who_cannot_be_reached_is_named_by_place_alone(
    fake: FakeTelegram, settings: Settings, noon: datetime
) -> None:
    heard(fake, settings)
    for chat in (KNOWN, BLOCKED):
        fake.chats[chat] = {}
    fake.blocked.add(BLOCKED)
    deputy = Reached(chats=(STRANGE,))
    alerts = Alerts(Secret(""), "", chats=(KNOWN, BLOCKED), deputy=deputy)
    found = await wrong(replace(settings, alerts=alerts), noon)
    assert [line.what for line in found] == [
        "number 2 in SAIDANDDONE_ALERT_TELEGRAM cannot be reached",
        "number 1 in SAIDANDDONE_DEPUTY_TELEGRAM cannot be reached",
    ]
    assert "/number" in found[0].todo


async def test_a_token_nobody_knows_and_a_telegram_that_is_away(
    settings: Settings, noon: datetime
) -> None:
    assert settings.telegram
    stolen: Telegram = replace(settings.telegram, token=Secret("4242:" + "B" * 35))
    (line,) = await wrong(replace(settings, telegram=stolen), noon)
    assert "does not know the token" in line.what
    away = replace(settings.telegram, api_url="http://127.0.0.1:1")
    (line,) = await wrong(replace(settings, telegram=away), noon)
    assert "does not answer" in line.what
    assert "127.0.0.1:1" in line.todo
