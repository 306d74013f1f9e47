"""Long polling, when Telegram says what it should not."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.telegram import polling, running
from tests.fake_telegram.api import FakeTelegram, Fault
from tests.fake_telegram.running import world


@pytest.mark.parametrize("status", [401, 404])
@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_a_proxy_that_says_the_token_is_unknown_ends_the_channel_for_a_while_only(
    fake: FakeTelegram,
    tmp_path: Path,
    sqlite_url: str,
    noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    method: str,
) -> None:
    for module in (polling, running):
        monkeypatch.setattr(module, "REFUSED_PAUSE", 0.05)
    fake.fail(method, Fault(status), Fault(status))
    async with world(fake, tmp_path, sqlite_url, "polling", lambda: noon) as live:
        person = live.person()
        await person.says("/privacy")
        await live.quiet()
        assert person.messages
