"""How far each count can be from the truth: one programme, pushed until every target is open.

Shares no code with the audit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Protocol

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tests.attacks.names import Name, Sum

NOT, OTHERS = "not ", "others than "
"""Those few of whom it is not true: of a large number, and of a small one."""
FEW, NONE = "of few: ", "of few, not: "
"""What the few who are in one issue alone said, and what none of them did."""
NEAR = 1e-6
MOST = 20_000
"""More people than any board has."""
Interval = tuple[int, int]
Vector = NDArray[np.float64]


class Facts(Protocol):
    """All that is known: sums that are nought, sums that are so much at least, what is sought."""

    truth: Mapping[Name, int]
    equal: list[Sum]
    least: list[tuple[Sum, int]]
    targets: list[tuple[Sum, str]]

    def canonical(self, name: Name) -> Name: ...


@dataclass
class Found:
    solved: list[str] = field(default_factory=list)
    narrowed: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    """Groups of whom it is known that nearly everyone says the same."""
    told: list[str] = field(default_factory=list)
    """What is known of the few who are in one issue and not in another."""
    targets: int = 0

    @property
    def anything(self) -> list[str]:
        return [*self.narrowed, *self.present, *self.alike, *self.told]


def solved(facts: Facts) -> Found:
    found = Found(targets=len(facts.targets))
    for name, (lo, hi) in _intervals(facts):
        if name.startswith((FEW, NONE)):
            found.told += [name] * (lo > 0 if name.startswith(FEW) else hi < 1)
            continue
        if lo > 0:
            found.present.append(name)
        if hi - lo < 4:
            found.narrowed.append(name)
        if hi == lo:
            found.solved.append(name)
        if name.startswith(NOT) and hi <= 7:
            found.alike.append(name)
    return found


def _intervals(facts: Facts) -> Iterator[tuple[str, Interval]]:
    """The same sum, sought in the same way in several releases, is sought once."""
    if not facts.targets:
        return
    programme = Programme()
    for total in facts.equal:
        programme.add(_named(facts, total), 0, 0)
    for total, number in facts.least:
        programme.add(_named(facts, total), number, inf)
    places: dict[object, int] = {}
    sought: list[tuple[Sum, Sought]] = []
    where = []
    for total, name in facts.targets:
        own, how = _named(facts, total), Sought.of(name)
        place = places.setdefault((frozenset(own.items()), how), len(sought))
        if place == len(sought):
            sought.append((own, how))
        where.append(place)
    found = Reach(programme, facts, sought).pushed()
    yield from ((name, found[place]) for (_, name), place in zip(facts.targets, where, strict=True))


def _named(facts: Facts, total: Sum) -> Sum:
    own: Sum = {}
    for name, weight in total.items():
        same = facts.canonical(name)
        own[same] = own.get(same, 0) + weight
    return own


# ---------------------------------------------------------------- what is sought
@dataclass(frozen=True)
class Sought:
    """What an interval must leave open: nought, or `enough`, or both, and so many values."""

    down_to: int | None
    up_to: int | None
    values: int = 0

    @classmethod
    def of(cls, name: str) -> "Sought":
        if name.startswith(FEW):
            return cls(0, None)
        if name.startswith(NONE):
            return cls(None, 1)
        return cls(0, 8 if name.startswith(NOT) else 0, 4)


@dataclass
class Reach:
    """How far each target is known to reach, the truth to begin with."""

    programme: "Programme"
    facts: Facts
    sought: Sequence[tuple[Sum, Sought]]

    def pushed(self) -> list[Interval]:
        totals = self.programme.matrix(total for total, _ in self.sought)
        self._ready(totals)
        for sign in (1, -1) * 4:  # all at once, as often as that may help
            if (left := self._open(sign)).any():
                self._note(self.programme.least(sign * (left @ totals)))
        for place in range(len(self.sought)):
            for sign in (1, -1):
                if self._open(sign)[place]:
                    self._note(self.programme.least(sign * totals[[place]].toarray()[0]))
        return list(zip(self.lo.astype(int).tolist(), self.hi.astype(int).tolist(), strict=True))

    def _ready(self, totals: "csr_array") -> None:
        self.totals = totals
        true = [
            sum(weight * self.facts.truth.get(name, 0) for name, weight in total.items())
            for total, _ in self.sought
        ]
        self.lo, self.hi = np.array(true, float), np.array(true, float)
        each = [how for _, how in self.sought]
        self.down_to = np.array([inf if how.down_to is None else how.down_to for how in each])
        self.up_to = np.array([-inf if how.up_to is None else how.up_to for how in each])
        self.values = np.array([how.values for how in each])

    def _open(self, sign: int) -> NDArray[np.bool_]:
        """Which are not known to reach as far as they must, down or up."""
        if sign > 0:
            return np.asarray(self.lo > self.down_to)
        return np.asarray((self.hi < self.up_to) | (self.hi - self.lo < self.values))

    def _note(self, solution: Vector) -> None:
        found = self.totals @ solution
        self.lo = np.minimum(self.lo, np.ceil(found - NEAR))
        self.hi = np.maximum(self.hi, np.floor(found + NEAR))


# ---------------------------------------------------------------- the programme
class Programme:
    """Rows are kept once, with the narrowest bounds; each question begins where the last ended."""

    def __init__(self) -> None:
        self._places: dict[Name, int] = {}
        self._rows: dict[tuple[tuple[int, int], ...], tuple[float, float]] = {}
        self._highs: highspy.Highs | None = None

    def add(self, total: Sum, low: float, high: float) -> None:
        places = self._places
        row = [(places.setdefault(n, len(places)), w) for n, w in total.items() if w]
        if row and row[0][1] < 0 and low != high:  # one direction for both bounds
            row, low, high = [(c, -w) for c, w in row], -high, -low
        name = tuple(sorted(row))
        before = self._rows.get(name, (-inf, inf))
        self._rows[name] = max(low, before[0]), min(high, before[1])

    def matrix(self, totals: Iterable[Sum]) -> "csr_array":
        rows = [
            [(self._places.setdefault(n, len(self._places)), w) for n, w in total.items()]
            for total in totals
        ]
        return _matrix(rows, len(self._places))

    def least(self, costs: Vector) -> Vector:
        """Where they are smallest."""
        highs = self._highs or self._begun()
        highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        highs.run()
        status = highs.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, status
        return np.array(highs.getSolution().col_value)

    def _begun(self) -> highspy.Highs:
        """The largest and smallest numbers of each row; whoever is counted is counted once."""
        self._highs = highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
            highs.setOptionValue(name, value)
        width, rows = len(self._places), list(self._rows)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = width, len(rows)
        lp.col_cost_, lp.col_lower_ = np.zeros(width), np.zeros(width)
        lp.col_upper_ = np.full(width, float(MOST))
        lp.row_lower_ = np.array([self._rows[row][0] for row in rows])
        lp.row_upper_ = np.array([self._rows[row][1] for row in rows])
        by_row = _matrix(rows, width)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = by_row.indptr, by_row.indices
        lp.a_matrix_.value_ = by_row.data
        highs.passModel(lp)
        return highs


def _matrix(rows: Sequence[Sequence[tuple[int, int]]], width: int) -> "csr_array":
    starts = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    columns = np.array([column for row in rows for column, _ in row], np.int32)
    weights = np.array([weight for row in rows for _, weight in row], float)
    return csr_array((weights, columns, starts), shape=(len(rows), width))
