"""One report from one wave."""

import pickle
from dataclasses import replace
from datetime import date

import pytest

from exports.brief import Brief
from exports.disclosure.pooled import pooled
from exports.errors import LostAnswers
from exports.make import make_report
from exports.pdf.summary import few
from exports.report import Hidden, Shown
from surveys.errors import WaveNotClosed
from surveys.records import Entry, WaveState
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

SURVEY = pulse()
SOME = people(SURVEY, 200)
REPORT = make_report(closed(SURVEY), SOME, (), TODAY, BOARD)


@pytest.mark.parametrize("state", [state for state in WaveState if state is not WaveState.CLOSED])
def test_nothing_of_a_wave_that_is_not_closed_leaves(state: WaveState) -> None:
    with pytest.raises(WaveNotClosed):
        make_report(closed(SURVEY, state=state), SOME, (), TODAY, BOARD)


@pytest.mark.parametrize("number", [0, 1, 9])
def test_a_small_wave_is_one_sentence_and_no_number(number: int) -> None:
    small = make_report(closed(SURVEY), SOME[:number], (), TODAY, BOARD)
    assert small.small.startswith("Fewer than 10 young people took part")
    assert small.base == Hidden()
    assert list(small.tables()) == []
    assert small.id == make_report(closed(SURVEY), (), (), TODAY, BOARD).id


def test_lost_answers_are_not_told_as_few() -> None:
    lost = make_report(closed(SURVEY, answers_lost=True), (), (), TODAY, BOARD)
    assert lost.small.startswith("The answers of this wave are lost: the key")
    assert "took part" not in lost.small
    assert few(lost).startswith("We have lost the key to your answers")
    assert list(lost.tables()) == []
    welsh = make_report(
        closed(SURVEY, answers_lost=True), (), (), TODAY, BOARD, brief=Brief(language="cy")
    )
    assert welsh.small.startswith("Mae atebion y don hon ar goll")
    assert few(welsh).startswith("Rydym wedi colli")


def test_lost_answers_are_not_counted_with_those_of_other_waves() -> None:
    there, lost = closed(SURVEY), closed(SURVEY, code="autumn", answers_lost=True)
    assert pooled([lost]) == lost
    with pytest.raises(LostAnswers):
        pooled([there, lost])


def test_ten_people_are_enough() -> None:
    assert make_report(closed(SURVEY), SOME[:10], (), TODAY, BOARD).base == Shown(10)


def test_the_same_content_has_the_same_name_whatever_the_day() -> None:
    later = make_report(closed(SURVEY), SOME, (), date(2027, 1, 1), BOARD)
    assert (later.id, later.digest) == (REPORT.id, REPORT.digest)
    assert later != REPORT


def test_other_content_has_another_name() -> None:
    other = make_report(closed(SURVEY), SOME[:100], (), TODAY, BOARD)
    assert other.digest != REPORT.digest


def test_a_report_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(REPORT)) == REPORT  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    ("entry", "said"),
    [(Entry.LINK, "repeats cannot be ruled out"), (Entry.CODES, "accepted once")],
)
def test_the_method_says_whether_repeats_can_be_ruled_out(entry: Entry, said: str) -> None:
    report = make_report(closed(SURVEY, entry), SOME, (), TODAY, BOARD)
    assert any(said in paragraph.replace("Such ", "") for paragraph in report.method)


def test_every_question_is_listed_as_it_was_worded() -> None:
    assert [q.text for q in REPORT.asked] == [q.text for q in SURVEY.questions[1:]]


def test_the_permission_to_quote_is_neither_drawn_nor_summed_up_nor_divided() -> None:
    survey = replace(SURVEY, quote_permission="told")
    report = make_report(closed(survey), SOME, (), TODAY, BOARD)
    assert next(f for f in report.findings if f.key == "told").chart is None
    assert not any("Have you told anyone" in line for line in report.summary)
    assert not any(part.table.key.startswith("told.") for part in report.appendix)


def test_little_to_see_is_said_and_what_to_do_about_it() -> None:
    few = make_report(closed(SURVEY), SOME[:60], (), TODAY, BOARD)
    assert any("would show more" in paragraph for paragraph in few.hidden)


@pytest.mark.parametrize(
    ("opened", "shut", "said"),
    [
        (date(2026, 3, 2), date(2026, 3, 13), "2 March 2026 to 13 March 2026"),
        (date(2026, 3, 2), date(2026, 3, 2), "2 March 2026"),
        (None, date(2026, 3, 13), "13 March 2026"),
        (None, None, "Dates not recorded"),
    ],
)
def test_the_period_is_to_the_day(opened: date | None, shut: date | None, said: str) -> None:
    wave = closed(SURVEY, opened_on=opened, closed_on=shut)
    assert make_report(wave, SOME, (), TODAY, BOARD).block.period == said


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("The safeguarding partnership", "the safeguarding partnership"),
        ("Thea House", "Thea House"),
    ],
)
def test_a_name_with_an_article_stands_small_within_a_sentence(name: str, within: str) -> None:
    (said,) = make_report(closed(SURVEY), SOME, (), TODAY, name).purpose
    assert said.startswith(f"This paper tells {within} what young people said")
