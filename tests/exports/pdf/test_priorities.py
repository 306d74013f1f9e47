"""The priorities on paper: one page for the wall whatever they say, and a leaflet of all of it."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from exports.heading import Look
from exports.pdf.priorities import Chosen, House, leaflet, poster

BOARD = House("The board")
YEARS = range(2027, 2030)
MARKUP = "#set text(red) *bold*"
SHORT = Chosen("Exploitation", "Many ask", ("Know it early",), ((2027, "50 trained"),))
LONG = Chosen("W " * 60, "y " * 250, ("o " * 300,), tuple((year, "m " * 300) for year in YEARS))


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.mark.parametrize("chosen", [[SHORT], [SHORT] * 6, [LONG] * 6])
def test_a_poster_is_one_page_and_bears_all(chosen: list[Chosen]) -> None:
    made = read(poster(BOARD, YEARS, chosen, 9))
    assert len(made.pages) == 1
    said = " ".join(made.pages[0].extract_text().split())
    assert "Our priorities 2027 to 2029" in said
    assert "Rated by: 9." in said
    assert said.count(chosen[0].objectives[0][:4]) >= len(chosen)


def test_a_leaflet_has_why_objectives_and_a_measure_a_year() -> None:
    made = read(leaflet(BOARD, YEARS, [SHORT, LONG], 1))
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    for words in (
        "1. Exploitation",
        "Many ask",
        "Know it early",
        "2027 50 trained",
        "Rated by: 1.",
    ):
        assert words in said


@pytest.mark.parametrize("drawn", [poster, leaflet])
def test_it_is_tagged_titled_and_takes_no_markup(drawn: object) -> None:
    assert callable(drawn)
    made = read(drawn(BOARD, YEARS, [Chosen(MARKUP, "Why", (MARKUP,), ())], 3))
    assert "/StructTreeRoot" in made.root_object
    assert str(made.root_object["/Lang"]) == "en-GB"
    assert made.metadata
    assert made.metadata.title == "Our priorities 2027 to 2029"
    assert MARKUP in " ".join(" ".join(page.extract_text() for page in made.pages).split())


@pytest.mark.parametrize("drawn", [poster, leaflet])
def test_it_bears_the_mark_of_the_house(drawn: object) -> None:
    assert callable(drawn)
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    house = House("The board", Look(accent="7A1F1F", logo=out.getvalue()))
    plain, marked = (read(drawn(each, YEARS, [LONG] * 6, 3)) for each in (BOARD, house))
    assert not list(plain.pages[0].images)
    assert len(list(marked.pages[0].images)) == 1
    assert drawn is leaflet or len(marked.pages) == 1


@pytest.mark.parametrize("drawn", [poster, leaflet])
def test_it_speaks_welsh_and_leaves_the_words_of_members(drawn: object) -> None:
    assert callable(drawn)
    made = read(drawn(House("Y bwrdd", language="cy"), YEARS, [SHORT], 3))
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "Ein blaenoriaethau 2027 i 2029" in said
    assert "Exploitation" in said
    assert "members" not in said
    assert str(made.root_object["/Lang"]).startswith("cy")


@pytest.mark.parametrize("number", [3, 4, 6])
def test_a_priority_stays_on_one_page_of_the_leaflet(number: int) -> None:
    chosen = [replace(SHORT, title=f"Priority {n}") for n in range(number)]
    made = read(leaflet(BOARD, YEARS, chosen, 9))
    told = [page.extract_text() for page in made.pages]
    for page in told:
        assert page.count("Priority") == page.count("What we want to reach")
        assert page.count("Priority") == page.count("How we will see")
    assert sum(page.count("Priority") for page in told) == number
