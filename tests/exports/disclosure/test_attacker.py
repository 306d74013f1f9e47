"""What the attacker who holds one paper works out of a sum: all that a reader can, and no more."""

import pytest

from exports.tables.lines import EVERYONE, Line
from tests.exports.attacker import Exact, nearest_five, told
from tests.exports.simulated import AREAS, pulse

TOLD, WHERE = "Have you told anyone?", "Where do you live?"
Number = tuple[int, int | None]
"""As it is, and as it is printed."""

NOT_NOUGHT = "told not to be nought"


def kinds(total: Number, sizes: list[Number], said: list[Number]) -> set[str]:
    """What is told where so many said Yes, in areas of these sizes so many."""
    number = sum(size for size, _ in sizes)
    people = number, nearest_five(number)
    page = [_line(TOLD, "Yes", EVERYONE, total, people)]
    for area, size, yes in zip(AREAS, sizes, said, strict=False):
        page.append(_line(WHERE, area, "", size, people))
        page.append(_line(TOLD, "Yes", area, yes, size))
    return {each.partition(":")[0] for each in told(pulse(AREAS), page)}


def _line(question: str, answer: str, group: str, count: Number, base: Number) -> Exact:
    line = Line("Appendix", question, answer, group, count[1], None, base[1], "")
    return Exact(line, count[0], base[0], count[0])


THREE: list[Number] = [(41, 40), (22, 20), (16, 15)]


@pytest.mark.parametrize(
    ("said", "told_of"),
    [
        ([(26, 25), (18, None), (5, None)], set()),
        ([(26, 25), (7, None), (16, None)], {NOT_NOUGHT}),
    ],
)
def test_the_others_that_are_hidden_are_at_most_their_groups(
    said: list[Number], told_of: set[str]
) -> None:
    """At least 21 are left: one area has as many at most, the other 17."""
    assert kinds((49, 50), THREE, said) == told_of


def test_where_a_size_is_hidden_too_the_group_is_what_the_other_sizes_leave() -> None:
    """Nine are left at least; of the last area up to thirteen: nobody knows that it is small."""
    sizes: list[Number] = [(41, 40), (22, 20), (13, 15), (6, None)]
    assert kinds((48, 50), sizes, [(26, 25), (11, 10), (5, None), (6, None)]) == set()


def test_one_that_is_hidden_alone_is_what_the_others_leave() -> None:
    assert kinds((50, 50), THREE, [(27, 25), (17, 15), (6, None)]) == {NOT_NOUGHT}
    assert kinds((46, 45), THREE, [(25, 25), (15, 15), (6, None)]) == set()


def test_few_values_are_too_few_even_if_nought_is_one_of_them() -> None:
    found = kinds((22, 20), THREE, [(13, 15), (8, 10), (1, None)])
    assert found == {"told to within 2 values"}


def test_a_group_of_whom_nearly_everyone_must_have_said_so_is_told() -> None:
    sizes: list[Number] = [(40, 40), (20, 20)]
    assert kinds((38, 40), sizes, [(18, 20), (20, None)]) == {"told to be nearly everyone"}
    assert kinds((38, 35), sizes, [(18, 20), (20, None)]) == set()
