"""Good and bad words, and what a "not" before them does."""

import pytest

from exports.themes.denied import sides
from exports.themes.samples import Text
from exports.themes.tagger import Tagger
from tests.exports.themes.conftest import BOOK


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("helpful people", (1, 0, 0, 0)),
        ("not helpful", (0, 0, 1, 0)),
        ("no complaints", (0, 0, 0, 1)),
        ("Couldn’t fault it", (0, 0, 0, 1)),
        ("never rude, always kind", (1, 0, 0, 1)),
        ("not what I wanted and rude", (0, 1, 0, 0)),
        ("it was not in any way a very good day", (1, 0, 0, 0)),
        ("good good good", (2, 0, 0, 0)),
        ("", (0, 0, 0, 0)),
    ],
)
def test_a_not_turns_the_next_words_round(text: str, counted: tuple[int, ...]) -> None:
    assert tuple(sides(text)) == counted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no complaints", "positive"),
        ("could not fault them", "positive"),
        ("not helpful", "negative"),
        ("they are not friendly", "negative"),
        ("I don't feel safe", "negative"),
        ("nothing wrong", "positive"),
    ],
)
def test_without_examples_what_is_denied_counts_the_other_way(text: str, name: str) -> None:
    (tagging,) = Tagger(BOOK).tag([Text("1", text)])
    assert tagging.tone_name == name
