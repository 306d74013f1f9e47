"""The priorities on paper: one page for the wall whatever they say, and a leaflet of all of it."""

import io

import pytest
from pypdf import PdfReader

from exports.priorities import Chosen, leaflet, poster

YEARS = range(2027, 2030)
MARKUP = "#set text(red) *bold*"
SHORT = Chosen("Exploitation", "Many ask", ("Know it early",), ((2027, "50 trained"),))
LONG = Chosen("W " * 60, "y " * 250, ("o " * 300,), tuple((year, "m " * 300) for year in YEARS))


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.mark.parametrize("chosen", [[SHORT], [SHORT] * 6, [LONG] * 6])
def test_a_poster_is_one_page_and_bears_all(chosen: list[Chosen]) -> None:
    made = read(poster("The board", YEARS, chosen, 9))
    assert len(made.pages) == 1
    said = " ".join(made.pages[0].extract_text().split())
    assert "Our priorities 2027 to 2029" in said
    assert "9 members rated" in said
    assert said.count(chosen[0].objectives[0][:4]) >= len(chosen)


def test_a_leaflet_has_why_objectives_and_a_measure_a_year() -> None:
    made = read(leaflet("The board", YEARS, [SHORT, LONG], 1))
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    for words in ("1. Exploitation", "Many ask", "Know it early", "2027 50 trained", "1 member"):
        assert words in said


@pytest.mark.parametrize("drawn", [poster, leaflet])
def test_it_is_tagged_titled_and_takes_no_markup(drawn: object) -> None:
    assert callable(drawn)
    made = read(drawn("The board", YEARS, [Chosen(MARKUP, "Why", (MARKUP,), ())], 3))
    assert "/StructTreeRoot" in made.root_object
    assert str(made.root_object["/Lang"]) == "en-GB"
    assert made.metadata
    assert made.metadata.title == "Our priorities 2027 to 2029"
    assert MARKUP in " ".join(" ".join(page.extract_text() for page in made.pages).split())
