"""Counting: people, not mentions; those who were asked, not those who were led past."""

import pytest

from exports.disclosure.aggregate import (
    NOT_GIVEN,
    Band,
    Mention,
    Said,
    Words,
    aggregate,
    may_divide,
)
from moderation.verdict import Route
from surveys.records import (
    Answer,
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    ReviewText,
    Screened,
    TextState,
    Withheld,
)
from tests.exports.simulated import pulse

SURVEY = pulse()
READ = Screened("Fine.", Route.PUBLISH)


def response(**answers: Answer) -> Response:
    return Response(answers)


def text(question: str, state: TextState) -> ReviewText:
    return ReviewText("t", "w1", "r", question, "Fine.", state, (), 0.0, 0.0, "en")


@pytest.mark.parametrize(
    ("key", "answer", "mentions"),
    [
        ("home", Picked(("5",)), {Said("5"), Band.BEST}),
        ("home", Picked(("3",)), {Said("3")}),
        ("home", Picked(("1",)), {Said("1"), Band.WORST}),
        ("home", Picked(("5", "1")), {Said("5"), Band.BEST}),
        ("home", Picked(()), {NoAnswer.SKIPPED}),
        ("home", Picked(("gone",)), {NoAnswer.SKIPPED}),
        ("home", Passed(NoAnswer.DONT_KNOW), {NoAnswer.DONT_KNOW}),
        ("better", Picked(("o0", "o2")), {Said("o0"), Said("o2")}),
        ("better", Picked(("o0", "o0")), {Said("o0")}),
        ("better", Passed(NoAnswer.RATHER_NOT), {NoAnswer.RATHER_NOT}),
        ("words", READ, {Words.READABLE}),
        ("words", HeldBack(), {Words.WAITING}),
        ("words", Withheld(), {Words.TO_LEADS}),
        ("words", Picked(("o0",)), {NoAnswer.SKIPPED}),
        ("home", READ, {NoAnswer.SKIPPED}),
    ],
)
def test_one_answer_counts_once(key: str, answer: Answer, mentions: set[Mention]) -> None:
    tally = aggregate(SURVEY, [response(**{key: answer})]).questions[key]
    assert tally.asked == 1
    assert dict(tally.counts) == dict.fromkeys(mentions, 1)


def test_an_option_called_skipped_is_not_a_skip() -> None:
    said: Mention = Said("skipped")
    assert said != NoAnswer.SKIPPED


def test_whoever_a_branch_led_past_is_not_in_the_base() -> None:
    some = [
        response(told=Picked(("o0",)), who=Picked(("o1",))),
        response(told=Picked(("o0",)), who=Passed(NoAnswer.SKIPPED)),
        response(told=Picked(("o1",))),
    ]
    counts = aggregate(SURVEY, some)
    assert counts.questions["who"].asked == 2
    assert counts.questions["told"].asked == 3


def test_a_missing_answer_to_a_question_for_everyone_is_a_skip() -> None:
    counts = aggregate(SURVEY, [response(area=Picked(("a0",)))])
    assert counts.questions["home"].counts[NoAnswer.SKIPPED] == 1
    assert counts.groups["area"]["a0"]["home"].counts[NoAnswer.SKIPPED] == 1


def test_groups_hold_everyone_and_those_who_did_not_say() -> None:
    some = [
        response(area=Picked(("a0",)), home=Picked(("5",))),
        response(area=Passed(NoAnswer.RATHER_NOT), home=Picked(("5",))),
        response(home=Picked(("4",))),
    ]
    counts = aggregate(SURVEY, some)
    assert counts.sizes["area"] == {"a0": 1, NOT_GIVEN: 2}
    assert counts.groups["area"][NOT_GIVEN]["home"].counts[Band.BEST] == 2


@pytest.mark.parametrize(
    ("states", "waiting", "kept_out"),
    [
        ((), 3, 0),
        ((TextState.KEPT_OUT,), 2, 1),
        ((TextState.HELD, TextState.PUBLISHED, TextState.RELEASED), 3, 0),
        ((TextState.KEPT_OUT,) * 5, 0, 3),
    ],
)
def test_texts_tell_kept_out_from_waiting(
    states: tuple[TextState, ...], waiting: int, kept_out: int
) -> None:
    texts = [text("words", state) for state in states]
    counts = aggregate(SURVEY, [response(words=HeldBack())] * 3, texts).questions["words"].counts
    assert (counts[Words.WAITING], counts[Words.KEPT_OUT]) == (waiting, kept_out)


@pytest.mark.parametrize(
    ("key", "divided"),
    [("home", True), ("told", True), ("better", True), ("who", False), ("words", False)],
)
def test_only_questions_that_everyone_was_asked_are_divided(key: str, divided: bool) -> None:  # noqa: FBT001
    assert may_divide(SURVEY, key) is divided


@pytest.mark.parametrize("key", ["area", "age"])
def test_a_group_is_not_divided_among_groups(key: str) -> None:
    assert not may_divide(SURVEY, key)
