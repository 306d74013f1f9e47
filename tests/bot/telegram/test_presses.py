"""What buttons carry: short enough, understood again, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import presses
from bot.telegram.presses import (
    MOST_BYTES,
    AgeGiven,
    Did,
    Gathered,
    Paged,
    Press,
    Spoke,
    Ticked,
)
from surveys.limits import MAX_KEY, MAX_TURNS
from surveys.messages import AskedHelp, Chose, Looked, PassedOn, Started, Stopped, WentBack
from surveys.records import NoAnswer

CODE = "cdfhjk"
EVERY: list[Press] = [
    Did(CODE, Chose(("k" * MAX_KEY,)), MAX_TURNS),
    Did(CODE, Chose(("a:b",)), 0),
    *(Did(CODE, PassedOn(why), MAX_TURNS) for why in NoAnswer),
    Did(CODE, WentBack(), 3),
    Did(CODE, Stopped()),
    Did(CODE, AskedHelp()),
    Did(CODE, Started()),
    Did(CODE, Looked()),
    Ticked(CODE, MAX_TURNS, "k" * MAX_KEY, on=True),
    Ticked(CODE, 4, "fights", on=False),
    Gathered(CODE, 9),
    Paged(CODE, 9, 6),
    Spoke(CODE, "cy"),
    Spoke("", "en"),
    AgeGiven(CODE, old_enough=True, entry="7XKD2MPA"),
    AgeGiven(CODE, old_enough=False),
]


@pytest.mark.parametrize("press", EVERY)
def test_a_press_is_understood_as_it_was_meant(press: Press) -> None:
    data = presses.written(press)
    assert len(data.encode()) <= MOST_BYTES
    assert presses.read(data) == press


def test_several_picks_do_not_fit_one_button() -> None:
    with pytest.raises(ValueError, match="several"):
        presses.written(Did(CODE, Chose(("a", "b")), 1))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "pick",
        "pick:c",
        "pick:c:1",
        "pick:c:1:",
        "pick:c:-1:a",
        "pick:c:x:a",
        "pick:c:99999:a",
        "pick:c:²:a",
        "pass:c:1:maybe",
        "back:c:",
        "on:c:1:",
        "page:c:1:x",
        "stop:",
        "help::1",
        "stop:c:1",
        "language:c:",
        "age:c:perhaps:",
        "nosuch:c:1:a",
        "::::",
    ],
)
def test_what_no_button_of_ours_carries_is_nothing(data: str) -> None:
    assert presses.read(data) is None


@given(st.text(max_size=80))
def test_no_data_breaks_the_reading(data: str) -> None:
    press = presses.read(data)
    assert press is None or presses.read(presses.written(press)) == press
