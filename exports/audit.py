"""The audit (R8): which hidden numbers can be worked out from everything ever released.

A hidden number is safe if it can still be nought and as many other values as it must; whoever
solves the programme finds no more. What a single sum gives away is found without solving
anything. Then a handful of solutions that push all hidden numbers at once show most of them to
be safe, since the counts as they are solve the programme, too; only what is left is asked about
one by one. What is known to be safe stays so while a page hides more.

Audits run in a process of their own, where HiGHS is loaded. One that cannot finish refuses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor

from exports.bounds import Figure, Guard
from exports.evidence import Evidence, Exposed, Printed
from exports.portions import Portion, portions, whole
from exports.programme import INFINITE, Programme
from exports.solver import NEAR

_Implied = tuple[Iterable[int], Iterable[int], tuple[float, float]]
"""Columns and rows, and what they say together."""


@dataclass(slots=True)
class _Watched:
    """A column that must stay open, and how far it is known to reach.

    `safe_apart`: its question by itself does not give it away.
    """

    column: int
    guard: Guard
    figures: Sequence[Figure]
    lo: float
    hi: float
    safe_apart: bool = False

    @property
    def safe(self) -> bool:
        return self.guard.holds(self.lo, self.hi)

    @property
    def low_enough(self) -> bool:
        return self.lo == 0 or (not self.guard.named and self.safe)

    def settled(self, sign: int) -> bool:
        return self.low_enough if sign > 0 else self.safe

    def reach(self, value: float) -> None:
        """Only whole people count."""
        self.lo, self.hi = min(self.lo, ceil(value - NEAR)), max(self.hi, floor(value + NEAR))

    def given_away(self, behind: Iterable[Printed]) -> Iterator[Exposed]:
        because = tuple({id(printed): printed for printed in behind}.values())
        yield from (Exposed(figure, because) for figure in self.figures)


class Audit:
    """Of the last of these releases beside the others; asked again after its page hid more."""

    def __init__(self, releases: Sequence[Evidence]) -> None:
        self._programme, self._last = Programme(releases), releases[-1]
        self._watched = [_watched(*each) for each in self._programme.guarded.items()]
        self._whole = whole(self._programme)
        self._portions: Mapping[int, Portion] = {}
        self._rows_of: dict[int, list[int]] = {}
        for number, row in enumerate(self._programme.rows):
            for column in row:
                self._rows_of.setdefault(column, []).append(number)

    def exposed(self) -> tuple[Exposed, ...]:
        """Hidden numbers that are not safe, with what gives each away; none if all are safe.

        Where a quicker look finds some that can be covered, those alone. Raises AuditUnfinished.
        """
        self._programme.read()
        if all(each.safe for each in self._watched):
            return ()
        return self._at_a_glance() or self._solved()

    # ------------------------------------------------------------ single sums
    def _at_a_glance(self) -> tuple[Exposed, ...]:
        """What one sum alone gives away, where the last release can hide a part of it."""
        open_ = [each for each in self._watched if not each.safe]
        proofs = ((each, next(self._by_a_sum(each), None)) for each in open_)
        return tuple(e for each, proof in proofs if proof for e in each.given_away(proof))

    def _by_a_sum(self, each: _Watched) -> Iterator[tuple[Printed, ...]]:
        for columns, rows, (lo, hi) in self._implied(each.column):
            if not each.guard.holds(lo, hi):
                because = tuple(self._programme.behind(columns, rows))
                if self._can_cover(because):
                    yield because

    def _can_cover(self, because: Iterable[Printed]) -> bool:
        own = (printed.figure for printed in because if printed.evidence is self._last)
        return any(figure.shown and not figure.fixed for figure in own)

    def _implied(self, column: int) -> Iterator[_Implied]:
        """What each row, and each difference of two columns, says of a column."""
        known = self._programme.columns
        for number in self._rows_of.get(column, ()):
            yield self._programme.rows[number], (number,), self._by_row(number, column)
        for both, other in self._programme.differences(column):
            low, high = known.low[both] - known.high[other], known.high[both] - known.low[other]
            yield (both, other), (), (low, high)

    def _by_row(self, number: int, column: int) -> tuple[float, float]:
        known, bounds = self._programme.columns, self._programme.bounds
        row = self._programme.rows[number]
        low, high = bounds.low[number], bounds.high[number]
        for other, weight in row.items():
            if other != column:
                ends = weight * known.low[other], weight * known.high[other]
                low, high = low - max(ends), high - min(ends)
        ends = low / row[column], high / row[column]
        return max(known.low[column], min(ends)), min(known.high[column], max(ends))

    # ------------------------------------------------------------ all sums at once
    def _solved(self) -> tuple[Exposed, ...]:
        self._push_apart()
        solver = self._whole.ready()
        self._push(solver, self._watched)
        return self._by_question() or tuple(e for w in self._watched for e in self._ask(solver, w))

    def _push_apart(self) -> None:
        """Question by question, with groups as large as they are."""
        sizes = self._programme.people
        if sizes.keys() >= self._programme.sizes:
            for portion, watched in self._open().items():
                self._push(portion.ready(sizes), watched)

    def _open(self) -> dict[Portion, list[_Watched]]:
        self._portions = self._portions or portions(self._programme)
        found: dict[Portion, list[_Watched]] = {}
        for each in self._watched:
            if not each.safe and each.column in self._portions:
                found.setdefault(self._portions[each.column], []).append(each)
        return found

    @staticmethod
    def _push(solver: Portion, watched: Sequence[_Watched]) -> None:
        """Push all that are open at once, down and then up, for as long as that helps.

        A number and those it is not true of apart: both at once would hold each other fast. Of
        what is safe nothing more need be known.
        """
        for of_rest, sign in product((False, True), (1, -1)):
            pushed = [each for each in watched if each.guard.of_rest is of_rest]
            while open_ := [each for each in pushed if not each.settled(sign)]:
                values = solver.push({each.column: sign for each in open_})
                watched = [each for each in watched if not each.safe]
                for each in watched:
                    each.reach(values[each.column])
                if all(not each.settled(sign) for each in open_):
                    break

    def _by_question(self) -> tuple[Exposed, ...]:
        """What a question by itself gives away, where the last release can hide a part of it."""
        asked = [(portion.ready(), watched) for portion, watched in self._open().items()]
        found = (
            e
            for portion, watched in asked
            for each in watched
            if not each.safe_apart
            for e in self._ask(portion, each)
        )
        return tuple(each for each in found if self._can_cover(each.because))

    def _ask(self, solver: Portion, each: _Watched) -> Iterator[Exposed]:
        """The whole tells how far a number reaches; a portion only how far it does not."""
        if each.safe:
            return
        asked = [solver.least({each.column: 1})]
        lo, hi = asked[0].values[each.column], INFINITE
        if each.guard.holds(ceil(lo - NEAR), hi):
            asked.append(solver.least({each.column: -1}))
            hi = asked[1].values[each.column]
        if solver is self._whole:
            for found in asked:
                each.reach(found.values[each.column])
        if each.guard.holds(ceil(lo - NEAR), floor(hi + NEAR) if hi < INFINITE else hi):
            each.safe_apart = True
        else:
            behind = (p for a in asked for p in self._programme.behind(a.columns, a.rows))
            yield from each.given_away(behind)


def _watched(place: tuple[int, Guard], figures: Sequence[Figure]) -> _Watched:
    column, guard = place
    value = figures[0].rest if guard.of_rest else figures[0].value
    return _Watched(column, guard, figures, value, value)
