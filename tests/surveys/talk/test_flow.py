"""The conversation, case by case."""

from dataclasses import replace

import pytest

from moderation.verdict import Route
from surveys.definitions.definition import Condition, OneChoice, Option, Survey
from surveys.help import offers
from surveys.limits import MAX_BACKS, MAX_QUESTIONS, MAX_TURNS, MAX_WORDS
from surveys.messages import (
    Ask,
    AskedHelp,
    AskKind,
    Came,
    ChangedLanguage,
    Chose,
    Forgotten,
    Help,
    Incoming,
    Left,
    Looked,
    PassedOn,
    PersonId,
    Problem,
    Say,
    Started,
    Stopped,
    Welcome,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer, Passed, Picked, Screened, Withheld
from surveys.talk import flow, problems, replies
from surveys.talk.events import (
    Event,
    Finished,
    TalkLeft,
    TalkStopped,
    TextDropped,
    TextGiven,
    WordsNotKept,
)
from surveys.talk.session import Session

ANA = PersonId("web:ana")
SKIP = PassedOn(NoAnswer.SKIPPED)
KEPT = Screened("kept words", Route.PUBLISH)


def said(survey: Survey, session: Session | None, came: Came, turn: int | None = None) -> flow.Step:
    """One message; whatever is written is screened to the same harmless words."""
    step = flow.step(survey, session, Incoming(ANA, came, turn))
    for event in step.events:
        if isinstance(event, TextGiven) and step.session:
            step = replace(step, session=flow.with_text(step.session, event.question, KEPT))
    return step


def after(survey: Survey, *came: Came) -> Session:
    session: Session | None = None
    for each in (Started(), *came):
        session = said(survey, session, each).session
    assert session is not None
    return session


def asked(step: flow.Step) -> Ask:
    """The question a step leaves the person at: always the last reply."""
    last = step.replies[-1]
    assert isinstance(last, Ask)
    return last


YES = frozenset({"yes"})
UNSAFE, SAFE = Chose(("1",)), Chose(("5",))
TO_THE_END = (SAFE, SKIP, SKIP, SKIP, SKIP)
"""Everything but the last question."""


# ---------------------------------------------------------------- before the talk
def test_looking_in_shows_the_welcome_and_keeps_nothing(small: Survey) -> None:
    step = said(small, None, Looked())
    assert step == flow.Step(None, (replies.welcome(small, "en"),))
    welcome = step.replies[0]
    assert isinstance(welcome, Welcome)
    assert welcome.lines[:2] == ("Two lines.", "No more.")


def test_starting_says_the_statement_and_asks_the_first_question(small: Survey) -> None:
    step = said(small, None, Started())
    assert step.replies[0] == Say("Let us begin.")
    assert asked(step).key == "home"
    assert asked(step).kind is AskKind.SCALE
    assert not asked(step).can_go_back


def test_help_before_the_start_keeps_nothing(small: Survey) -> None:
    step = said(small, None, AskedHelp())
    assert [type(reply) for reply in step.replies] == [Help, Welcome]
    assert step.session is None


def test_another_language_before_the_start_is_the_welcome_in_it(small: Survey) -> None:
    welsh = replace(small, languages=("en", "cy"))
    assert said(welsh, None, ChangedLanguage("cy")).replies == (replies.welcome(small, "cy"),)
    assert said(welsh, None, ChangedLanguage("xx")).replies == (replies.welcome(small, "en"),)


def test_stopping_before_the_start_is_forgotten_all_the_same(small: Survey) -> None:
    step = said(small, None, Stopped())
    assert step.replies == (replies.forgotten("en"),)
    assert step.events == (TalkStopped(),)


@pytest.mark.parametrize("late", [SAFE, SKIP, WentBack(), Wrote("  ")])
def test_an_answer_to_a_forgotten_talk_says_so(small: Survey, late: Came) -> None:
    step = said(small, None, late, turn=4)
    assert step == flow.Step(None, (problems.expired("en"), replies.welcome(small, "en")))


def test_words_for_a_forgotten_talk_are_still_screened_for_help(small: Survey) -> None:
    assert said(small, None, Wrote("help me")).events == (WordsNotKept("", "help me"),)


def test_the_language_of_the_channel_counts_where_the_survey_speaks_it(small: Survey) -> None:
    welsh = replace(small, languages=("en", "cy"))
    incoming = Incoming(ANA, Started(), language="cy")
    for survey, language in ((welsh, "cy"), (small, "en")):
        session = flow.step(survey, None, incoming).session
        assert session is not None
        assert session.language == language


# ---------------------------------------------------------------- answers
def test_an_answer_leads_to_the_next_question(small: Survey) -> None:
    step = said(small, after(small), SAFE, turn=1)
    assert asked(step).key == "tell"
    assert asked(step).turn == 2
    assert step.session is not None
    assert step.session.answers == {"home": Picked(("5",))}


def test_a_branch_opens_with_its_answer_and_its_statement(small: Survey) -> None:
    step = said(small, after(small), UNSAFE)
    assert step.replies[0] == Say("We are sorry to hear that.")
    assert asked(step).key == "why"
    assert len(said(small, after(small), Chose(("2",))).replies) == 1


@pytest.mark.parametrize("why", list(NoAnswer))
def test_every_question_can_be_passed_in_three_ways(small: Survey, why: NoAnswer) -> None:
    session = after(small, UNSAFE)
    while session.place:
        step = said(small, session, PassedOn(why))
        assert step.session is not None
        assert step.session.answers[session.place] == Passed(why)
        session = step.session


def test_the_passes_are_offered_with_each_question(small: Survey) -> None:
    assert [each.key for each in asked(said(small, None, Started())).passes] == list(NoAnswer)


@pytest.mark.parametrize(
    ("place", "came", "problem"),
    [
        ((), Chose(("6",)), problems.not_an_option("en")),
        ((), Chose(()), problems.nothing_picked("en")),
        ((), Chose(("1", "2")), problems.too_many_picked("en", 1)),
        ((), Chose(("keep",)), problems.not_an_option("en")),
        ((), Wrote("hello"), problems.not_an_option("en")),
        ((), Wrote(" "), problems.not_an_option("en")),
        ((), WentBack(), problems.no_way_back("en")),
        ((SAFE,), Chose(("parent", "friend", "nobody")), problems.too_many_picked("en", 2)),
        ((SAFE,), Chose(("parent", "uncle")), problems.not_an_option("en")),
        ((UNSAFE,), Chose(("5",)), problems.words_wanted("en")),
        ((UNSAFE,), Chose(("keep",)), problems.words_wanted("en")),
        ((UNSAFE,), Wrote(" \r\n "), problems.nothing_written("en")),
        ((UNSAFE,), Wrote("x" * 23), problems.too_long("en", 3, 20)),
    ],
)
def test_what_does_not_fit_is_told_and_asked_again(
    small: Survey, place: tuple[Came, ...], came: Came, problem: Problem
) -> None:
    session = after(small, *place)
    step = said(small, session, came)
    assert step.session == session
    assert step.replies[0] == problem
    assert asked(step) == asked(said(small, session, Looked()))


@pytest.mark.parametrize("keys", [("friend",), ("parent", "nobody"), ("friend", "friend")])
def test_several_takes_what_was_picked_once_each(small: Survey, keys: tuple[str, ...]) -> None:
    session = after(small, SAFE, Chose(keys))
    assert session.answers["tell"] == Picked(tuple(dict.fromkeys(keys)))


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("very safe", ("5",)),
        (" VERY  SAFE. ", ("5",)),
        ("3", ("3",)),
        ("In Between", ("3",)),
    ],
)
def test_typed_words_are_matched_to_an_option(
    small: Survey, typed: str, keys: tuple[str, ...]
) -> None:
    assert after(small, Wrote(typed)).answers == {"home": Picked(keys)}


@pytest.mark.parametrize("typed", ["1", "5", "safe", "very", "\u200bvery safe"])
def test_typed_words_that_are_not_certain_are_asked_again(small: Survey, typed: str) -> None:
    assert after(small, Wrote(typed)).place == "home"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("a friend, nobody", Picked(("friend", "nobody"))),
        ("1; 3", Picked(("parent", "nobody"))),
        ("friend\nparent", Picked(("friend", "parent"))),
        ("I don’t know", Passed(NoAnswer.DONT_KNOW)),
        ("skip!", Passed(NoAnswer.SKIPPED)),
    ],
)
def test_typed_lists_and_passes_are_understood(
    small: Survey, typed: str, answer: Picked | Passed
) -> None:
    assert after(small, SAFE, Wrote(typed)).answers["tell"] == answer


def test_typed_lists_keep_to_the_most_there_may_be(small: Survey) -> None:
    step = said(small, after(small, SAFE), Wrote("1, 2, 3"))
    assert step.replies[0] == problems.too_many_picked("en", 2)


# ---------------------------------------------------------------- words
def test_words_leave_as_an_event_and_not_in_the_session(small: Survey) -> None:
    step = flow.step(small, after(small, UNSAFE), Incoming(ANA, Wrote(" the stairs ")))
    assert step.events == (TextGiven("why", "the stairs"),)
    assert step.session is not None
    assert b"stairs" not in step.session.to_bytes()


def test_line_ends_of_a_form_count_once(small: Survey) -> None:
    step = flow.step(small, after(small, UNSAFE), Incoming(ANA, Wrote("ab\r\n" * 6 + "ab")))
    assert step.events == (TextGiven("why", "ab\n" * 6 + "ab"),)


@pytest.mark.parametrize("kept", [KEPT, Withheld()])
def test_what_screening_made_of_the_words_takes_their_place(
    small: Survey, kept: Screened | Withheld
) -> None:
    session = flow.with_text(after(small, UNSAFE, SKIP), "why", kept)
    assert flow.answers(session)["why"] == kept


@pytest.mark.parametrize(
    ("place", "words"),
    [((), "my uncle hurts me"), ((UNSAFE,), "x" * 30), ((UNSAFE,), "x" * (2 * MAX_WORDS))],
)
def test_words_that_are_not_kept_are_still_screened_for_help(
    small: Survey, place: tuple[Came, ...], words: str
) -> None:
    session = after(small, *place)
    step = said(small, session, Wrote(words))
    assert step.events == (WordsNotKept(session.place, words[:MAX_WORDS]),)
    assert step.session == session


# ---------------------------------------------------------------- one answer for one turn
@pytest.mark.parametrize("came", [UNSAFE, SKIP, WentBack()])
@pytest.mark.parametrize("turn", [0, 1, 3, -1])
def test_a_message_for_another_turn_changes_nothing(small: Survey, came: Came, turn: int) -> None:
    session = after(small, SAFE)
    step = said(small, session, came, turn)
    assert step == said(small, session, Looked())


def test_late_words_change_nothing_but_are_screened_for_help(small: Survey) -> None:
    session = after(small, UNSAFE, Wrote("help me"))
    step = said(small, session, Wrote("help me"), turn=2)
    assert step.session == session
    assert step.events == (WordsNotKept("tell", "help me"),)


# ---------------------------------------------------------------- back
def test_back_shows_the_question_before_with_what_was_picked(small: Survey) -> None:
    step = said(small, after(small, SAFE, Chose(("friend",))), WentBack())
    assert asked(step).key == "tell"
    assert asked(step).answered == ("friend",)
    assert asked(step).turn == 4


def test_back_and_the_same_again_leads_to_the_same_place(small: Survey) -> None:
    there = after(small, UNSAFE, SKIP, SKIP)
    again = after(small, UNSAFE, SKIP, SKIP, WentBack(), SKIP)
    assert (again.place, again.path, again.answers) == (there.place, there.path, there.answers)


def test_a_changed_branch_is_not_walked_and_its_answer_not_kept(small: Survey) -> None:
    session = after(small, UNSAFE, Wrote("the stairs"), WentBack(), WentBack(), SAFE)
    assert session.place == "tell"
    assert "why" not in flow.answers(session)
    assert asked(said(small, session, WentBack())).key == "home"


def test_an_answer_that_left_the_path_opens_no_branch(small: Survey) -> None:
    """First asks for second, second for third: when first changes, third is out too."""
    yes, no = Chose(("yes",)), Chose(("no",))
    options = (Option("yes", "Yes"), Option("no", "No"))
    first, second, third = (
        OneChoice(key=key, text=key, options=options, ask_if=Condition(on, YES) if on else None)
        for key, on in (("first", None), ("second", "first"), ("third", "second"))
    )
    chain = replace(small, questions=(first, second, third, small.questions[-1]))
    assert after(chain, yes, yes).place == "third"
    assert after(chain, yes, yes, WentBack(), WentBack(), no).place == "good"


def test_changing_back_finds_the_answer_again(small: Survey) -> None:
    back = (WentBack(), WentBack(), SAFE, WentBack(), UNSAFE, Chose(("keep",)))
    assert flow.answers(after(small, UNSAFE, Wrote("the stairs"), *back))["why"] == KEPT


def test_going_back_to_words_offers_to_keep_them(small: Survey) -> None:
    step = said(small, after(small, UNSAFE, Wrote("the stairs")), WentBack())
    assert [option.key for option in asked(step).options] == ["keep"]
    kept = said(small, step.session, Chose(("keep",)))
    assert kept.events == ()
    assert asked(kept).key == "tell"


def test_writing_anew_drops_the_old_words_first(small: Survey) -> None:
    session = after(small, UNSAFE, Wrote("the stairs"), WentBack())
    assert said(small, session, Wrote("the lift")).events == (
        TextDropped("why"),
        TextGiven("why", "the lift"),
    )


def test_old_words_are_gone_before_the_new_are_screened(small: Survey) -> None:
    session = after(small, UNSAFE, Wrote("the stairs"), WentBack())
    step = flow.step(small, session, Incoming(ANA, Wrote("the lift")))
    assert step.session is not None
    assert "why" not in step.session.answers
    assert "why" not in flow.answers(step.session)


def test_passing_on_drops_the_old_words(small: Survey) -> None:
    session = after(small, UNSAFE, Wrote("the stairs"), WentBack())
    assert said(small, session, SKIP).events == (TextDropped("why"),)


def test_going_back_has_an_end(small: Survey) -> None:
    session = replace(after(small, SAFE), backs=MAX_BACKS)
    assert not asked(said(small, session, Looked())).can_go_back
    assert said(small, session, WentBack()).replies[0] == problems.no_way_back("en")


def test_no_talk_passes_its_ceiling_of_turns() -> None:
    assert MAX_QUESTIONS + 2 * MAX_BACKS <= MAX_TURNS


# ---------------------------------------------------------------- at any moment
def test_help_comes_before_the_present_question(small: Survey) -> None:
    session = after(small, UNSAFE)
    step = said(small, session, AskedHelp(), turn=99)
    assert step.session == session
    assert isinstance(step.replies[0], Help)
    assert step.replies[1:] == said(small, session, Looked()).replies


def test_another_language_is_spoken_from_the_same_question_on(small: Survey) -> None:
    welsh = replace(small, languages=("en", "cy"))
    step = said(welsh, after(welsh, SAFE), ChangedLanguage("cy"), turn=99)
    assert asked(step).key == "tell"
    assert asked(step).passes[0].text == "Hepgor"
    assert asked(step).turn == 2


def test_a_language_the_survey_does_not_speak_is_a_problem(small: Survey) -> None:
    session = after(small, SAFE)
    step = said(small, session, ChangedLanguage("cy"))
    assert step.session == session
    assert step.replies[0] == Problem("This survey speaks English.")


def test_stop_forgets_everything_and_names_what_was_written(small: Survey) -> None:
    step = said(small, after(small, UNSAFE, Wrote("the stairs"), SAFE), Stopped(), turn=99)
    assert step.session is None
    assert [type(reply) for reply in step.replies] == [Forgotten]
    assert step.events == (TextDropped("why"), TalkStopped())


def test_stopping_after_words_about_danger_shows_help(small: Survey) -> None:
    hurt = flow.with_text(after(small, UNSAFE, Wrote("he hits me"), SAFE), "why", Withheld())
    step = said(small, hurt, Stopped())
    assert step.replies == (offers.still_help("en"), replies.forgotten("en"))
    assert step.events == (TextDropped("why"), TalkStopped())


@pytest.mark.parametrize("begun", [True, False])
def test_leaving_forgets_the_talk_and_takes_no_words_back(small: Survey, *, begun: bool) -> None:
    session = after(small, UNSAFE, Wrote("the stairs"), SAFE) if begun else None
    step = said(small, session, Left())
    assert step == flow.Step(None, (replies.left("en"),), (TalkLeft(),))


def test_starting_twice_shows_where_they_are(small: Survey) -> None:
    session = after(small, SAFE)
    assert said(small, session, Started()) == said(small, session, Looked())


# ---------------------------------------------------------------- the end
def test_the_last_answer_finishes_without_a_word(small: Survey) -> None:
    step = said(small, after(small, *TO_THE_END), SKIP)
    assert (step.replies, step.events) == ((), (Finished(),))
    assert step.session is not None
    assert list(flow.answers(step.session)) == ["home", "tell", "place", "age", "quote", "good"]


def test_last_words_are_given_before_the_finish(small: Survey) -> None:
    step = said(small, after(small, *TO_THE_END), Wrote("My street"))
    assert step.events == (TextGiven("good", "My street"), Finished())
    assert step.session is not None
    assert flow.answers(step.session)["good"] == KEPT


def test_words_of_a_branch_that_was_left_are_dropped_at_the_end(small: Survey) -> None:
    left = (UNSAFE, Wrote("the stairs"), WentBack(), WentBack())
    step = said(small, after(small, *left, *TO_THE_END), SKIP)
    assert step.events == (TextDropped("why"), Finished())


@pytest.mark.parametrize(
    ("came", "events"),
    [
        (Looked(), (Finished(),)),
        (SKIP, (Finished(),)),
        (WentBack(), (Finished(),)),
        (Wrote("more"), (WordsNotKept("", "more"), Finished())),
    ],
)
def test_a_finish_that_was_not_kept_can_be_tried_again(
    small: Survey, came: Came, events: tuple[Event, ...]
) -> None:
    finished = after(small, *TO_THE_END, SKIP)
    assert said(small, finished, came) == flow.Step(finished, (), events)


# ---------------------------------------------------------------- progress
@pytest.mark.parametrize(
    ("came", "number", "of"),
    [((), 1, 6), ((SAFE,), 2, 6), ((UNSAFE,), 2, 7), ((UNSAFE, SKIP), 3, 7), ((SKIP,), 2, 6)],
)
def test_progress_counts_what_will_probably_be_asked(
    small: Survey, came: tuple[Came, ...], number: int, of: int
) -> None:
    ask = asked(said(small, after(small, *came), Looked()))
    assert (ask.number, ask.of) == (number, of)


def test_a_question_carries_its_own_limits(small: Survey) -> None:
    assert asked(said(small, after(small, UNSAFE), Looked())).cap == 20
    assert asked(said(small, after(small, SAFE), Looked())).at_most == 2
    assert asked(said(small, after(small, SAFE), Looked())).kind is AskKind.SEVERAL
    assert asked(said(small, after(small, SAFE, SKIP), Looked())).kind is AskKind.ONE
