"""The tone of a text is what TextBlob itself makes of the same words."""

from pathlib import Path
from random import Random

import pytest
from textblob.en import sentiment as textblob

from moderation.case_tables import messages
from moderation.errors import BadLexicon
from moderation.sentiment import polarity_of, tokens
from moderation.tone_words import load, tone_words

MARKS = ["!", "not", "no", "never", "n't", "'", "a", "it", "very", "really", "hardly", "the", "♥"]


def by_textblob(text: str) -> tuple[float, float]:
    polarity, subjectivity = textblob(" ".join(tokens(text)))
    return polarity, subjectivity


@pytest.fixture(autouse=True)
def _same_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textblob, "tokenizer", str.split)


def test_the_word_list_is_textblobs() -> None:
    assert len(textblob) > 2_000
    theirs = {word: (*rows[None], "RB" in rows) for word, rows in dict.items(textblob)}
    assert tone_words() == theirs


def test_messages_have_the_tone_that_textblob_gives_them() -> None:
    for message in list(messages())[::7]:
        assert polarity_of(message.text) == by_textblob(message.text)


def test_any_words_of_the_list_do() -> None:
    luck = Random(3)
    listed = sorted(word for word in tone_words() if word.isalpha())
    bending = [word for word in listed if tone_words()[word][3]]
    for _ in range(3_000):
        words = [luck.choice(luck.choice((MARKS, listed, bending))) for _ in range(9)]
        assert polarity_of(" ".join(words)) == by_textblob(" ".join(words))


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadLexicon, match=r"none\.xml"):
        load(tmp_path / "none.xml")
