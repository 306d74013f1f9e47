"""The audit (R8): which hidden numbers can be worked out from everything ever released.

A hidden number is safe if it can still be nought and as many other values as it must; whoever
solves the programme finds no more. What a single sum gives away is found without solving
anything. Solutions that push many hidden numbers at once show most of them to be safe, since the
counts as they are solve the programme, too: first question by question, which is quick, then all
at once, each time with another go at every question with groups as large as they came out. Only
what is left is asked about one by one. So what is exposed does not depend on what was pushed;
which of several proofs comes first does. What is known to be safe stays so while a page hides
more.

Audits run in a process of their own, where HiGHS is loaded. One that cannot finish refuses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import ceil, floor

from exports.disclosure.evidence import Evidence, Exposed, Printed
from exports.disclosure.portions import Portion, portions, whole
from exports.disclosure.programme import INFINITE, Programme
from exports.disclosure.solver import NEAR
from exports.disclosure.watched import Values, Watched, push, take_in, watch

_Implied = tuple[Iterable[int], Iterable[int], tuple[float, float]]
"""Columns and rows, and what they say together."""


class Audit:
    """Of the last of these releases beside the others; asked again after its page hid more."""

    def __init__(self, releases: Sequence[Evidence]) -> None:
        self._programme, self._last = Programme(releases), releases[-1]
        self._watched = [watch(*at, figures) for at, figures in self._programme.guarded.items()]
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

    def _by_a_sum(self, each: Watched) -> Iterator[tuple[Printed, ...]]:
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
        self._push_apart(self._watched, self._programme.people)
        if told := self._by_question():
            return told
        solver = self._whole.ready()
        self._push_together(solver)
        return tuple(e for w in self._watched for e in self._ask(solver, w))

    def _push_apart(self, watched: Iterable[Watched], sizes: Mapping[int, float]) -> None:
        """Question by question, with groups of just these sizes, which are possible."""
        if sizes.keys() >= self._programme.sizes:
            for portion, some in self._open(watched).items():
                push(portion.ready(sizes), some, partial(take_in, some))

    def _open(self, watched: Iterable[Watched]) -> dict[Portion, list[Watched]]:
        self._portions = self._portions or portions(self._programme)
        found: dict[Portion, list[Watched]] = {}
        for each in watched:
            if not each.safe and each.column in self._portions:
                found.setdefault(self._portions[each.column], []).append(each)
        return found

    def _by_question(self) -> tuple[Exposed, ...]:
        """What a question by itself gives away, where the last release can hide a part of it."""
        found = [
            e
            for portion, watched in self._open(self._watched).items()
            for each in _left_apart(portion.ready(), watched)
            for e in self._ask(portion, each)
        ]
        return tuple(each for each in found if self._can_cover(each.because))

    def _push_together(self, solver: Portion) -> None:
        """All questions; then each apart again, with groups as large as they came out.

        What a question by itself gives away is left aside: it would only hold the others fast.
        """
        left = [w for w in self._watched if w.safe_apart or w.column not in self._portions]

        def seen(values: Values) -> None:
            take_in(self._watched, values)
            self._push_apart(left, self._whole_people(values))

        push(solver, left, seen)

    def _whole_people(self, values: Values) -> Mapping[int, float]:
        """The sizes of groups, where they came out as whole numbers."""
        found = {column: round(values[column]) for column in self._programme.sizes}
        return {column: n for column, n in found.items() if abs(values[column] - n) < NEAR}

    def _ask(self, solver: Portion, each: Watched) -> Iterator[Exposed]:
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


def _left_apart(portion: Portion, watched: Iterable[Watched]) -> list[Watched]:
    """Those that no push shows to be safe as far as their own question goes."""
    asked = [each for each in watched if not each.safe_apart]
    tried = [replace(each) for each in asked]
    push(portion, tried, partial(take_in, tried))
    for each, found in zip(asked, tried, strict=True):
        each.safe_apart = found.safe
    return [each for each in asked if not each.safe_apart]
