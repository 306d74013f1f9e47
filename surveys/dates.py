"""A day as people write it: 5 March 2026, 5 Mawrth 2026. The one way, on pages and in papers.

One sentence a month, so that each language has the form and the order it wants after a number;
Babel would know them too, and keep megabytes of memory for it.
"""

from datetime import date

from surveys.wording import wording

MONTHS = (
    "{day} January {year}",
    "{day} February {year}",
    "{day} March {year}",
    "{day} April {year}",
    "{day} May {year}",
    "{day} June {year}",
    "{day} July {year}",
    "{day} August {year}",
    "{day} September {year}",
    "{day} October {year}",
    "{day} November {year}",
    "{day} December {year}",
)


def months(language: str) -> tuple[str, ...]:
    """Twelve sentences with a place for the day and the year."""
    return tuple(map(wording(language).say, MONTHS))


def day(on: date, language: str = "en") -> str:
    return months(language)[on.month - 1].format(day=on.day, year=on.year)
