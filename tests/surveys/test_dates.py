"""A day is written as people write it in their language."""

from datetime import date

import pytest
from babel.dates import format_date

from surveys.dates import day
from surveys.wording import LANGUAGES

DAYS = tuple(date(2026, month, 2 * month) for month in range(1, 13))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "7 November 2026"), ("cy", "7 Tachwedd 2026"), ("xx", "7 November 2026")],
)
def test_a_day_has_its_month_in_words(language: str, said: str) -> None:
    assert day(date(2026, 11, 7), language) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_is_the_one_that_the_language_has(language: str) -> None:
    assert [day(on, language) for on in DAYS] == [
        format_date(on, "d MMMM y", language) for on in DAYS
    ]
