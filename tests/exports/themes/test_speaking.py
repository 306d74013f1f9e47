"""Which texts say something."""

import pytest

from exports.themes.speaking import spoken


@pytest.mark.parametrize(
    ("words", "says_something"),
    [
        ("Did not answer", False),
        ("did not answer this question", False),
        ("Nothing really", False),
        ("nothing to add, thanks", False),
        ("No comments.", False),
        ("None", False),
        ("n/a", False),
        ("Nothing feels safe", True),
        ("nothing stops the fights", True),
        ("none of the buses come", True),
        ("no answer from the police", True),
        ("nothingness everywhere", True),
    ],
)
def test_who_says_that_there_is_nothing_says_nothing(words: str, *, says_something: bool) -> None:
    assert spoken([words]).voices.tolist() == [says_something]
