"""A board is not sent after chance: what differs clearly, and what only looks as if it did."""

import random
from itertools import pairwise

from exports.findings.chance import Figure, apart, clear, clearest
from exports.report import Cell, Column, Hidden, Row, RowKind, SafeTable, Shown

COLUMNS = tuple(Column(name, "How safe?", "Safe") for name in ("Home", "Dark"))


def group(name: str, base: int, *percents: int | None) -> Row:
    cells: tuple[Cell, ...] = tuple(
        Hidden() if percent is None else Shown(base * percent // 100, percent)
        for percent in percents
    )
    return Row(name, RowKind.GROUP, Shown(base), cells)


def table(*rows: Row) -> SafeTable:
    columns = COLUMNS[: len(rows[0].cells)]
    return SafeTable("best.area", "Safe", "Group", columns, rows, Shown(300))


def test_a_wide_gap_between_large_groups_is_clear() -> None:
    assert clear(Figure(20, 200), Figure(40, 200))
    assert not clear(Figure(20, 40), Figure(27, 40))


def test_the_more_is_compared_the_wider_a_gap_must_be() -> None:
    one, other = Figure(36, 55), Figure(63, 40)
    assert clear(one, other)
    assert not clear(one, other, looks=60)


def test_what_rounding_moved_is_no_difference() -> None:
    """Ten of forty may be eight or twelve."""
    assert apart(Figure(25, 40), Figure(30, 40)) < apart(Figure(25, 4000), Figure(30, 4000)) / 10


def test_the_clearest_pair_is_told_and_not_the_widest() -> None:
    rows = (group("Large", 300, 20), group("Other", 300, 50), group("Small", 30, 57))
    gap = clearest(table(*rows))
    assert gap is not None
    assert (gap.high.label, gap.low.label, gap.clear) == ("Other", "Large", True)


def test_a_hidden_number_is_compared_with_nothing() -> None:
    rows = (group("One", 100, None, 40), group("Two", 100, 90, 50))
    gap = clearest(table(*rows))
    assert gap is not None
    assert (gap.column.label, gap.clear) == ("Dark", False)
    assert clearest(table(*rows), (0,)) is None


def test_groups_that_are_alike_have_no_gap() -> None:
    assert clearest(table(group("One", 100, 40), group("Two", 200, 40))) is None


def test_where_groups_differ_by_chance_alone_hardly_one_table_in_twenty_says_otherwise() -> None:
    deal, called = random.Random(5), 0
    for _ in range(400):
        rows = [group(str(n), 60, *drawn(deal, 60, 2)) for n in range(6)]
        gap = clearest(table(*rows))
        called += gap is not None and gap.clear
    assert called <= 400 * 0.05


def drawn(deal: random.Random, base: int, columns: int) -> list[int]:
    """Shares of people who say it by the toss of a coin, from counts rounded as in a paper."""
    counts = [sum(deal.random() < 0.4 for _ in range(base)) for _ in range(columns)]
    return [round(100 * (5 * round(count / 5)) / base) for count in counts]


def test_a_wider_gap_is_clearer() -> None:
    strengths = [apart(Figure(30, 100), Figure(30 + step, 100)) for step in range(0, 40, 5)]
    assert all(less < more for less, more in pairwise(strengths))
