"""Days as people type them are the days they mean."""

from datetime import date

import pytest

from bot.console.days import read_day

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-03", "3 March 2026", "3 mar 26", "3rd of March 2026", "March 3, 2026", "3/3/2026",
        "03.03.26", "3-3-2026", "Tue 3 March", "tuesday 3 march 2026", "3/3", "  3 MARCH 2026 ",
        "3march2026", "March 3rd",
    ],
)  # fmt: skip
def test_one_day_in_many_ways(typed: str) -> None:
    assert read_day(typed, TODAY) == date(2026, 3, 3)


def test_the_day_stands_before_the_month() -> None:
    assert read_day("4/5/2026", TODAY) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", TODAY),
        ("Yesterday", date(2026, 3, 9)),
        ("tomorrow", date(2026, 3, 11)),
        ("30 december", date(2025, 12, 30)),
        ("1 july", date(2026, 7, 1)),
        ("8 sept", date(2026, 9, 8)),
        ("29 february 2028", date(2028, 2, 29)),
    ],
)
def test_without_a_year_it_is_the_nearest(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2026", "march", "31 june 2026", "29 february", "13/13/2026", "3 ma 2026",
     "9" * 50, "1 2 3 4",
     "3/3/99999999999999999999", "99999999999999999999-3-3", "31/12/9999", "3/3/206",
     "3 march april 2026", "0/1/2026", "३ march 2026"],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_day(typed, TODAY)
