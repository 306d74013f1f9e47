"""The audit (R8): everything ever released, as one linear programme.

The unknowns are the counts behind the numbers. What was printed, and the rules by which it was
printed, bound them; the sums that every reader knows tie them. A hidden number is safe if it can
still be nought and as many other values as it must; whoever solves the programme finds no more.

The counts as they are solve it, too. So most hidden numbers are shown to be safe by a handful of
solutions that push all of them at once; only what is left is asked about one by one. SciPy is
loaded here, at the first audit, and nowhere else: audits run in a process of their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from exports.bounds import Figure, Guard, Page, State
from exports.keys import Key

NEAR = 1e-6
"""How far from a whole number a solution may be and still be it."""


class Term(NamedTuple):
    """A count that cannot be divided further: of one wave, as it stood then, in one group."""

    wave: str
    edition: str
    key: Key


@dataclass(frozen=True, slots=True)
class Evidence:
    """One release as its readers have it.

    `editions` names, by wave, the state in which its counts were, by question; what was counted
    alike has the same name in every release.
    """

    page: Page
    name: str = ""
    editions: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {"": {}})


@dataclass(frozen=True, slots=True)
class Printed:
    """A number of a release, or the mark in its place, that an exposure rests on."""

    evidence: Evidence
    figure: Figure


@dataclass(frozen=True, slots=True)
class Exposed:
    """A hidden number that can be worked out, and the printed ones that give it away."""

    figure: Figure
    because: tuple[Printed, ...]


@dataclass(slots=True)
class _Watched:
    """A column that must stay open, and how far it is known to reach."""

    column: int
    figure: Figure
    guard: Guard
    lo: float
    hi: float

    @property
    def safe(self) -> bool:
        return self.guard.holds(self.lo, self.hi)

    @property
    def low_enough(self) -> bool:
        return self.lo == 0 or (not self.guard.named and self.safe)

    def reach(self, value: float) -> None:
        self.lo, self.hi = min(self.lo, round(value)), max(self.hi, round(value))


class Programme:
    """Columns, rows and bounds, and the questions put to them."""

    def __init__(self, releases: Sequence[Evidence]) -> None:
        self._atoms = _atoms(releases)
        self._columns: dict[frozenset[Term], int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.equal: list[dict[int, int]] = []
        self.least: list[tuple[dict[int, int], int]] = []
        self._printed: dict[int, list[Printed]] = {}
        self._by_gap: list[Printed | None] = []
        self.watched: list[_Watched] = []
        for evidence in releases:
            self._add(evidence)
        for one, other in _pairs(releases):
            self._tie_editions(one, other)

    # ------------------------------------------------------------ what is known
    def _add(self, evidence: Evidence) -> None:
        for figure, lo, hi in evidence.page.each_alone():
            column = self._column(evidence, figure)
            self.low[column] = max(self.low[column], lo)
            self.high[column] = min(self.high[column], hi)
            if figure.state in {State.SHOWN, State.LOW}:
                self._printed.setdefault(column, []).append(Printed(evidence, figure))
            self._within(evidence, figure, column)
        for each in evidence.page.sums:
            total = self._column(evidence, each.total)
            self.low[total] = max(self.low[total], each.told)
            self._equals(total, [self._column(evidence, part) for part in each.parts])
        for figure in evidence.page.figures:
            if guard := evidence.page.guarded(figure):
                self._watch(evidence, figure, guard)

    def _within(self, evidence: Evidence, figure: Figure, column: int) -> None:
        """Nobody is counted who is not in the base; a shown number leaves enough of it (R4)."""
        if figure.of is None:
            return
        base = self._column(evidence, figure.of)
        gap = evidence.page.policy.hide_up_to + 1 if figure.shown else 0
        if base != column:
            self.least.append(({base: 1, column: -1}, gap))
            self._by_gap.append(Printed(evidence, figure) if figure.shown else None)

    def _watch(self, evidence: Evidence, figure: Figure, guard: Guard) -> None:
        column, value = self._column(evidence, figure), figure.value
        if guard.of_rest and figure.of:
            base, value = self._column(evidence, figure.of), figure.rest
            rest = self._new_column()
            self._equals(base, [column, rest])
            column = rest
        self.watched.append(_Watched(column, figure, guard, value, value))

    def _tie_editions(self, one: Evidence, other: Evidence) -> None:
        """R1 read backwards: what is shown alike in two issues has not changed at all."""
        shown = {figure.key: figure for figure in one.page.figures if figure.shown}
        for figure in other.page.figures:
            same = shown.get(figure.key)
            if figure.shown and same and same.value == figure.value:
                before, after = self._column(one, same), self._column(other, figure)
                if before != after:
                    self._equals(before, [after])

    # ------------------------------------------------------------ columns
    def _column(self, evidence: Evidence, figure: Figure) -> int:
        terms = frozenset(self._terms(evidence, figure))
        if terms not in self._columns:
            self._columns[terms] = self._new_column()
            if len(terms) > 1:
                parts = [self._atom(term) for term in sorted(terms)]
                self._equals(self._columns[terms], parts)
        return self._columns[terms]

    def _atom(self, term: Term) -> int:
        alone = frozenset([term])
        if alone not in self._columns:
            self._columns[alone] = self._new_column()
        return self._columns[alone]

    def _new_column(self) -> int:
        self.low.append(0.0)
        self.high.append(float("inf"))
        return len(self.low) - 1

    def _terms(self, evidence: Evidence, figure: Figure) -> Iterator[Term]:
        key = figure.key or Key(str(id(figure)))
        for wave, editions in evidence.editions.items():
            for groups in self._atoms.get((wave, key.by), {}).get(key.groups, (key.groups,)):
                yield Term(wave, editions.get(key.question, ""), key._replace(groups=groups))

    def _equals(self, total: int, parts: Iterable[int]) -> None:
        row = dict.fromkeys(parts, -1)
        if total not in row:
            self.equal.append({total: 1, **row})

    # ------------------------------------------------------------ what follows
    def exposed(self) -> tuple[Exposed, ...]:
        """Every hidden number that is not safe, with what gives it away."""
        if not self.watched:
            return ()
        solver = _Solver(self)
        self._push(solver, 1)
        self._push(solver, -1)
        return tuple(found for each in self.watched if (found := self._ask(solver, each)))

    def _push(self, solver: "_Solver", sign: int) -> None:
        """Push all that are open at once, down (1) or up (-1), for as long as that helps."""
        while open_ := [w for w in self.watched if not (w.low_enough if sign > 0 else w.safe)]:
            values = solver.solve({w.column: sign for w in open_}).values
            for each in self.watched:
                each.reach(values[each.column])
            if all(not (w.low_enough if sign > 0 else w.safe) for w in open_):
                return

    def _ask(self, solver: "_Solver", each: _Watched) -> Exposed | None:
        because: dict[int, Printed] = {}
        for sign in (1, -1):
            if not each.safe:
                found = solver.solve({each.column: sign})
                each.reach(found.values[each.column])
                because |= {id(printed): printed for printed in self._behind(found)}
        return None if each.safe else Exposed(each.figure, tuple(because.values()))

    def _behind(self, found: "_Found") -> Iterator[Printed]:
        """The printed numbers that a bound rests on: those whose own bounds are pressed."""
        for column in found.pressed:
            yield from self._printed.get(column, ())
        yield from (printed for row in found.gaps if (printed := self._by_gap[row]))


@dataclass(frozen=True, slots=True)
class _Found:
    values: Sequence[float]
    pressed: Sequence[int]
    gaps: Sequence[int]


class _Solver:
    """HiGHS, with the rows made once."""

    def __init__(self, programme: Programme) -> None:
        import numpy as np  # noqa: PLC0415  # heavy, and only an audit needs it
        from scipy.optimize import linprog  # noqa: PLC0415
        from scipy.sparse import csr_array  # noqa: PLC0415

        self._np, self._linprog = np, linprog
        width = len(programme.low)

        def matrix(rows: Sequence[Mapping[int, int]]) -> Any:
            at = [(n, column) for n, row in enumerate(rows) for column in row]
            data = [float(value) for row in rows for value in row.values()]
            places = ([r for r, _ in at], [c for _, c in at])
            return csr_array((data, places), shape=(len(rows), width))

        self._equal = matrix(programme.equal) if programme.equal else None
        self._least = matrix([row for row, _ in programme.least]) if programme.least else None
        self._numbers = [float(-number) for _, number in programme.least]
        self._bounds = np.array([programme.low, programme.high]).T
        self._width = width

    def solve(self, objective: Mapping[int, int]) -> _Found:
        """The smallest value of the objective. Raises ArithmeticError if there is none."""
        np = self._np
        costs = np.zeros(self._width)
        for column, weight in objective.items():
            costs[column] = weight
        rows = {} if self._least is None else {"A_ub": -self._least, "b_ub": self._numbers}
        if self._equal is not None:
            rows |= {"A_eq": self._equal, "b_eq": np.zeros(self._equal.shape[0])}
        done = self._linprog(costs, bounds=self._bounds, method="highs-ds", **rows)
        if done.status != 0:
            raise ArithmeticError(f"the audit has no answer: {done.message}")
        pressed = np.abs(done.lower.marginals) + np.abs(done.upper.marginals) > NEAR
        gaps = np.abs(done.ineqlin.marginals) > NEAR
        return _Found(
            done.x.tolist(), np.flatnonzero(pressed).tolist(), np.flatnonzero(gaps).tolist()
        )


# ---------------------------------------------------------------- groups cut alike
def _pairs(releases: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    for place, one in enumerate(releases):
        for other in releases[place + 1 :]:
            if one.editions.keys() == other.editions.keys():
                yield one, other


Cut = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]


def _atoms(releases: Sequence[Evidence]) -> dict[tuple[str, str], Cut]:
    """By wave and breakdown, how each group of any release is made up of pieces all can share."""
    groups: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for evidence in releases:
        for figure in evidence.page.figures:
            if figure.key and figure.key.groups:
                for wave in evidence.editions:
                    groups.setdefault((wave, figure.key.by), set()).add(figure.key.groups)
    return {name: _cut(each) for name, each in groups.items()}


def _cut(groups: set[tuple[str, ...]]) -> Cut:
    options = {option for group in groups for option in group}
    inside = {o: frozenset(g for g in groups if o in g) for o in options}
    pieces: dict[frozenset[tuple[str, ...]], list[str]] = {}
    for option in sorted(options):
        pieces.setdefault(inside[option], []).append(option)
    return {
        group: tuple(tuple(piece) for among, piece in pieces.items() if group in among)
        for group in groups
    }
