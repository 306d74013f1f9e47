"""How a text sounds, with and without examples."""

import pytest

from exports.themes.samples import Text
from exports.themes.tagger import Tagger
from tests.exports.themes.conftest import BOOK, example

GOOD = ("great people", "lovely and kind", "I love it here", "really good", "brilliant help")
BAD = ("horrible and rude", "I hate the noise", "terrible food", "worst place", "awful wait")
FLAT = ("more lamps", "a bus at six", "two doors", "open on monday", "the same as before")


@pytest.mark.parametrize(
    ("words", "name"),
    [("brilliant, kind people", "positive"), ("awful and rude", "negative"), ("at six", "neutral")],
)
def test_without_examples_clear_words_decide(words: str, name: str) -> None:
    (tagging,) = Tagger(BOOK).tag([Text("1", words)])
    assert tagging.tone_name == name
    assert (tagging.tone > 0) == (name == "positive")


def test_the_persons_own_rating_weighs() -> None:
    low, high = Tagger(BOOK).tag([Text("1", "ok", rating=-1.0), Text("2", "ok", rating=1.0)])
    assert low.tone < 0 < high.tone


def test_examples_teach_words_that_textblob_does_not_know() -> None:
    taught = [
        example(f"{words} {n}", sentiment=sentiment)
        for n in range(4)
        for said, sentiment in ((GOOD, 1), (BAD, 5), (FLAT, 3))
        for words in said
    ]
    taught += [example(f"peng vibes {n}", sentiment=1) for n in range(8)]
    (tagging,) = Tagger(BOOK, taught).tag([Text("1", "peng vibes")])
    assert tagging.tone_name == "positive"
    assert -1 <= tagging.tone <= 1
