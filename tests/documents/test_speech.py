"""Papers in Welsh: every sentence is translated, with the same values, and none stays English."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import exports
from exports.brief import STATUS, Brief
from exports.disclosure.policy import DEFAULT
from exports.disclosure.suppress import NO_ANSWER, WORDS
from exports.errors import UnknownLanguage
from exports.make import make_report
from exports.paper.paper import PURPOSES, STANDINGS
from exports.render import FORMATS, Kind, render
from exports.report import GROUP, Report
from exports.speech import languages, speech, translated
from surveys.definitions.reading import load
from tests.documents.test_kinds import pages
from tests.exports.simulated import BOARD, TODAY, closed, people

SURVEY = load("safety-pulse")
OTHERS = [code for code in languages() if code != "en"]


def said() -> frozenset[str]:
    """Every sentence of the code, and the names kept as data."""
    data = (*NO_ANSWER.values(), *WORDS.values(), *PURPOSES.values(), *STANDINGS.values())
    return frozenset((*_in_code(), *data, STATUS, GROUP))


def _in_code() -> Iterator[str]:
    for path in sorted(Path(str(exports.__file__)).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "say" and isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_a_paper_is_translated(language: str) -> None:
    assert said() - speech(language).texts.keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_holds_the_same_values(language: str) -> None:
    for english, told in speech(language).texts.items():
        assert values(english) == values(told), english


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def in_welsh(number: int = 300) -> Report:
    some = people(SURVEY, number)
    brief = Brief(language="cy")
    return make_report(closed(SURVEY), some, (), TODAY, BOARD, DEFAULT, brief)


def in_english() -> Report:
    return make_report(closed(SURVEY), people(SURVEY, 300), (), TODAY, BOARD)


def test_figures_and_their_name_are_the_same_in_every_language() -> None:
    assert in_welsh().id == in_english().id
    numbers = [[row.cells for row in table.rows] for _, table in in_welsh().tables()]
    assert numbers == [[row.cells for row in table.rows] for _, table in in_english().tables()]


@pytest.mark.parametrize("number", [300, 47, 12, 0])
def test_no_standing_word_of_a_welsh_paper_is_english(number: int) -> None:
    told = " ".join(pages(render(in_welsh(number), "pdf")))
    for english in ("Findings", "people", "Skipped", "Purpose", "March", "About", " or “", "Table"):
        assert english not in told, english
    assert "Mawrth 2026" in told


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_can_be_made_in_welsh(fmt: str) -> None:
    assert render(in_welsh(), fmt)


@pytest.mark.parametrize("kind", [Kind.SUMMARY, Kind.POSTER])
def test_summary_and_poster_speak_welsh(kind: Kind) -> None:
    told = " ".join(pages(render(in_welsh(), "pdf", kind)))
    assert "Beth ddywedoch chi" in told
    assert "took part" not in told


def test_a_language_without_a_catalogue_is_refused() -> None:
    brief = Brief(language="xx")
    with pytest.raises(UnknownLanguage, match="en, cy"):
        make_report(closed(SURVEY), people(SURVEY, 50), (), TODAY, BOARD, DEFAULT, brief)


def test_a_survey_without_translation_stays_as_it_was_worded() -> None:
    assert translated(SURVEY, "xx") == SURVEY
    assert translated(SURVEY, "cy").title != SURVEY.title


def test_a_name_that_runs_the_other_way_does_not_turn_the_numbers_beside_it() -> None:
    said = speech("en").say("The largest group is {group}, {share}.", group="الشرق", share="23%")
    assert said == "The largest group is \u2068الشرق\u2069, 23%."  # noqa: RUF001 - Arabic
    assert "\u2068" not in speech("cy").say("{number} more", number=3)


def test_areas_counted_together_are_joined_in_the_language_of_the_paper() -> None:
    rows = {row.label for part in in_welsh(60).who for row in part.table.rows}
    assert not any(" and " in label for label in rows)
    assert "Northgate a Priory Park" in rows
