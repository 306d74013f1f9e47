"""Whatever people write, a PDF is made; what our fonts cannot draw is named in it."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from exports.pdf.glyphs import drawable, drawn
from exports.pdf.typesetting import pdf


def paper(text: str) -> str:
    """The words of a paper that says this and nothing else."""
    heads = dict.fromkeys(("title", "name", "author", "subject", "marking", "id", "subtitle"), "x")
    said = {"kind": "said", "text": text, "lead": "", "number": "", "bound": False}
    rest = {"keywords": ["x"], "language": "en", "logo": [], "page": "{page} {pages}"}
    made = pdf("paper.typ", {"paper": {**heads, **rest, "blocks": [said]}})
    return PdfReader(io.BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("as it is: \u00e9 \u2019 \u2013 \u2026", None),
        ("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627", None),
        ("an isolate \u2068one\u2069 stays", None),
        ("I feel \U0001f622\U0001f602", "I feel [crying face][face with tears of joy]"),
        ("\U0001f44d\U0001f3fd\ufe0f ok", "[thumbs up sign] ok"),
        ("\U0001f1ec\U0001f1e7", "GB"),
        ("\u4e2d\u6587, she said", "[\u2026], she said"),
        ("a\u3000b", "a b"),
        ("\ufeffx\x00y\U000f0000", "xy"),
    ],
)
def test_what_cannot_be_drawn_is_named(text: str, said: str | None) -> None:
    assert drawn(text) == (text if said is None else said)


def test_an_emoji_stands_in_the_paper_as_its_name() -> None:
    assert "I feel [crying face] at school" in paper("I feel \U0001f622 at school")


def test_all_that_is_called_drawable_is_drawn() -> None:
    assert len(drawable()) > 2000
    assert set(map(ord, "Aa\u00e9\u0174\u0177\u2026[]\u05d0\u0627")) <= drawable()
    assert paper("".join(map(chr, sorted(drawable()))))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_whatever_was_written_a_paper_is_made(text: str) -> None:
    paper(text)
