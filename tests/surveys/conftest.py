"""A house on each store, one in memory for what no store matters to, and a small survey."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from surveys.definitions.definition import Survey
from surveys.definitions.reading import read_survey
from surveys.memory.store import MemoryStore
from surveys.records import Wave
from surveys.screening import warm
from surveys.store import Store
from tests.house import House
from tests.house import house as built

SMALL = """
key = "small"
title = "A small survey"
audience = "young people"
intro = "Two lines.\\nNo more."
breakdowns = ["place", "age"]
quote_permission = "quote"

[[question]]
key = "begin"
kind = "statement"
text = "Let us begin."

[[question]]
key = "home"
kind = "scale"
scale = "safety"
text = "How safe do you feel at home?"

[[question]]
key = "sorry"
kind = "statement"
text = "We are sorry to hear that."
ask_if = { question = "home", answers = ["1"] }

[[question]]
key = "why"
kind = "text"
cap = 20
text = "What makes it so?"
ask_if = { question = "home", answers = ["1", "2"] }

[[question]]
key = "tell"
kind = "several"
at_most = 2
text = "Who would you tell?"
options = [
  { key = "parent", text = "A parent" },
  { key = "friend", text = "A friend" },
  { key = "nobody", text = "Nobody" },
]

[[question]]
key = "place"
kind = "locality"
text = "Where do you live?"
options = [
  { key = "north", text = "North", joins = "south" },
  { key = "south", text = "South", joins = "north" },
]

[[question]]
key = "age"
kind = "age_band"
text = "How old are you?"
options = [{ key = "11-14", text = "11 to 14" }, { key = "15-18", text = "15 to 18" }]

[[question]]
key = "quote"
kind = "one"
text = "May we quote you?"
options = [{ key = "yes", text = "Yes" }, { key = "no", text = "No" }]

[[question]]
key = "good"
kind = "text"
cap = 50
text = "Something good?"
"""


@pytest.fixture
def small_toml() -> str:
    return SMALL


@pytest.fixture
def small(tmp_path: Path) -> Survey:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return read_survey(path)


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
