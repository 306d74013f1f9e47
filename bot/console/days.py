"""Days as people type them: 3 March 2026, 3 Mar, 3/3/26, 2026-03-03, today.

The day stands before the month, as it does in this country.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
FURTHEST = 100
"""Years from now. What is reckoned from a day further off would be no date at all."""

LONGEST_NUMBER = 4
SHORTEST = 3
"""Letters by which a month or a weekday is known: Mar, Tue."""

CENTURY = 2000
TWO_DIGITS = 100
EXAMPLE = "such as 3 March 2026 or 3/3/2026"


def read_day(typed: str, today: date) -> date:
    """The day that was meant; without a year, the one nearest to today. Raises ValueError."""
    day = _meant(typed, today)
    if abs(day.year - today.year) > FURTHEST:
        raise ValueError("no year of ours")
    return day


def _meant(typed: str, today: date) -> date:
    words = [word for word in re.findall(r"[0-9]+|[^\W\d_]+", typed.casefold()) if _counts(word)]
    if len(words) == 1 and words[0] in NEAR:
        return today + timedelta(days=NEAR[words[0]])
    numbers = [_number(word) for word in words if word.isdigit()]
    named = [_month(word) for word in words if not word.isdigit()]
    match named, numbers:
        case [], [year, month, day] if year >= TWO_DIGITS:
            return date(year, month, day)
        case ([], [day, month, year]) | ([month], [day, year]):
            return date(_year(year), month, day)
        case ([], [day, month]) | ([month], [day]):
            return min(_years(today, month, day), key=lambda each: abs(each - today))
        case _:
            raise ValueError("no day")


def _counts(word: str) -> bool:
    """Weekdays, "of" and the endings of 3rd and 4th say nothing more."""
    weekday = len(word) >= SHORTEST and any(each.startswith(word) for each in WEEKDAYS)
    return not weekday and word not in {"of", "the", "st", "nd", "rd", "th"}


def _number(word: str) -> int:
    if len(word) > LONGEST_NUMBER:
        raise ValueError("no year")
    return int(word)


def _month(word: str) -> int:
    for number, name in enumerate(MONTHS, start=1):
        if (name.startswith(word) and len(word) >= SHORTEST) or (word, number) == ("sept", 9):
            return number
    raise ValueError("no month")


def _year(number: int) -> int:
    return CENTURY + number if number < TWO_DIGITS else number


def _years(today: date, month: int, day: int) -> Iterator[date]:
    """That day last year, this year and next; the 29th of February not in every one."""
    found = False
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue
        found = True
    if not found:
        raise ValueError("no such day")
