"""Numbers that must stay open, and how far each is known to reach.

Solutions that push many of them at once show most to be safe: each is a way everything ever
released could have come about, so whatever it holds is possible.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import ceil, floor

from exports.disclosure.evidence import Exposed, Printed
from exports.disclosure.figures import Figure, Guard
from exports.disclosure.portions import Portion
from exports.disclosure.solver import NEAR

Values = Mapping[int, float]


@dataclass(slots=True)
class Watched:
    """A column that must stay open, and how far it is known to reach.

    `safe_apart`: its question by itself does not give it away.
    """

    column: int
    guard: Guard
    figures: Sequence[Figure]
    lo: float
    hi: float
    safe_apart: bool = False
    safe: bool = field(init=False)

    def __post_init__(self) -> None:
        self.safe = self.guard.holds(self.lo, self.hi)

    @property
    def low_enough(self) -> bool:
        return self.lo == 0 or (not self.guard.named and self.safe)

    @property
    def stuck(self) -> bool:
        """However far up it can go, it is not known to reach nought."""
        return self.guard.named and self.lo > 0

    def settled(self, sign: int) -> bool:
        """Whether to push it down, or up, is of no more use."""
        return self.low_enough if sign > 0 else self.safe or self.stuck

    def reach(self, value: float) -> None:
        """Only whole people count."""
        self.lo, self.hi = min(self.lo, ceil(value - NEAR)), max(self.hi, floor(value + NEAR))
        self.safe = self.guard.holds(self.lo, self.hi)

    def given_away(self, behind: Iterable[Printed]) -> Iterator[Exposed]:
        because = tuple({id(printed): printed for printed in behind}.values())
        yield from (Exposed(figure, because) for figure in self.figures)


def watch(column: int, guard: Guard, figures: Sequence[Figure]) -> Watched:
    """From the count as it is, which is possible to be sure."""
    value = figures[0].rest if guard.of_rest else figures[0].value
    return Watched(column, guard, figures, value, value)


def take_in(watched: Iterable[Watched], values: Values) -> None:
    """Of what is safe nothing more need be known."""
    for each in watched:
        if not each.safe:
            each.reach(values[each.column])


def push(solver: Portion, watched: Sequence[Watched], seen: Callable[[Values], None]) -> None:
    """Push all that are open at once, down and then up, for as long as what is `seen` helps.

    A number and those it is not true of apart: both at once would hold each other fast.
    """
    for of_rest, sign in product((False, True), (1, -1)):
        pushed = [each for each in watched if each.guard.of_rest is of_rest]
        while open_ := [each for each in pushed if not each.settled(sign)]:
            seen(solver.push({each.column: sign for each in open_}))
            if all(not each.settled(sign) for each in open_):
                break
