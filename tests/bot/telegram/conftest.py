"""A fake Telegram and the whole program beside it."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.fake_telegram.api import FakeTelegram, fake_telegram
from tests.fake_telegram.running import World, world


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as running:
        yield running


@pytest.fixture
async def live(
    fake: FakeTelegram, tmp_path: Path, sqlite_url: str, noon: datetime
) -> AsyncIterator[World]:
    """By webhook, which says when an update is taken."""
    async with world(fake, tmp_path, sqlite_url, "webhook", lambda: noon) as running:
        yield running
