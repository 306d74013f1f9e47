"""The figures of a typed-up workbook, counted again from its rows in the plainest way.

Shares no code with the program: the rules are written out once more, as DISCLOSURE tells them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RATINGS: Mapping[str, str] = {
    "5": "Very good",
    "4": "Good",
    "3": "OK",
    "2": "Poor",
    "1": "Very poor",
    "": "Skipped it",
}
HIDDEN = "[c]"


@dataclass(frozen=True)
class Row:
    rating: str
    words: str
    area: str


def shown(count: int, base: int) -> str:
    """7 or fewer, or all but 7 or fewer: hidden. Else to the nearest 5."""
    if count <= 7 or base - count <= 7:
        return HIDDEN
    return str(nearest_five(count))


def percent(count: int, base: int) -> str:
    if shown(count, base) == HIDDEN:
        return HIDDEN
    if base < 30:
        return ""
    return str((200 * nearest_five(count) + nearest_five(base)) // (2 * nearest_five(base)))


def nearest_five(number: int) -> int:
    return (number + 2) // 5 * 5


def by_rating(rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    counted = Counter(RATINGS[row.rating] for row in rows)
    everyone = len(rows)
    return {
        name: (shown(counted[name], everyone), percent(counted[name], everyone))
        for name in RATINGS.values()
    }


def favourable(rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Who said Very good or Good, for each area."""
    areas = Counter(row.area for row in rows)
    happy = Counter(row.area for row in rows if row.rating in {"4", "5"})
    return {
        area: (shown(happy[area], size), percent(happy[area], size)) for area, size in areas.items()
    }
