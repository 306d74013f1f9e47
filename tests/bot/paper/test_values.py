"""A cell is read as what the person would have done."""

import pytest

from bot.paper.values import BadCell, read_cell
from surveys.definitions.reading import load
from surveys.messages import Came, Chose, PassedOn, Wrote
from surveys.records import NoAnswer

SKIPPED = PassedOn(NoAnswer.SKIPPED)
DONT_KNOW = PassedOn(NoAnswer.DONT_KNOW)
RATHER_NOT = PassedOn(NoAnswer.RATHER_NOT)
SURVEY = load("safety-pulse")


def option(question: str, key: str) -> str:
    options = getattr(SURVEY.question(question), "options")  # noqa: B009 - a union of kinds
    return str(next(each.text for each in options if each.key == key))


@pytest.mark.parametrize(
    ("question", "cell", "came"),
    [
        ("home", "5", Chose(("5",))),
        ("home", "1", Chose(("1",))),
        ("home", option("home", "4"), Chose(("4",))),
        ("home", option("home", "4").upper(), Chose(("4",))),
        ("home", "", SKIPPED),
        ("home", "-", SKIPPED),
        ("home", "N/A", SKIPPED),
        ("home", "don't know", DONT_KNOW),
        ("home", "I don’t know", DONT_KNOW),
        ("home", "Prefer not to say", RATHER_NOT),
        ("home", "I'd rather not say", RATHER_NOT),
        ("locality", "harbour", Chose(("harbour",))),
        ("locality", "Harbour and Old Town", Chose(("harbour",))),
        ("locality", "2", Chose(("millfields",))),
        ("age", "13-14", Chose(("13-14",))),
        ("age", "13 or 14", Chose(("13-14",))),
        ("tell", "parent", Chose(("parent",))),
        ("tell", "parent; friend", Chose(("parent", "friend"))),
        ("tell", "parent|Friend|parent", Chose(("parent", "friend"))),
        ("tell", "A friend; The police", Chose(("friend", "police"))),
        ("safer", "More lights", Wrote("More lights")),
        ("safer", "-", Wrote("-")),
        ("safer", "", SKIPPED),
    ],
)
def test_a_cell(question: str, cell: str, came: Came) -> None:
    assert read_cell(SURVEY, question, cell, {}, "en") == came


@pytest.mark.parametrize(
    ("question", "cell", "complaint"),
    [
        ("home", "6", "home: not one of 5"),
        ("home", "4.5", "home: not one of 5"),
        ("tell", "parent; martian", "tell: not one of parent"),
        ("safer", "x" * 1001, "safer: 1001 characters, at most 1000"),
        ("begin", "x", "begin: nothing is asked"),
    ],
)
def test_a_bad_cell_says_why_and_repeats_nothing(question: str, cell: str, complaint: str) -> None:
    with pytest.raises(BadCell, match=complaint) as caught:
        read_cell(SURVEY, question, cell, {}, "en")
    assert "martian" not in str(caught.value)


def test_written_words_are_translated_before_anything_else() -> None:
    assert read_cell(SURVEY, "home", "1", {"1": "5"}, "en") == Chose(("5",))
