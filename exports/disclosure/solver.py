"""HiGHS, asked many questions about one programme, each begun where the last one ended.

Another question or looser bounds leave the last solution possible, so the next takes few steps:
some ten times fewer than a new programme for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.errors import AuditUnfinished

NEAR = 1e-6
"""How far from a whole number a solution may be and still be it."""
MOST_STEPS = 200_000
"""Of the simplex method, for one question. Hundreds are usual."""

MANY = 1500
"""From so many columns on, pushing many of them at once goes faster by the dual method."""
DUAL, PRIMAL = 1, 4
"""Which simplex method, as HiGHS counts them."""

Row = Mapping[int, int]
"""A weight for each column."""
Bounds = tuple[Sequence[float], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Found:
    """A solution; the columns and rows whose own bounds it is pressed against."""

    values: Mapping[int, float]
    columns: Sequence[int]
    rows: Sequence[int]


class Solver:
    """Asks one programme many questions. The solver is loaded at the first audit."""

    def __init__(self, rows: Sequence[Row], columns: Bounds, bounds: Bounds) -> None:
        import highspy  # noqa: PLC0415  # heavy, and only an audit needs it
        import numpy as np  # noqa: PLC0415

        self._np = np
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._best = highspy.HighsModelStatus.kOptimal
        self._settings()
        self._highs.passModel(self._programme(highspy.HighsLp(), rows, columns, bounds))
        self._all = (
            np.arange(len(columns[0]), dtype=np.int32),
            np.arange(len(rows), dtype=np.int32),
        )

    def _settings(self) -> None:
        for name, value in (
            ("output_flag", False),
            ("presolve", "off"),  # it would forget where the last question ended
            ("solver", "simplex"),
            ("threads", 1),
            ("simplex_iteration_limit", MOST_STEPS),
            ("primal_simplex_bound_perturbation_multiplier", 0.0),  # bounds are whole: fewer steps
        ):
            self._highs.setOptionValue(name, value)

    def _programme(self, lp: Any, rows: Sequence[Row], columns: Bounds, bounds: Bounds) -> Any:
        np = self._np
        lp.num_col_, lp.num_row_ = len(columns[0]), len(rows)
        lp.col_cost_ = np.zeros(len(columns[0]))
        lp.col_lower_, lp.col_upper_ = np.array(columns[0]), np.array(columns[1])
        lp.row_lower_, lp.row_upper_ = np.array(bounds[0]), np.array(bounds[1])
        lp.a_matrix_.format_ = type(lp.a_matrix_.format_).kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *map(len, rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([c for row in rows for c in row], np.int32)
        lp.a_matrix_.value_ = np.array([w for row in rows for w in row.values()], float)
        return lp

    def loosen(self, columns: Bounds, bounds: Bounds) -> None:
        """Other bounds for every column and row."""
        np, highs, (every_column, every_row) = self._np, self._highs, self._all
        low, high = np.array(columns[0], float), np.array(columns[1], float)
        highs.changeColsBounds(len(low), every_column, low, high)
        low, high = np.array(bounds[0], float), np.array(bounds[1], float)
        highs.changeRowsBounds(len(low), every_row, low, high)

    def least(self, objective: Row) -> Found:
        """Where the objective is smallest, and why. Raises AuditUnfinished."""
        found = self._solved(objective, PRIMAL)
        columns = self._np.flatnonzero(self._np.abs(found.col_dual) > NEAR)
        rows = self._np.flatnonzero(self._np.abs(found.row_dual) > NEAR)
        return Found(dict(enumerate(found.col_value)), columns.tolist(), rows.tolist())

    def push(self, objective: Row) -> Sequence[float]:
        """Where the objective is smallest. Raises AuditUnfinished."""
        method = DUAL if len(self._all[0]) >= MANY else PRIMAL
        values: Sequence[float] = self._solved(objective, method).col_value
        return values

    def _solved(self, objective: Row, method: int) -> Any:
        """Raises AuditUnfinished if no answer was found."""
        np, highs, (every, _) = self._np, self._highs, self._all
        costs = np.zeros(len(every))
        costs[list(objective)] = list(objective.values())
        highs.changeColsCost(len(every), every, costs)
        highs.setOptionValue("simplex_strategy", method)
        highs.run()
        if highs.getModelStatus() != self._best:
            raise AuditUnfinished
        return highs.getSolution()
