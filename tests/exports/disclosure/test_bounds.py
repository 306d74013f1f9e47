"""What can be worked out along sums, and what is hidden so that it cannot."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.disclosure.bounds import Page
from exports.disclosure.figures import Figure, State
from exports.disclosure.policy import DEFAULT


def one_table(base: int, *counts: int) -> tuple[Page, list[Figure]]:
    """A question with one answer a person: its rows make up its base."""
    page = Page(DEFAULT)
    whole = page.whole_wave(base)
    rows = [page.figure(count, whole) for count in counts]
    page.tie(whole, rows, whole=True)
    return page, rows


def shown(figures: list[Figure]) -> list[int]:
    return [figure.value for figure in figures if figure.shown]


@pytest.mark.parametrize(
    ("base", "counts", "left"),
    [
        (100, (60, 30, 5, 5), [60, 30]),  # two hidden, room enough between them
        (30, (24, 6), []),  # one hidden could be told from the whole
        (100, (52, 42, 6), [52]),  # 50 and 40 of 100 leave at least 4 for the last
        (100, (53, 42, 5), [53, 42]),  # 55 and 40 of 100 may leave nothing
        (100, (33, 33, 33, 1), [33, 33]),  # three times 35 of 100 leave at most 3
        (100, (97, 1, 1, 1), []),  # nearly everyone
    ],
)
def test_no_row_follows_from_the_base_and_the_other_rows(
    base: int, counts: tuple[int, ...], left: list[int]
) -> None:
    page, rows = one_table(base, *counts)
    assert page.protect() == ()
    assert page.exposed() == ()
    assert shown(rows) == left


def test_rows_far_apart_stay() -> None:
    page, rows = one_table(200, 80, 60, 40, 10, 6, 2, 2)
    page.protect()
    assert shown(rows) == [80, 60, 40, 10]


def test_a_lone_shown_row_does_not_tell_that_the_two_others_are_not_nought() -> None:
    page, rows = one_table(40, 28, 6, 6)
    assert [figure.state for figure in rows] == [State.SHOWN, State.LOW, State.LOW]
    assert page.exposed()  # at least 8 are not in the first row, at most 7 in each other one
    page.protect()
    assert shown(rows) == []


def test_a_total_over_groups_does_not_tell_a_hidden_group() -> None:
    page = Page(DEFAULT)
    people = page.whole_wave(200)
    sizes = [page.figure(size, people, is_base=True) for size in (100, 100)]
    total = page.figure(48, people)
    cells = [page.figure(value, size) for value, size in zip((42, 6), sizes, strict=True)]
    page.tie(people, sizes, whole=True)
    page.tie(total, cells)
    assert cells[0].shown
    page.protect()
    assert not cells[0].shown


def test_a_branch_does_not_tell_who_chose_what_leads_there() -> None:
    page = Page(DEFAULT)
    people = page.whole_wave(300)
    rows = [page.figure(value, people) for value in (150, 100, 23, 17, 5, 5)]
    page.tie(people, rows, whole=True)
    asked = page.same(22, people)
    page.tie(asked, (rows[3], rows[4]))
    page.protect()
    assert page.exposed() == ()
    assert not (asked.shown and rows[3].shown)


@pytest.mark.parametrize(
    ("value", "base", "kept"),
    [
        (3, 60, [(False, 0)]),
        (55, 60, [(True, 8)]),  # nearly everyone
        (30, 60, []),
        (6, 14, [(False, 0)]),
        (6, 13, [(False, 0), (True, 0)]),
        (7, 7, [(False, 0), (True, 0)]),
    ],
)
def test_whichever_side_is_few_is_kept(value: int, base: int, kept: list[tuple[bool, int]]) -> None:
    page, rows = one_table(base, value)
    assert [(each.of_rest, each.beyond) for each in page.guards(rows[0])] == kept


def thirteen_of_two_hundred() -> tuple[Page, Figure, list[Figure]]:
    """Three groups and who in them says a thing: 6 of 13 say it, and 7 do not."""
    page = Page(DEFAULT)
    people = page.whole_wave(200)
    sizes = [page.figure(size, people, is_base=True) for size in (13, 90, 97)]
    total = page.figure(52, people)
    cells = [page.figure(value, size) for value, size in zip((6, 30, 16), sizes, strict=True)]
    page.tie(people, sizes, whole=True)
    page.tie(total, cells)
    return page, sizes[0], cells


def test_of_a_small_group_nothing_is_known_of_those_who_do_not_say_it() -> None:
    """50 in all, 30 and 15 elsewhere: at most 11 of at least 13 say it."""
    page, size, cells = thirteen_of_two_hundred()
    assert page.exposed() == (cells[0],)
    assert page.protect() == ()
    assert size.shown
    assert shown(cells) == [30]
    assert (cells[0].lo, size.lo - cells[0].hi <= 0) == (0, True)


def test_what_nobody_printed_may_be_known_not_to_be_nought_but_not_closely() -> None:
    page = Page(DEFAULT)
    people = page.whole_wave(60)
    cells = [page.figure(value, people) for value in (30, 23)]
    page.tie(people, (*cells, page.unprinted(7, people)), whole=True)
    assert page.protect() == ()
    assert shown(cells) == [30, 23]


@pytest.mark.parametrize(
    ("value", "known"),
    [(10, (10, 12)), (28, (28, 29)), (29, (28, 29)), (30, (30, 32)), (33, (33, 37))],
)
def test_thresholds_tell_on_which_side_of_them_a_base_is(
    value: int, known: tuple[int, int]
) -> None:
    page = Page(DEFAULT)
    people = page.whole_wave(500)
    base = page.figure(value, people, is_base=True)
    page.exposed()
    assert (base.lo, base.hi) == known


def test_what_may_not_be_hidden_comes_back() -> None:
    page, rows = one_table(100, 52, 42, 6)
    rows[0].fixed = rows[1].fixed = True
    assert page.protect() == (rows[2],)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8), st.sampled_from([5, 6, 10]))
def test_what_is_worked_out_is_never_wrong(counts: list[int], step: int) -> None:
    page, rows = one_table(sum(counts) + 10, *counts, 10)
    page.policy = replace(DEFAULT, round_to=step)
    page.protect()
    page.exposed()
    assert all(figure.lo <= figure.value <= figure.hi for figure in page.figures)
    assert all(figure in page.figures for figure in rows)
