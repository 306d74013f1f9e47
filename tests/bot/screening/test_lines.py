"""Whatever people type comes through the line unchanged, and so does its verdict."""

from hypothesis import given
from hypothesis import strategies as st

from bot.screening.lines import Answer, Asked
from moderation.verdict import Finding, Kind, Route, Verdict

TEXTS = st.text(st.characters(categories=None))
"""With halves of characters that have no code."""

FINDINGS = st.builds(
    Finding,
    st.integers(0, 9_000),
    st.integers(0, 9_000),
    st.sampled_from(Kind),
    st.sampled_from(Route),
    st.floats(0, 1),
    TEXTS,
    TEXTS,
    st.booleans(),
)
VERDICTS = st.builds(
    Verdict,
    TEXTS,
    st.lists(FINDINGS).map(tuple),
    st.sampled_from(Route),
    st.floats(-1, 1),
    st.floats(0, 1),
)


@given(st.builds(Asked, st.integers(0), TEXTS, TEXTS, TEXTS))
def test_a_text_is_one_line_and_comes_back(asked: Asked) -> None:
    line = asked.line()
    assert line.isascii()
    assert line.index(b"\n") == len(line) - 1
    assert Asked.read(line) == asked


@given(st.builds(Answer, st.integers(0), VERDICTS))
def test_a_verdict_is_one_line_and_comes_back(answer: Answer) -> None:
    line = answer.line()
    assert line.index(b"\n") == len(line) - 1
    again = Answer.read(line)
    assert again == answer
    assert all(
        isinstance(one.kind, Kind) and isinstance(one.route, Route)
        for one in again.verdict.findings
    )
