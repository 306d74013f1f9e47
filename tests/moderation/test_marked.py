"""Personal data in the marked tables: what is masked, and what is left alone."""

import pytest

from tests.moderation.marked_tables import changed, count


@pytest.mark.parametrize(
    ("name", "recall"),
    [
        ("tune", 0.95),
        ("tune_third", 0.95),
        ("tune_fourth", 0.9),
        ("tune_fifth", 0.98),
        ("tune_sixth", 0.98),
        ("kept_apart", 0.93),
        ("kept_apart_second", 0.93),
        ("kept_apart_third", 0.9),
        ("kept_apart_fourth", 0.85),
        ("kept_apart_fifth", 0.95),
        ("kept_apart_sixth", 0.92),
    ],
)
def test_most_personal_data_is_masked_and_little_else(name: str, recall: float) -> None:
    told = count(name)
    assert told.recall >= recall
    assert told.precision >= 0.93


def test_a_clean_message_stays_as_it_is() -> None:
    assert len(list(changed("clean"))) <= 2
    assert len(list(changed("clean_third"))) <= 4
    assert len(list(changed("clean_fourth"))) <= 9
    assert len(list(changed("clean_fifth"))) <= 1
    assert len(list(changed("clean_sixth"))) <= 1
    assert len(list(changed("clean_kept_apart"))) <= 6
    assert len(list(changed("clean_kept_apart_second"))) <= 10
    assert len(list(changed("clean_kept_apart_third"))) <= 2
    assert len(list(changed("clean_kept_apart_fourth"))) <= 5
    assert len(list(changed("clean_kept_apart_fifth"))) <= 5
    assert len(list(changed("clean_kept_apart_sixth"))) <= 1
