"""Texts cut into pieces of words."""

import pytest

from moderation.wordpieces import BEGIN, END, UNKNOWN, Cutter

PIECES = (
    "[PAD]",
    UNKNOWN,
    BEGIN,
    END,
    "my",
    "step",
    "##dad",
    "##da",
    "dad",
    "'",
    "s",
    "!",
    "a",
    "##a",
)


@pytest.fixture
def cutter() -> Cutter:
    return Cutter(PIECES)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", ""),
        ("my dad", "my dad"),
        ("my stepdad's!", "my step ##dad ' s !"),
        ("  my\n\tdad ", "my dad"),
        ("stepda", "step ##da"),
        ("stepmum", UNKNOWN),
        ("aa", "a ##a"),
        ("a" * 100, "a" + " ##a" * 99),
        ("a" * 101, UNKNOWN),
        ("dadmy", UNKNOWN),
    ],
)
def test_each_word_is_the_longest_pieces_that_fit(cutter: Cutter, text: str, cut: str) -> None:
    assert [PIECES[place] for place in cutter.cut(text)] == cut.split()


def test_words_know_where_they_stand_and_how_many_pieces_they_are(cutter: Cutter) -> None:
    text = "my stepdad's dad"
    said = cutter.said(text)
    assert [text[one.start : one.end] for one in said] == ["my", "stepdad", "'", "s", "dad"]
    assert [one.pieces for one in said] == [1, 2, 1, 1, 1]
    assert sum(one.pieces for one in said) == len(cutter.cut(text))


def test_no_word_that_is_not_on_our_lists_is_kept(cutter: Cutter) -> None:
    cutter.cut("my stepdad zaynab")
    assert "stepdad" in cutter._ready  # noqa: SLF001 - what is not to be seen is the point
    assert "zaynab" not in cutter._ready  # noqa: SLF001
    assert cutter.cut("my stepdad zaynab") == Cutter(PIECES).cut("my stepdad zaynab")
