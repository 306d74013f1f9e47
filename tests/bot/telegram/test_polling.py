"""Long polling, when Telegram says what it should not."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.telegram import polling, running
from tests.fake_telegram.api import FakeTelegram, Fault
from tests.fake_telegram.running import world


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
