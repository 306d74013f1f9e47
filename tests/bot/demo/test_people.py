"""The simulated people hang together, and what they write is screened as it should be."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from statistics import mean

import pytest

from bot.demo.people import WORDS, Person, people
from moderation.pipeline import screen
from moderation.verdict import Route
from surveys.definitions.definition import FreeText, Picking
from surveys.definitions.reading import load
from surveys.messages import Chose, Wrote

CAST = people(300, 2011)
SURVEY = load("safety-pulse")


def scores(question: str, **where: str) -> Iterator[int]:
    for person in CAST:
        said = person.said.get(question)
        lives = all(person.said.get(key) == Chose((value,)) for key, value in where.items())
        if lives and isinstance(said, Chose):
            yield int(said.keys[0])


def texts(person: Person) -> list[str]:
    return [said.text for said in person.said.values() if isinstance(said, Wrote)]


def sentences() -> dict[tuple[str, str], list[str]]:
    table = tomllib.loads(WORDS.read_text("utf-8"))
    return {
        (question, topic): said for question in table for topic, said in table[question].items()
    }


def test_the_same_seed_gives_the_same_people() -> None:
    assert people(50, 1) == people(50, 1) != people(50, 2)


def test_there_are_many_sentences_and_none_twice() -> None:
    every = [sentence for said in sentences().values() for sentence in said]
    assert len(set(every)) == len(every) >= 150


def test_nobody_repeats_anybody_word_for_word() -> None:
    said = Counter(text for person in CAST for text in texts(person))
    assert len(said) >= 150
    assert set(said.values()) == {1}


def test_after_dark_feels_worse_than_by_day_and_home_is_safest() -> None:
    assert mean(scores("area_dark")) < mean(scores("area_day")) - 0.7
    assert mean(scores("home")) > mean(scores("area_day"))


def test_places_and_ages_differ() -> None:
    dark = [mean(scores("area_dark", locality=place)) for place in ("harbour", "priory")]
    school = [mean(scores("school", age=age)) for age in ("13-14", "17-18")]
    assert dark[0] < dark[1] - 0.5
    assert school[0] < school[1]


def test_every_answer_fits_the_survey_that_ships() -> None:
    for person in CAST:
        for key, said in person.said.items():
            question = SURVEY.question(key)
            if isinstance(said, Chose):
                assert isinstance(question, Picking)
                assert set(said.keys) <= {option.key for option in question.options}
            elif isinstance(said, Wrote):
                assert isinstance(question, FreeText)
                assert len(said.text) <= question.cap


def test_a_few_answer_in_welsh() -> None:
    assert Counter(person.language for person in CAST) == {"en": 296, "cy": 4}


def routes(topic: str) -> Counter[Route]:
    return Counter(screen(sentence).route for sentence in sentences()["safer", topic])


def test_the_wave_has_something_urgent_and_something_held() -> None:
    """How well each is found is moderation's own test; the demo needs some of both."""
    assert routes("urgent")[Route.ESCALATE] >= 2
    assert routes("held").total() - routes("held")[Route.PUBLISH] >= 6


@pytest.mark.parametrize("sentence", sentences()["safer", "welsh"] + sentences()["good", "welsh"])
def test_welsh_waits_for_a_reader(sentence: str) -> None:
    assert screen(sentence, "cy").route is Route.HOLD


def test_almost_all_the_rest_can_be_published() -> None:
    ordinary = [
        sentence
        for (_, topic), said in sentences().items()
        if topic not in {"urgent", "held", "welsh", "personal"}
        for sentence in said
    ]
    found = Counter(screen(sentence).route for sentence in ordinary)
    assert found[Route.ESCALATE] == 0
    assert found[Route.HOLD] <= len(ordinary) // 10


@pytest.mark.parametrize(
    ("sentence", "gone"),
    [
        ("Ring my mum on 07700 900461 if you want to ask her", "07700"),
        ("Email me at poppy.w2010@example.com and I will send you a video", "poppy"),
        ("my insta is @jaydenn.k_09 if u want to know more about it", "jaydenn"),
    ],
)
def test_personal_data_is_taken_out(sentence: str, gone: str) -> None:
    assert gone not in screen(sentence).redacted
