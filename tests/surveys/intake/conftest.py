"""A house on each store, and one in memory for what has nothing to do with the store."""

from collections.abc import AsyncIterator

import pytest

from surveys.memory.store import MemoryStore
from surveys.records import Wave
from surveys.screening import warm
from surveys.store import Store
from tests.house import House
from tests.house import house as built


@pytest.fixture(scope="session", autouse=True)
def _screening_is_loaded() -> None:
    """As a server does at its start: else who writes first waits for it, and a person waits 5 s."""
    warm()


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    async with built(store) as made:
        yield made


@pytest.fixture
async def memory_house() -> AsyncIterator[House]:
    async with built(MemoryStore()) as made:
        yield made


@pytest.fixture
async def wave(house: House) -> Wave:
    return await house.open_wave()
