"""What no file can hold is taken out of words, and nothing else."""

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.plain import plain

DOCUMENT = docx.Document()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("as it is\n\t\r", "as it is\n\t\r"),
        ("pasted\x0bfrom\x0celsewhere", "pasted from elsewhere"),
        ("no\x00thing\x1b[1m", "nothing[1m"),
        ("half \ud83d a sign", "half \ufffd a sign"),
        ("\ufffe\uffff\ufdd0\U0010ffff", ""),
        ("caf\u00e9 \U0001f622 \u0645\u0631 \u200b", "caf\u00e9 \U0001f622 \u0645\u0631 \u200b"),
    ],
)
def test_what_is_taken_out(text: str, left: str) -> None:
    assert plain(text) == left


@given(st.text())
def test_a_word_file_holds_what_is_left_and_doing_it_again_changes_nothing(text: str) -> None:
    left = plain(text)
    left.encode()
    DOCUMENT.add_paragraph(left)
    assert plain(left) == left
