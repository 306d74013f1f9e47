"""Names one after another: joined areas, answers that were equally common."""

import pytest

from exports.disclosure.aggregate import aggregate
from exports.disclosure.decided import decide_alone
from exports.disclosure.policy import DEFAULT
from exports.disclosure.suppress import safe_page
from exports.findings.spoken import spoken
from exports.listed import listed, together
from exports.speech import speech
from surveys.definitions.reading import load
from tests.exports.simulated import people

SURVEY = load("safety-pulse")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("North",), "North"),
        (("Harbour and Old Town",), "Harbour and Old Town"),
        (("North", "East"), "North and East"),
        (("North", "East", "South"), "North, East and South"),
        (("Harbour and Old Town", "Millfields"), "Harbour, Old Town and Millfields"),
        (("Riverside", "Weston and the Villages"), "Riverside, and Weston and the Villages"),
        (("Years 7 and 8", "Year 9"), "Years 7 and 8, and Year 9"),
        (("Schools", "Health and social care"), "Schools, and Health and social care"),
    ],
)
def test_what_is_counted_together_reads_as_one_list(names: tuple[str, ...], said: str) -> None:
    assert together(names) == said


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", ("“Good”", "“OK”"), "“Good” and “OK”"),
        ("cy", ("“Da”",), "“Da”"),
        ("cy", ("“Da”", "“Gwael”"), "“Da” a “Gwael”"),
        ("cy", ("“Diogel iawn”", "“Eithaf diogel”"), "“Diogel iawn” ac “Eithaf diogel”"),
        ("cy", ("Millfields", "Northgate", "Ynys"), "Millfields, Northgate ac Ynys"),
    ],
)
def test_a_list_has_the_and_of_its_language(
    language: str, names: tuple[str, ...], said: str
) -> None:
    assert listed(speech(language).say, names) == said


@pytest.mark.parametrize(
    ("number", "group"),
    [(25, "Harbour, Old Town a Millfields"), (120, "Riverside, and Weston and the Villages")],
)
def test_places_without_a_welsh_name_are_not_said_in_two_languages_at_once(
    number: int, group: str
) -> None:
    counts = aggregate(SURVEY, people(SURVEY, number), ())
    page = safe_page(SURVEY, decide_alone(SURVEY, counts, DEFAULT))
    told = spoken(page, SURVEY, speech("cy").say)
    assert group in {row.label for table in told.who.values() for row in table.rows}
