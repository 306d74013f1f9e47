"""Whatever anybody sends, in whatever order: what the conversation keeps to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.verdict import Route
from surveys.definitions.reading import load
from surveys.limits import MAX_TURNS
from surveys.messages import (
    Ask,
    AskedHelp,
    Came,
    ChangedLanguage,
    Chose,
    Incoming,
    Left,
    Looked,
    PassedOn,
    PersonId,
    Started,
    Stopped,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer, Screened, Withheld
from surveys.talk import flow
from surveys.talk.events import Finished, TextGiven
from surveys.talk.session import Session

SURVEY = load("safety-pulse")
MARK = "pelican"
"""Stands in every text that is written, so that it can be looked for."""

KEYS = sorted(
    {option.key for each in SURVEY.questions for option in getattr(each, "options", ())}
    | {"keep", "", "skipped", "uncle"}
)
written = st.text(max_size=30).map(lambda text: f"{text} {MARK}") | st.just(MARK * 400)
came = st.one_of(
    st.just(Looked()),
    st.just(Started()),
    st.just(Stopped()),
    st.just(Left()),
    st.just(AskedHelp()),
    st.sampled_from(["en", "cy", "xx", ""]).map(ChangedLanguage),
    st.lists(st.sampled_from(KEYS), max_size=3).map(lambda keys: Chose(tuple(keys))),
    st.sampled_from(["1", "2", "5"]).map(lambda key: Chose((key,))),
    st.sampled_from(list(NoAnswer)).map(PassedOn),
    st.just(WentBack()),
    written.map(Wrote),
    st.sampled_from(["1", "skip", "ydw", "Very safe, nobody", "\u202e5", "\x00", "🙂"]).map(Wrote),
)
turns = st.none() | st.integers(-1, 30)
talks = st.lists(st.tuples(came, turns), max_size=60)
KEPT = (Screened("[kept]", Route.PUBLISH), Withheld())


def send(session: Session | None, message: Came, turn: int | None) -> flow.Step:
    step = flow.step(SURVEY, session, Incoming(PersonId("web:ana"), message, turn, "cy"))
    for event in step.events:
        if isinstance(event, TextGiven) and step.session:
            kept = KEPT[len(event.text) % 2]
            step = replace(step, session=flow.with_text(step.session, event.question, kept))
    return step


def play(talk: list[tuple[Came, int | None]]) -> Session | None:
    session: Session | None = None
    for message, turn in talk:
        session = send(session, message, turn).session
    return session


@given(talks)
@settings(max_examples=300, deadline=None)
def test_nothing_raises_and_no_words_stay(talk: list[tuple[Came, int | None]]) -> None:
    session: Session | None = None
    for message, turn in talk:
        step = send(session, message, turn)
        assert step.replies or Finished() in step.events
        assert MARK not in repr(step.session)
        assert MARK not in repr(step.replies)
        session = step.session


@given(talks)
@settings(max_examples=200, deadline=None)
def test_a_session_survives_being_kept(talk: list[tuple[Came, int | None]]) -> None:
    session = play(talk)
    if session is not None:
        assert Session.from_bytes(session.to_bytes()) == session


@given(talks, came, st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_a_message_for_another_turn_changes_nothing(
    talk: list[tuple[Came, int | None]], message: Came, off: int
) -> None:
    session = play(talk)
    if session is None or isinstance(message, Stopped | Left | ChangedLanguage):
        return
    assert send(session, message, session.turn + off).session == session
    assert send(session, message, session.turn - off).session == session


@given(talks, came)
@settings(max_examples=200, deadline=None)
def test_back_undoes_an_accepted_answer(talk: list[tuple[Came, int | None]], message: Came) -> None:
    before = play(talk)
    if before is None or not isinstance(message, Chose | PassedOn | Wrote):
        return
    after = send(before, message, before.turn).session
    if after is None or after.turn == before.turn or not after.place:
        return
    back = send(after, WentBack(), after.turn).session
    assert back is not None
    assert (back.place, back.path) == (before.place, before.path)
    earlier = {key: each for key, each in before.answers.items() if key != before.place}
    assert {key: each for key, each in back.answers.items() if key != back.place} == earlier


@given(talks)
@settings(max_examples=200, deadline=None)
def test_the_path_is_one_the_answers_lead_along(talk: list[tuple[Came, int | None]]) -> None:
    session = play(talk)
    if session is None:
        return
    order = [question.key for question in SURVEY.questions]
    places = [order.index(key) for key in (*session.path, session.place) if key]
    assert places == sorted(set(places))
    assert set(flow.answers(session)) == set(session.path)


@given(talks)
@settings(max_examples=200, deadline=None)
def test_the_last_reply_in_a_talk_is_always_the_question(
    talk: list[tuple[Came, int | None]],
) -> None:
    session: Session | None = None
    for message, turn in talk:
        step = send(session, message, turn)
        session = step.session
        if session is not None and session.place:
            last = step.replies[-1]
            assert isinstance(last, Ask)
            assert (last.key, last.turn) == (session.place, session.turn)
            assert 1 <= last.number <= last.of


@pytest.mark.parametrize("key", ["safety-pulse", "service-feedback"])
def test_going_back_and_forth_for_ever_stays_under_the_ceiling(key: str) -> None:
    survey = load(key)
    session = flow.step(survey, None, Incoming(PersonId("web:ana"), Started())).session
    forth, back = PassedOn(NoAnswer.SKIPPED), WentBack()
    for message in (forth, back) * MAX_TURNS:
        session = flow.step(survey, session, Incoming(PersonId("web:ana"), message)).session
        assert session is not None
        assert session.turn <= MAX_TURNS


def test_the_branch_of_the_library_is_walked() -> None:
    unsafe = [(PassedOn(NoAnswer.SKIPPED), None)] * 4 + [(Chose(("1",)), None)]
    session = play([(Started(), None), *unsafe])
    assert session is not None
    assert session.place == "school_about"
