"""R2: small groups join their neighbours, and bear all their names."""

import pytest

from exports.disclosure.aggregate import NOT_GIVEN
from exports.disclosure.groups import divide
from exports.disclosure.policy import DEFAULT
from surveys.definitions.definition import Option

OPTIONS = tuple(Option(key, key.upper()) for key in "abcd")
RING = {"a": "b", "b": "c", "c": "d", "d": "a"}
PAIRS = {"a": "b", "b": "a", "c": "d", "d": "c"}


@pytest.mark.parametrize(
    ("sizes", "merges", "groups"),
    [
        ((10, 10, 10, 10), RING, {"A": 10, "B": 10, "C": 10, "D": 10}),
        ((9, 20, 20, 20), RING, {"A and B": 29, "C": 20, "D": 20}),
        ((20, 20, 20, 9), RING, {"A and D": 29, "B": 20, "C": 20}),
        ((0, 20, 20, 20), RING, {"A and B": 20, "C": 20, "D": 20}),
        ((2, 3, 20, 20), RING, {"A, B and C": 25, "D": 20}),
        ((2, 3, 4, 20), RING, {"A, B, C and D": 29}),
        ((5, 5, 20, 20), PAIRS, {"A and B": 10, "C": 20, "D": 20}),
        ((4, 5, 20, 20), PAIRS, {"A and B": 9, "C": 20, "D": 20}),
        ((4, 20, 20, 20), {}, {"A": 4, "B": 20, "C": 20, "D": 20}),
        ((1, 1, 1, 1), RING, {"A, B, C and D": 4}),
        ((3, 20, 20, 5), {"a": "b", "d": "b"}, {"A, B and D": 28, "C": 20}),
    ],
)
def test_a_small_group_joins_the_neighbour_the_table_names(
    sizes: tuple[int, ...], merges: dict[str, str], groups: dict[str, int]
) -> None:
    counted = dict(zip("abcd", sizes, strict=True))
    found = divide(OPTIONS, merges, counted, DEFAULT)
    assert {group.label: group.size for group in found[:-1]} == groups


def test_everyone_is_in_exactly_one_group() -> None:
    found = divide(OPTIONS, RING, {"a": 1, "b": 12, "c": 3, "d": 40, NOT_GIVEN: 6}, DEFAULT)
    assert sorted(key for group in found for key in group.keys) == sorted(["", *"abcd"])
    assert sum(group.size for group in found) == 62


def test_those_who_did_not_say_come_last_and_join_nobody() -> None:
    *_, last = divide(OPTIONS, RING, {"a": 50, NOT_GIVEN: 3}, DEFAULT)
    assert (last.label, last.size) == ("Not given", 3)
