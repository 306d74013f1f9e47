"""A closed wave with texts, and its themes, on each kind of store."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from surveys.memory.store import MemoryStore
from surveys.memory.themes import MemoryThemes
from surveys.records import Response, ReviewText, TextState, Wave
from surveys.sql.store import SqlStore
from surveys.sql.themes import SqlThemes
from surveys.store import Store
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.shelf import ThemeShelf
from surveys.themes.themes import Themes
from tests import factories

BOOK = Codebook(
    "small",
    "Small",
    (Theme("street", "In the street"), Theme("school", "At school"), Theme("buses", "Buses")),
)


def text(name: str, response_id: str, state: TextState = TextState.PUBLISHED) -> ReviewText:
    return factories.review_text(name, response_id, state=state, labels=())


TEXTS = (
    text("a", "r1"),
    text("b", "r1"),
    text("c", "r2", TextState.RELEASED),
    text("d", "r3", TextState.HELD),
    text("e", "r4", TextState.KEPT_OUT),
)


@dataclass
class House:
    """A store with one closed wave, the shelf of its themes, and the service on both."""

    store: Store
    shelf: ThemeShelf
    wave: Wave
    themes: Themes


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def house_url(request: pytest.FixtureRequest) -> str:
    """Where the store is; nowhere for the one in memory."""
    kind = request.param
    return "" if kind == "memory" else str(request.getfixturevalue(f"{kind}_url"))


@pytest.fixture
async def house(house_url: str) -> AsyncIterator[House]:
    if not house_url:
        yield await _house(MemoryStore(), MemoryThemes())
        return
    async with SqlStore.open(house_url) as store:
        yield await _house(store, SqlThemes(store.database))


async def _house(store: Store, shelf: ThemeShelf) -> House:
    responses: dict[str, Response] = {f"r{n}": factories.response() for n in range(1, 6)}
    wave = await factories.closed_wave(store, responses, TEXTS)
    themes = Themes(store, shelf, lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))
    return House(store, shelf, wave, themes)
