"""Which way a paragraph runs."""

import pytest

from exports.scripts import right_to_left
from exports.speech import speech

ARABIC = "الإضاءة"


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Lighting", False),
        (ARABIC, True),
        (f"{ARABIC} and more", True),
        (f"Lighting {ARABIC}", False),
        ("54%", False),
    ],
)
def test_the_first_letter_decides(text: str, turned: bool) -> None:  # noqa: FBT001
    assert right_to_left(text) is turned


def test_a_name_in_our_sentence_does_not_turn_the_sentence() -> None:
    said = speech("en").say("{theme}: {share} wrote about it", theme=ARABIC, share="54%")
    assert not right_to_left(said)
    assert right_to_left(speech("en").say("{theme}", theme=ARABIC))
