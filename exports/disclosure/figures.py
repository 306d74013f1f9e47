"""Numbers of a page, exact and as a reader sees them, and the sums that tie them.

A `Figure` is one number, on the page or not; a `Sum` says that parts make up a total, as every
reader knows; a `Guard` says what must stay open about a number.
"""

from dataclasses import dataclass
from enum import Enum, auto

from exports.disclosure.keys import Key


class State(Enum):
    SHOWN = auto()
    LOW = auto()
    """Hidden because it is small."""
    COVERED = auto()
    """Hidden for any other reason; the page does not tell which."""
    UNPRINTED = auto()
    """Nowhere on the page, yet it follows from what is, more or less closely."""


@dataclass(slots=True, eq=False)
class Figure:
    """One exact number and what the page says of it.

    `of` is its base (None: the whole wave); `is_base` if it is one itself; `fixed` may not be
    hidden. `lo` and `hi` are what is known so far. `key` says what it is of.
    """

    value: int
    of: "Figure | None"
    state: State
    is_base: bool = False
    fixed: bool = False
    lo: int = 0
    hi: int = 0
    key: Key | None = None

    @property
    def shown(self) -> bool:
        return self.state is State.SHOWN

    @property
    def rest(self) -> int:
        """How many of its base it is not true of."""
        return self.of.value - self.value if self.of else self.value

    def hide(self) -> bool:
        """Whether there was something to hide."""
        if self.fixed or not self.shown:
            return False
        self.state = State.COVERED
        return True

    def clip(self, lo: int, hi: int) -> bool:
        """Draw the interval in; whether it moved."""
        before = self.lo, self.hi
        self.lo, self.hi = max(self.lo, lo), min(self.hi, hi)
        return before != (self.lo, self.hi)


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """`total` is exactly the sum of `parts`. With `whole`, it is also the base of each of them.

    `least` is what the total must be for any of its parts to be shown.
    """

    total: Figure
    parts: tuple[Figure, ...]
    whole: bool = False
    least: int = 0

    @property
    def told(self) -> int:
        """R5 read backwards: what is divided was said by enough people."""
        return self.least if any(part.shown for part in self.parts) else 0

    def narrow(self, gap: int) -> bool:
        """Draw every interval in as far as this sum allows; whether one moved."""
        low, high = sum(p.lo for p in self.parts), sum(p.hi for p in self.parts)
        moved = self.total.clip(max(low, self.told), high)
        for part in self.parts:
            moved |= part.clip(self.total.lo - high + part.hi, self.total.hi - low + part.lo)
        return (self.whole and self._narrow_gap(gap)) or moved

    def _narrow_gap(self, gap: int) -> bool:
        """R4 read backwards: whatever is shown, at least `gap` others are in its base."""
        moved = False
        for part in self.parts:
            if part.shown:
                moved |= part.clip(part.lo, self.total.hi - gap)
                moved |= self.total.clip(part.lo + gap, self.total.hi)
        for part in (rest := self._beside_the_only_one()):
            moved |= part.clip(gap - sum(other.hi for other in rest if other is not part), part.hi)
        return moved

    def _beside_the_only_one(self) -> tuple[Figure, ...]:
        """The hidden parts, where just one is shown: they alone make up the gap."""
        hidden = tuple(part for part in self.parts if not part.shown)
        return hidden if len(hidden) == len(self.parts) - 1 else ()

    def implied(self, figure: Figure, gap: int) -> tuple[int, int]:
        """What this sum alone says of one of its figures, given the intervals of the others."""
        if figure is self.total:
            return sum(p.lo for p in self.parts), sum(p.hi for p in self.parts)
        others = [part for part in self.parts if part is not figure]
        lo = self.total.lo - sum(p.hi for p in others)
        if self.whole and figure in (rest := self._beside_the_only_one()):
            lo = max(lo, gap - sum(other.hi for other in rest if other is not figure))
        return max(lo, 0), self.total.hi - sum(p.lo for p in others)


@dataclass(frozen=True, slots=True, eq=False)
class AtLeast:
    """`more` together are not fewer than `fewer` together, as every reader knows."""

    more: tuple[Figure, ...]
    fewer: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        return sum(f.value for f in self.more) >= sum(f.value for f in self.fewer)


@dataclass(frozen=True, slots=True)
class Guard:
    """What an interval must leave open.

    It is the interval of those it is not true of, if `of_rest`: where nearly everyone is counted,
    it must reach `beyond` a small number, too. A number that nobody printed (not `named`) lumps
    answers together: it may be known not to be nought.
    """

    interval: int
    named: bool
    of_rest: bool = False
    beyond: int = 0

    def holds(self, lo: float, hi: float) -> bool:
        if lo > 0 and self.named:
            return False
        return hi - lo + 1 >= self.interval and hi >= self.beyond
