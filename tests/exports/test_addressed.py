"""A paper names those who answered: young people, frontline staff, board members."""

import pytest

from exports.addressed import addressed
from exports.brief import Brief
from exports.disclosure.policy import DEFAULT
from exports.make import make_report
from exports.report import Report
from exports.speech import speech
from surveys.definitions.reading import load
from tests.exports.simulated import BOARD, TODAY, closed, people


def report(key: str, language: str = "en") -> Report:
    survey = load(key)
    some, brief = people(survey, 200), Brief(language=language)
    return make_report(closed(survey), some, (), TODAY, BOARD, DEFAULT, brief)


@pytest.mark.parametrize(
    ("key", "language", "told"),
    [
        ("safety-pulse", "en", "About 200 young people took part."),
        ("training-evaluation", "en", "About 200 frontline staff took part."),
        ("board-reflection", "en", "About 200 board members took part."),
        ("service-feedback", "en", "About 200 people took part."),
        ("safety-pulse", "cy", "Cymerodd tua 200 o bobl ifanc ran."),
        ("board-reflection", "cy", "Cymerodd tua 200 o aelodau’r bwrdd ran."),
        ("service-feedback", "cy", "Cymerodd tua 200 o bobl ran."),
    ],
)
def test_a_paper_says_who_took_part(key: str, language: str, told: str) -> None:
    assert report(key, language).summary[0] == told


def test_a_renderer_says_the_same_name() -> None:
    said = report("safety-pulse").say("What {people} said: {wave}", wave="Spring")
    assert said == "What young people said: Spring"


def test_where_nobody_says_who_they_were_they_are_people() -> None:
    assert speech("cy").say("about {number} {folk}", number=20) == "tua 20 o bobl"


def test_what_a_survey_words_is_left_alone_though_it_looks_like_a_name() -> None:
    say = addressed(speech("en").say, "young people")
    assert say("Other {please say}") == "Other {please say}"
