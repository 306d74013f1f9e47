"""One question of a programme by itself: a small part that often gives the answer of the whole.

Questions are tied to each other only through how many people there are in each group. With those
and nothing else of the other questions, a portion knows less than the whole does: what it gives
away, the whole gives away as well. That nothing is given away only the whole can show.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from exports.disclosure.programme import Programme
from exports.disclosure.solver import Found, Solver

NOTHING: Mapping[int, float] = MappingProxyType({})


class Portion:
    """Some columns and rows of a programme. Solutions name them as the whole programme does."""

    def __init__(self, whole: Programme, columns: Sequence[int], rows: Sequence[int]) -> None:
        self._whole, self._columns, self._rows = whole, columns, rows
        self._place = {column: place for place, column in enumerate(columns)}
        self._solver: Solver | None = None

    def ready(self, fixed: Mapping[int, float] = NOTHING) -> "Portion":
        """Take over the bounds of the whole as they are now; some columns are held fast."""
        known, bounds = self._whole.columns, self._whole.bounds
        low, high = known.low, known.high
        columns = (
            [fixed.get(column, low[column]) for column in self._columns],
            [fixed.get(column, high[column]) for column in self._columns],
        )
        limits = [bounds.low[r] for r in self._rows], [bounds.high[r] for r in self._rows]
        if self._solver is None:
            own = [self._own(self._whole.rows[row]) for row in self._rows]
            self._solver = Solver(own, columns, limits)
        else:
            self._solver.loosen(columns, limits)
        return self

    def _own(self, row: Mapping[int, int]) -> dict[int, int]:
        return {self._place[column]: weight for column, weight in row.items()}

    def least(self, objective: Mapping[int, int]) -> Found:
        """Where the objective is smallest, and why. Raises AuditUnfinished."""
        found = self._begun.least(self._own(objective))
        return Found(
            {self._columns[place]: value for place, value in found.values.items()},
            [self._columns[place] for place in found.columns],
            [self._rows[place] for place in found.rows],
        )

    def push(self, objective: Mapping[int, int]) -> Mapping[int, float]:
        """Where the objective is smallest. Raises AuditUnfinished."""
        return dict(zip(self._columns, self._begun.push(self._own(objective)), strict=True))

    @property
    def _begun(self) -> Solver:
        assert self._solver is not None  # noqa: S101  # `ready` comes first
        return self._solver


def whole(programme: Programme) -> Portion:
    return Portion(programme, range(len(programme.columns.low)), range(len(programme.rows)))


def portions(programme: Programme) -> dict[int, Portion]:
    """By column the portion it is in; the sizes of groups are in all of them."""
    leader = list(range(len(programme.columns.low)))
    own = [[c for c in row if c not in programme.sizes] for row in programme.rows]
    for columns in own:
        for column in columns[1:]:
            leader[_led(leader, column)] = _led(leader, columns[0])
    common = [row for row, columns in enumerate(own) if not columns]
    rows: dict[int, list[int]] = {}
    for row, columns in enumerate(own):
        if columns:
            rows.setdefault(_led(leader, columns[0]), []).append(row)
    made = {name: _portion(programme, [*common, *found]) for name, found in rows.items()}
    return {
        column: made[name]
        for column in range(len(leader))
        if column not in programme.sizes and (name := _led(leader, column)) in made
    }


def _portion(programme: Programme, rows: Sequence[int]) -> Portion:
    columns = dict.fromkeys(column for row in rows for column in programme.rows[row])
    return Portion(programme, tuple(columns), rows)


def _led(leader: list[int], column: int) -> int:
    while leader[column] != column:
        leader[column] = leader[leader[column]]
        column = leader[column]
    return column
