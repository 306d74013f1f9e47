"""Posters and entry codes, read back from the PDF."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from exports.pdf.codes import code_sheet
from exports.pdf.poster import LINES, poster, short, side, survey_poster
from tests.exports.simulated import pulse

URL = "https://feedback.example.org/s/spring"
LONG = "How safe do you feel at home, at school, online and on the way there and back again?"


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


@pytest.mark.parametrize("title", ["Safe?", LONG, "Pa mor ddiogel ydych chi’n teimlo? ŵŷâêîô"])
@pytest.mark.parametrize("url", [URL, f"https://{'a-long-name.' * 5}example.org/s/spring-2026"])
def test_a_poster_is_one_page_with_title_address_promise_and_help(title: str, url: str) -> None:
    made = poster(title, (), url)
    assert len(read(made).pages) == 1
    told = words(made)
    for part in (*title.split(), short(url), *LINES["en"], "0800 1111", "999"):
        assert part in told


def test_a_poster_may_bear_lines_of_its_own() -> None:
    assert "For young people" in words(poster("Safe?", ("For young people",), URL))


def test_a_poster_speaks_every_language_of_the_survey_that_we_have_words_for() -> None:
    survey = replace(
        pulse(title=LONG),
        languages=("en", "cy", "xx"),
        translations={"cy": {LONG: f"Pa mor {LONG}"}},
    )
    made = survey_poster(survey, URL)
    assert len(read(made).pages) == 1
    assert "Pa mor" in words(made)
    assert LINES["cy"][0] in words(made)


@pytest.mark.parametrize("languages", [("en",), ("en", "cy")])
@pytest.mark.parametrize(
    ("audience", "asked"),
    [("young people", "On Telegram, and 16 or over?"), ("practitioners", "On Telegram?")],
)
def test_a_poster_with_a_second_code_for_telegram_is_still_one_page(
    languages: tuple[str, ...], audience: str, asked: str
) -> None:
    survey = replace(
        pulse(title=LONG),
        audience=audience,
        languages=languages,
        translations={"cy": {LONG: f"Pa mor {LONG}"}},
    )
    made = survey_poster(survey, URL, "https://t.me/said_and_done_bot?start=abcdef")
    assert len(read(made).pages) == 1
    assert asked in words(made)
    assert ("Childline" in words(made)) is (audience == "young people")
    assert "Telegram can see that you use it" in words(made)
    assert ("Gall Telegram weld" in words(made)) is ("cy" in languages)


def test_a_poster_in_a_language_without_our_words_has_the_english_ones() -> None:
    assert side("Titre", "fr").help == side("Title", "en").help


def test_a_poster_is_accessible_and_of_no_day() -> None:
    made = poster("Safe?", (), URL)
    catalogue = read(made).root_object
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]) == "en-GB"
    assert made == poster("Safe?", (), URL)


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (10, 1), (11, 2), (200, 20)])
def test_ten_codes_go_on_a_page(number: int, pages: int) -> None:
    codes = [f"ABCD-{n:04}" for n in range(number)]
    made = code_sheet(LONG, URL, codes)
    assert len(read(made).pages) == pages
    told = words(made)
    assert all(told.count(code) == 1 for code in codes)


def test_a_code_is_never_in_an_address() -> None:
    made = code_sheet("T", URL, ["SECRET-1"])
    links = [a.get_object() for page in read(made).pages for a in page.get("/Annots", [])]
    assert not any("SECRET" in str(link) for link in links)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (URL, "feedback.example.org/s/spring"),
        ("http://127.0.0.1:8080/s/x", "127.0.0.1:8080/s/x"),
        ("https://www.example.org/s/x", "example.org/s/x"),
    ],
)
def test_an_address_is_shown_as_people_type_it(url: str, shown: str) -> None:
    assert short(url) == shown


def test_words_in_a_title_are_never_taken_for_markup() -> None:
    assert "#panic" in words(poster('#panic("x") *b* $x$', (), URL))
