import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.review import marking
from surveys.review.review import REMOVED, without


@given(st.text())
def test_nothing_of_a_text_is_lost_between_its_words(text: str) -> None:
    assert "".join(word.said + word.gap for word in marking.words(text)) == text


@given(st.text(), st.data())
def test_what_is_marked_goes_and_nothing_else_does(text: str, data: st.DataObject) -> None:
    offered = [word for word in marking.words(text) if word.said and not word.removed]
    chosen = {w.value for w in data.draw(st.lists(st.sampled_from(offered)))} if offered else set()
    left = without(text, marking.spans(text, tuple(chosen)))
    kept = [word.said for word in offered if word.value not in chosen]
    assert [word for word in left.split() if REMOVED not in word] == kept


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ((), "Ask Dave Hill at 14."),
        (("4-8",), "Ask [removed] Hill at 14."),
        (("4-8", "9-13"), "Ask [removed] at 14."),
        (("0-3", "17-20"), "[removed] Dave Hill at [removed]"),
        (("4-9", "0-100", "-1-3", "x", "4-8x", ""), "Ask Dave Hill at 14."),
    ],
)
def test_only_whole_words_of_this_text_can_be_marked(marked: tuple[str, ...], left: str) -> None:
    text = "Ask Dave Hill at 14."
    assert without(text, marking.spans(text, marked)) == left


def test_a_word_taken_out_before_cannot_be_marked_again() -> None:
    text = f"Ask {REMOVED} now"
    assert marking.spans(text, ("4-13",)) == []
