"""What is hidden of a wave, and what would become visible if neighbours were counted together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.disclosure.joins import joins, pairs
from exports.disclosure.layout import Layout
from exports.disclosure.ledger import Wanted, rule
from exports.errors import ReleaseClash
from surveys.releases import Release


@dataclass(frozen=True, slots=True)
class Visible:
    """Of the numbers by group so many, and so many shown. `join` is what it takes, or empty.

    Of what stands now it is what has been joined.
    """

    join: str
    cells: int
    shown: int

    @property
    def share(self) -> float:
        return self.shown / self.cells if self.cells else 0.0


def propose(wanted: Wanted, earlier: Sequence[Release]) -> tuple[Visible, ...]:
    """First as it stands; then each join that shows a larger share, the best first.

    Everything is laid out and audited beside the ledger as if it were released; nothing is.
    """
    now = _visible(wanted, earlier, "")
    tried = [_visible(_with(wanted, pair), earlier, pair) for pair in pairs(wanted.survey)]
    better = [each for each in tried if each.share > now.share]
    return (now, *sorted(better, key=lambda each: -each.share))


def _with(wanted: Wanted, pair: str) -> Wanted:
    return replace(wanted, joins=joins(wanted.survey, [pair]))


def _visible(wanted: Wanted, earlier: Sequence[Release], join: str) -> Visible:
    try:
        ruling = rule(wanted, earlier)
    except ReleaseClash:
        return Visible(join, 0, 0)
    if ruling is None:
        return Visible(join, 0, 0)
    done = (f"{by}={a}+{b}" for by, pairs_ in ruling.decided.joins.items() for a, b in pairs_)
    return _counted(ruling.decided.layout(wanted.survey), join or " ".join(done))


def _counted(layout: Layout, join: str) -> Visible:
    lines = [line for division in layout.divisions.values() for line in division.values()]
    cells = [cell for line in lines for cell in line]
    return Visible(join, len(cells), sum(cell.shown for cell in cells))
