"""What a reader can work out: the interval left to each number by everything on the page.

From the rounded figures and the rules themselves the interval of every other figure follows, by
narrowing sum after sum until nothing moves. That finds, quickly, whatever one sum after another
gives away; programme.py then looks at all sums of all releases at once (R8).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from exports.disclosure.figures import AtLeast, Figure, Guard, State, Sum
from exports.disclosure.keys import EVERYONE, Key
from exports.disclosure.policy import Policy

MOST_PASSES = 200
MOST = 10**9
"""More people than any wave has: what is known of a number of which nothing is known."""


@dataclass(slots=True)
class Page:
    """All figures of a report and the sums that tie them.

    With `again`, the page is one that was released before: it shows exactly those numbers. A
    `ghost` was never printed: it holds everything that must stay unknown of a wave.
    """

    policy: Policy
    figures: list[Figure] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    orders: list[AtLeast] = field(default_factory=list)
    again: frozenset[Key] | None = None
    ghost: bool = False

    def figure(
        self, value: int, of: Figure, key: Key | None = None, *, is_base: bool = False
    ) -> Figure:
        """A number that the page would like to show: R2, R3 and R4 say whether it may.

        Of so few that nothing could be shown of them, the mark says nothing.
        """
        smallest = self.policy.smallest_group if is_base else self.policy.hide_up_to + 1
        few_both_ways = max(value, of.value - value) <= self.policy.hide_up_to
        hidden = State.LOW if value < smallest and not few_both_ways else State.COVERED
        shown = value >= smallest and not self.policy.hides(value, of.value)
        if self.again is not None:
            shown = key in self.again
        if self.ghost:
            shown, hidden = False, State.COVERED
        state = State.SHOWN if shown else hidden
        fixed = self.again is not None
        return self._add(Figure(value, of, state, is_base=is_base, fixed=fixed, key=key))

    def same(self, value: int, of: Figure, key: Key | None = None) -> Figure:
        """A base that every reader knows to be the whole of `of`."""
        return of if value == of.value else self.figure(value, of, key, is_base=True)

    def unprinted(self, value: int, of: Figure, key: Key | None = None) -> Figure:
        return self._add(Figure(value, of, State.UNPRINTED, key=key))

    def whole_wave(self, value: int) -> Figure:
        state = State.COVERED if self.ghost else State.SHOWN
        every = Figure(value, None, state, is_base=True, fixed=True, key=EVERYONE)
        return self._add(every)

    def tie(
        self, total: Figure, parts: Iterable[Figure], *, whole: bool = False, least: int = 0
    ) -> None:
        self.sums.append(Sum(total, tuple(parts), whole, least))

    def order(self, more: Iterable[Figure], fewer: Iterable[Figure]) -> None:
        """What holds of the answers by their nature; for the programme alone."""
        each = AtLeast(tuple(more), tuple(fewer))
        if each.holds:  # a person may have answered with what has no row any more
            self.orders.append(each)

    def _add(self, figure: Figure) -> Figure:
        self.figures.append(figure)
        return figure

    # ------------------------------------------------------------ what is exposed
    def protect(self) -> tuple[Figure, ...]:
        """Hide more until no sensitive figure is exposed. What could not be covered comes back."""
        while exposed := self.exposed():
            covered = [self._cover(figure) for figure in exposed]
            if not any(covered):
                return exposed
        return ()

    def exposed(self) -> tuple[Figure, ...]:
        """Hidden figures of which more can be worked out than they may tell."""
        self._work_out()
        return tuple(f for f in self.figures if not f.shown and self._told(f, f.lo, f.hi))

    def guards(self, figure: Figure) -> Iterator[Guard]:
        """What must stay open about a number, about those it is not true of, or about both.

        Where both are few, both are kept: counted with others, the one may be few no longer.
        """
        if figure.shown:
            return
        named, few = figure.state is not State.UNPRINTED, self.policy.hide_up_to
        small = figure.value <= (self.policy.smallest_group - 1 if figure.is_base else few)
        if small:
            yield Guard(self.policy.interval, named=named)
        if figure.of is not None and figure.rest <= few:
            beyond = 0 if small else few + 1
            yield Guard(self.policy.interval, named=named, of_rest=True, beyond=beyond)

    def _told(self, figure: Figure, lo: int, hi: int) -> bool:
        """Whether an interval tells too much of a figure, or of those it is not true of."""
        return any(not self._holds(each, figure, lo, hi) for each in self.guards(figure))

    @staticmethod
    def _holds(guard: Guard, figure: Figure, lo: int, hi: int) -> bool:
        if guard.of_rest and figure.of:
            lo, hi = max(figure.of.lo - hi, 0), figure.of.hi - lo
        return guard.holds(lo, hi)

    # ------------------------------------------------------------ working out
    def _work_out(self) -> None:
        for figure, lo, hi in self.each_alone():
            figure.lo, figure.hi = lo, min(hi, figure.of.hi) if figure.of else hi
        for _ in range(MOST_PASSES):
            moved = [each.narrow(self.policy.hide_up_to + 1) for each in self.sums]
            if not any(moved):
                return

    def each_alone(self) -> Iterator[tuple[Figure, int, int]]:
        """Each figure with the interval that it tells by itself."""
        lines = self._lines()
        for figure in self.figures:
            yield figure, *self._by_itself(figure, lines.get(id(figure), ()))

    def _lines(self) -> dict[int, list[Sum]]:
        lines: dict[int, list[Sum]] = {}
        for each in self.sums:
            for part in each.parts:
                lines.setdefault(id(part), []).append(each)
        return lines

    def _by_itself(self, figure: Figure, lines: Sequence[Sum]) -> tuple[int, int]:
        """What a figure tells alone.

        In a line where nothing is shown, a mark may as well stand for nearly everyone, so there
        it tells nothing; nor does it of a base that stands alone.
        """
        top = MOST if self.ghost else self.figures[0].value + self.policy.round_to
        if figure.shown:
            return self._behind(figure)
        told = bool(lines) or not figure.is_base
        if figure.state is State.LOW and told and all(any(p.shown for p in s.parts) for s in lines):
            small = self.policy.smallest_group - 1 if figure.is_base else self.policy.hide_up_to
            return 0, min(small, top)
        return 0, top

    def _behind(self, figure: Figure) -> tuple[int, int]:
        """Which exact numbers a shown one may stand for, the thresholds being known."""
        lo, hi = self.policy.behind(self.policy.round(figure.value))
        edge = self.policy.percent_base
        match figure.is_base, figure.value >= edge:
            case False, _:
                return max(lo, self.policy.hide_up_to + 1), hi
            case True, True:
                return max(lo, edge), hi
            case _:
                return max(lo, self.policy.smallest_group), min(hi, edge - 1)

    # ------------------------------------------------------------ covering
    def _cover(self, exposed: Figure) -> bool:
        """Hide one more number in each sum that gives this one away."""
        hidden = [self._hide_one(each) for each in self.sums if self._tells(each, exposed)]
        return any(hidden)

    def _tells(self, each: Sum, figure: Figure) -> bool:
        if figure is not each.total and figure not in each.parts:
            return False
        return self._told(figure, *each.implied(figure, self.policy.hide_up_to + 1))

    def _hide_one(self, each: Sum) -> bool:
        """The smallest number shown in the sum; if there is none, the totals above it."""
        if choice := [part for part in each.parts if part.shown and not part.fixed]:
            return min(choice, key=lambda part: self.policy.round(part.value)).hide()
        above = [s.total for s in self.sums if any(part in s.parts for part in each.parts)]
        hidden = [total.hide() for total in above]
        return any(hidden)
