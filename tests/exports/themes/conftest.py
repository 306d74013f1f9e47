"""A small codebook and texts written for these tests."""

from collections.abc import Iterator

import pytest

from exports.themes.one_core import one_core
from exports.themes.samples import Example, Text
from surveys.themes.codebook import Codebook, Theme

BOOK = Codebook(
    "small",
    "Small",
    (
        Theme("buses", "Buses and trains", patterns=("bus", "train*", "late bus")),
        Theme("dark", "Dark places", patterns=("dark", "lamp*", r"no\s+light")),
        Theme("food", "Food and drink"),
    ),
)

SAID = {
    "buses": ("the bus never comes", "buses are full", "a train was late", "bus stop broken"),
    "dark": ("it is dark by the shop", "lamps are broken", "no   light in the lane", "too dark"),
    "food": ("dinner was cold", "the soup is nice", "more fruit please", "I like the soup here"),
}


def example(words: str, *themes: str, sentiment: int = 0) -> Example:
    return Example(Text("", words), frozenset(themes), sentiment=sentiment)


EXAMPLES = tuple(example(words, theme) for theme, said in SAID.items() for words in said) + tuple(
    example(words) for words in ("nothing at all", "not sure", "no idea", "all fine")
)


@pytest.fixture(autouse=True)
def on_one_core() -> Iterator[None]:
    """As in the worker: threads that wait for each other would make these tests minutes longer."""
    with one_core():
        yield


@pytest.fixture(scope="session")
def book() -> Codebook:
    return BOOK
