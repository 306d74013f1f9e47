"""Who asks for a person to talk to, or feels low, is shown help; who answers a question is not."""

import pytest

from moderation.case_tables import messages
from surveys.help.wants_to_talk import wants_to_talk

ASKS = """
    how can i talk to someone
    Who do I tell?
    i need help
    PLEASE help me
    can someone help me??
    is anyone there
    I’ve got no one to talk to
    where can i get help
""".strip().splitlines()
LOW = """
    everything is shit and i hate my life
    i feel really low
    I'm so lonely
    i cry every night
    i can’t cope anymore
    life is pointless
    nobody cares about me
    fed up of everything
""".strip().splitlines()
ANSWERS = """
    i feel unsafe at the bus stop after dark
    i am scared of the big dogs
    I talk to my nan about it
    teachers should listen more
    i hate maths
    it is a low wall
    i can talk to my sister
    nobody cares about the skate park
""".strip().splitlines()


@pytest.mark.parametrize("text", [*ASKS, *LOW])
def test_who_asks_or_feels_low_is_heard(text: str) -> None:
    assert wants_to_talk(text)
    assert wants_to_talk(f"idk really.\n{text}... sorry")


@pytest.mark.parametrize("text", ANSWERS)
def test_answers_to_the_question_are_let_be(text: str) -> None:
    assert not wants_to_talk(text)


def test_of_ordinary_answers_next_to_none_bring_help() -> None:
    plain = [each.text for each in messages() if each.label == "plain"]
    assert len(plain) > 1000
    assert sum(map(wants_to_talk, plain)) < len(plain) / 50
