"""The whole program, wired as `serve` wires it, on a database and folders of its own."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import build
from bot.parts import Parts
from bot.settings import Settings
from surveys.urgent.leads import Cost, new_lead
from tests.bot.one_process import OneProcess

CHEAP = Cost(1, 8 * 1024 * 1024)


@pytest.fixture(scope="session")
def one_process() -> Iterator[OneProcess]:
    made = OneProcess()
    yield made
    made.end()


@pytest.fixture
def settings(tmp_path: Path, sqlite_url: str) -> Settings:
    return Settings.from_env(
        {
            "SAIDANDDONE_DATA_DIR": str(tmp_path / "data"),
            "SAIDANDDONE_DATABASE_URL": sqlite_url,
        }
    )


@pytest.fixture
async def wired(settings: Settings, noon: datetime) -> AsyncIterator[Parts]:
    """With a lead on duty, so that waves may open."""
    async with build(settings, lambda: noon) as built:
        await built.store.add_lead(new_lead("Kim", "another staple phrase", CHEAP))
        yield built
