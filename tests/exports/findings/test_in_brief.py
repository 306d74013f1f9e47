"""The front of a paper: every line stands in the paper, and what is asked follows from it."""

import re
from dataclasses import replace
from typing import Any

import pytest

from exports.brief import Brief
from exports.findings.in_brief import recommendations, summary
from exports.heading import Purpose
from exports.make import make_report
from exports.render import Kind, render
from exports.report import Breakdown, More, Report, Theme, as_count
from exports.speech import speech
from exports.undertaken import Action, Standing
from surveys.definitions.reading import load
from surveys.office.work import Work
from tests.documents.test_kinds import made, pages
from tests.exports.findings.test_findings import groups
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

SAY = speech("en").say
LATE = Action("Mend the path", "Ann Lee", TODAY, Standing.OVERDUE)
THEMES = tuple(Theme(n, n, n, "Says.", share="12%") for n in ("Lights", "Buses", "School", "Drugs"))


def lines(report: Report, work: Work | None = None) -> tuple[str, ...]:
    return summary(SAY, load("safety-pulse"), report, work or Work())


def board(number: int) -> Report:
    return make_report(closed(pulse()), people(pulse(), number), (), TODAY, "The Board")


def with_more(**told: Any) -> Report:
    return replace(made(300), more=More(**told))


def test_where_most_feel_unsafe_comes_first() -> None:
    _, bad, good, *_ = lines(made(300))
    assert bad.startswith("Said “Quite unsafe” or “Very unsafe”: ")
    assert good.startswith("Said “Very safe” or “Quite safe”: ")
    for line, most_first in ((bad, True), (good, False)):
        shares = [int(share) for share in re.findall(r"(\d+)%", line)]
        assert len(shares) == len([found for found in made(300).findings if found.is_scale])
        assert shares == sorted(shares, reverse=most_first)


def test_what_is_hidden_of_the_scales_is_said_to_be_so() -> None:
    told = summary(SAY, pulse(), board(150), Work())
    hidden = [line for line in told if line.endswith("The other numbers are hidden.")]
    assert hidden
    assert all(line.startswith("Said ") for line in hidden)


def test_scales_that_cannot_be_compared_have_a_line_each() -> None:
    report = replace(made(300), overview=())
    told = [line for line in lines(report) if "unsafe” or" in line]
    shares = [int(line.rpartition("; ")[2].partition("%")[0]) for line in told]
    assert len(told) > 1
    assert shares == sorted(shares, reverse=True)


def test_a_question_that_not_all_were_asked_tells_how_many_were() -> None:
    """71% of 35 people would be read as 71% of all."""
    report = board(150)
    found = {each.question: each for each in report.findings}
    who = found["Who did you tell?"]
    asked = f"About {as_count(who.table.base)} young people were asked."
    assert as_count(who.table.base) != as_count(report.base)
    (line,) = [line for line in summary(SAY, pulse(), report, Work()) if who.question in line]
    assert line.endswith(asked)
    assert sum("were asked" in line for line in summary(SAY, pulse(), report, Work())) == 1
    assert asked in " ".join(pages(render(report, "pdf", Kind.SUMMARY)))


def test_the_permission_to_quote_is_no_finding() -> None:
    assert not any("quote" in line for line in lines(made(300)))


def test_only_a_clear_difference_is_in_the_summary() -> None:
    table = groups()
    clear, chance = (
        Breakdown("By area", "Clear.", table, clear=True, finding="North (75%), East (50%)"),
        Breakdown("By age", "No.", table),
    )
    report = replace(made(300), breakdowns=(clear, chance))
    assert "North (75%), East (50%). Clear." in lines(report)
    assert not any("By age" in line for line in lines(report))


def test_themes_and_actions_are_named() -> None:
    report = replace(made(300), more=More(themes=THEMES))
    told = lines(report, Work(raised=5, done=2, dropped=1, overdue=1))
    assert told[-2:] == (
        "What people wrote about most: Lights (12%); Buses (12%); School (12%).",
        "Outstanding actions: 2, of which overdue: 1.",
    )
    assert not any("in their own words" in line for line in told)


@pytest.mark.parametrize("asked", [Purpose.DECISION, Purpose.DISCUSSION])
def test_what_is_asked_follows_from_themes_and_actions(asked: Purpose) -> None:
    told = recommendations(SAY, asked, with_more(unmet=("Lights", "Buses"), actions=(LATE,)))
    assert any(line.endswith("no action yet: Lights; Buses") for line in told)
    assert any(line.startswith("ask the leads of overdue actions") for line in told)
    plain = recommendations(SAY, asked, with_more())
    assert len(plain) == len(told) - 2


def test_where_most_feel_worst_is_named_where_the_decision_is_to_be_written() -> None:
    report = made(300)
    _, decide, *_ = recommendations(SAY, Purpose.DECISION, report)
    _, bad, *_ = lines(report)
    place = bad.partition(": ")[2].rpartition("; ")[0].partition(" ")[0]
    assert decide.startswith("[add the decision that is asked for] on “")
    assert f"“{place}" in decide
    assert (
        recommendations(SAY, Purpose.DECISION, board(150))[1]
        == "[add the decision that is asked for]"
    )
    few = replace(report, findings=tuple(f for f in report.findings if not f.is_scale))
    assert recommendations(SAY, Purpose.DECISION, few)[1] == "[add the decision that is asked for]"


def test_a_paper_for_noting_asks_for_nothing_else() -> None:
    told = recommendations(SAY, Purpose.NOTING, with_more(unmet=("Lights",), actions=(LATE,)))
    assert told == ("note what people said, and what the numbers cannot tell",)


def test_a_paper_of_another_survey_has_a_summary_too() -> None:
    assert summary(SAY, pulse(), replace(made(300), findings=()), Work())


@pytest.mark.parametrize("number", [0, 12])
def test_where_nothing_can_be_shown_the_board_is_not_asked_to_note_what_was_said(
    number: int,
) -> None:
    first, *_ = made(number).recommendations
    assert first == "note that too few took part for an answer to be shown"


def test_the_answers_of_a_lost_wave_are_to_be_spoken_of_and_an_officer_may_ask_otherwise() -> None:
    wave = closed(load("safety-pulse"), answers_lost=True)
    lost = make_report(wave, (), (), TODAY, BOARD)
    assert lost.recommendations[0].startswith("note that the answers are lost")
    assert "note that the answers are lost" in " ".join(pages(render(lost, "pdf")))
    own = make_report(wave, (), (), TODAY, BOARD, brief=Brief(recommendations=("ask in May",)))
    assert own.recommendations == ("ask in May",)
