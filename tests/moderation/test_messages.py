"""The project's own messages are enough, and sound. `moderation check` holds how they are heard."""

from pathlib import Path

from moderation.case_tables import NOT_URGENT, messages
from moderation.verdict import RISKS, Kind

TO_LEARN = Path(__file__).parents[1] / "benchmarks" / "moderation_to_learn"
ALL = tuple(messages())
NEW = tuple(messages(TO_LEARN))
KEPT = tuple(message for message in ALL if message.unseen)


def test_there_are_enough_and_no_two_alike() -> None:
    assert len(ALL) >= 15_000
    assert len({message.text for message in ALL}) == len(ALL)
    assert len(KEPT) >= 2_000
    assert 0.06 < len(KEPT) / len(ALL) < 0.12


def test_what_is_still_to_be_learnt_is_new_and_sound() -> None:
    assert len(NEW) >= 30_000
    assert len({message.text for message in (*ALL, *NEW)}) == len(ALL) + len(NEW)
    assert {message.label for message in NEW} <= {*RISKS, *NOT_URGENT}


def test_every_label_is_a_risk_or_a_sort_of_harmless() -> None:
    labels = {message.label for message in ALL} - set(NOT_URGENT)
    assert {Kind(label) for label in labels} == RISKS
