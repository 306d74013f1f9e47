"""How wide the columns of a table are, so that no word of a head is broken."""

from collections.abc import Sequence

from exports.paper.blocks import Grid

TEXT, NAME, LEAST_NAME = 16.4, 3.6, 2.4
"""Centimetres: between the margins, for the name of a line, and the least of that."""

WIDEST = 2.6
HEAD, CELL = 0.021, 0.019
"""Centimetres a letter takes of each point of type: bold ones in a head, others under it."""

BROADER = 0.45
"""What a broad letter takes beyond that of a usual one."""

AIR, LONGEST = 0.28, 2.4
"""A word that needs more than the longest is broken."""

SAID, SHORT = (6.9, 6.9, 2.6), 12
"""Updates: what was said and done, and when. Their lines begin with more than a number."""

PROSE = {0: (16.4,), 2: (1.2, 11.0, 4.2), 3: (6.9, 3.6, 3.5, 2.4)}
"""Tables of words: the questions, and the actions with their days."""


def widths(grid: Grid, points: float) -> tuple[float, ...]:
    """In centimetres, the name first. Numbers share alike, unless one needs more."""
    columns = len(grid.columns)
    if grid.numbers_from > columns:
        wordy = columns == len(SAID) - 1 and any(len(line[0]) > SHORT for line in grid.lines)
        return SAID if wordy else PROSE[columns]
    needs = [_need(grid, place, points) for place in range(columns)]
    room = max(TEXT - NAME, min(sum(needs), TEXT - LEAST_NAME))
    each = _shared(needs, room)
    return (TEXT - sum(each), *each)


def _need(grid: Grid, place: int, points: float) -> float:
    """The longest word of the head, or the longest number."""
    word = max(_letters(word) for word in grid.columns[place].split() or [""])
    cell = max((len(line[place + 1]) for line in grid.lines), default=0)
    return max(min(word * HEAD * points, LONGEST), cell * CELL * points) + AIR


def _letters(word: str) -> float:
    """How many usual letters a word is as wide as."""
    return len(word) + BROADER * sum(letter in "mwMW" for letter in word)


def _shared(needs: Sequence[float], room: float) -> tuple[float, ...]:
    """Who needs more than an equal share gets it; the others share what is left."""
    wide: set[int] = set()
    while len(wide) < len(needs):
        left = room - sum(needs[place] for place in wide)
        share = min(WIDEST, left / (len(needs) - len(wide)))
        more = {place for place, need in enumerate(needs) if need > share} - wide
        if not more:
            return tuple(need if n in wide else share for n, need in enumerate(needs))
        wide |= more
    return tuple(need * min(1.0, room / sum(needs)) for need in needs)
