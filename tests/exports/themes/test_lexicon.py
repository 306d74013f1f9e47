"""Patterns of a codebook as words."""

import pytest

from exports.themes.lexicon import Lexicon, words_of
from exports.themes.phrasebook import words
from surveys.themes.codebook import Theme


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("bus stop*", ["bus", "stop*"]),
        ("r&b*", ["r", "b*"]),
        ("drugs & alcohol", ["drugs", "alcohol"]),
        ("*", []),
    ],
)
def test_a_star_is_that_of_the_word_it_stands_at(pattern: str, found: list[str]) -> None:
    assert words_of(pattern) == found


def test_one_letter_before_a_sign_does_not_stand_for_every_word_with_it() -> None:
    lexicon = Lexicon((Theme("music", "Songs", patterns=("r&b*",)),))
    text = "really bad"
    assert lexicon.hits(text, words(text)).found == {}
