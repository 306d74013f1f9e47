"""A half-done response as bytes."""

import pytest

from moderation.verdict import Route
from surveys.records import Answer, HeldBack, NoAnswer, Passed, Picked, Screened, Withheld
from surveys.talk.answer_json import UnreadableAnswer, from_json, to_json
from surveys.talk.session import Session, UnreadableSession

ANSWERS: tuple[Answer, ...] = (
    *map(Passed, NoAnswer),
    Picked(()),
    Picked(("a", "b")),
    Screened("Ŵy [phone] \u202e\x00", Route.HOLD, ("personal_data",), -0.5, 1.0, "cy"),
    Screened("", Route.PUBLISH),
    Withheld(),
    HeldBack(),
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_comes_back_without_loss(answer: Answer) -> None:
    assert from_json(to_json(answer)) == answer


def test_a_session_comes_back_without_loss() -> None:
    answers = {f"q{number}": answer for number, answer in enumerate(ANSWERS)}
    session = Session("cy", "q3", ("q0", "q1", "q2"), answers, turn=41, backs=7, sent="a0" * 16)
    assert Session.from_bytes(session.to_bytes()) == session


def test_a_session_of_before_marks_were_kept_can_be_read() -> None:
    kept = b'{"format":1,"language":"en","place":"a","path":[],"answers":{},"turn":2,"backs":0}'
    assert Session.from_bytes(kept) == Session("en", "a", turn=2)


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"format": 2}',
        b'{"format":1,"language":"en","place":"a","path":[],"answers":{"a":{}},"turn":1,"backs":0}',
        b'{"format":1,"language":"en","place":"a","path":[],"answers":{"a":{"passed":"x"}},"turn":1,"backs":0}',
    ],
)
def test_what_is_no_session_is_refused(kept: bytes) -> None:
    with pytest.raises(UnreadableSession):
        Session.from_bytes(kept)


@pytest.mark.parametrize("raw", [None, 1, {}, {"text": "a"}, {"withheld": False}, {"picked": "a"}])
def test_what_is_no_answer_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableAnswer):
        from_json(raw)
