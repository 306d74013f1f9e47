"""The policy: what ships, what a board may set, and what is refused."""

from datetime import timedelta
from pathlib import Path

import pytest

from surveys.telling.escalation import (
    DEPUTY,
    LEAD,
    OUT_OF_HOURS,
    SHIPPED,
    InvalidEscalation,
    read_escalation,
)


def own(folder: Path, text: str) -> Path:
    path = folder / "escalation.toml"
    path.write_text(text)
    return path


def test_what_ships_tells_the_lead_at_once_then_the_deputy_then_the_night() -> None:
    steps = [(step.key, step.after) for step in SHIPPED.steps]
    minutes = [timedelta(minutes=each) for each in (0, 15, 30)]
    assert steps == list(zip((LEAD, DEPUTY, OUT_OF_HOURS), minutes, strict=True))


def test_a_board_sets_what_it_wants_and_the_rest_stays(tmp_path: Path) -> None:
    file = own(tmp_path, '[step.deputy]\nafter_minutes = 20\n[contact]\nanswer_within.en = "a day"')
    policy = read_escalation(file)
    assert policy.step(DEPUTY).after == timedelta(minutes=20)
    assert policy.step(DEPUTY).name == SHIPPED.step(DEPUTY).name
    assert policy.within("en") == "a day"
    assert policy.within("cy") == SHIPPED.within("cy")
    assert policy.keep_read == SHIPPED.keep_read


def test_a_language_without_a_promise_has_the_english_one() -> None:
    assert SHIPPED.within("pl") == SHIPPED.within("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[step.lead]\nafter_minutes = 1", "lead on duty is told at once"),
        ("[step.deputy]\nafter_minutes = 30", "out_of_hours, after_minutes: needs to be more"),
        ("[step.night]\nafter_minutes = 60", "step, night: is no field here"),
        ("[step.deputy]\nafter_minute = 60", "did you mean 'after_minutes'?"),
        ("[contact]\nsteps = []", "somebody must be told"),
        ("[contact]\nsteps = ['leed']", "did you mean 'lead'?"),
        ("[keep]\nread_days = 1", "from 7 to 3650"),
        ("[privacy]\nround_minutes = 0", "from 1 to 60"),
        ("step = 3", "needs to be a table"),
        ("[step", "escalation.toml"),
    ],
)
def test_what_would_be_unsafe_or_is_a_slip_is_refused_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(InvalidEscalation, match=r"^escalation\.toml") as caught:
        read_escalation(own(tmp_path, text))
    assert said in str(caught.value)


def test_an_unknown_step_is_told_at_once() -> None:
    assert SHIPPED.step("elsewhere") == SHIPPED.steps[0]
