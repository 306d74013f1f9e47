"""R8: hide more, until nothing that was ever released gives a small number away.

First sum after sum (bounds.py, quick), then everything at once (audit.py), in turns. What is
hidden is always a number that the proof of an exposure rests on. If that is not enough, the
numbers tied to what is exposed go, then a whole breakdown; then the release is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.disclosure.audit import Audit
from exports.disclosure.bounds import Page
from exports.disclosure.evidence import Evidence, Exposed
from exports.disclosure.figures import Figure, State
from exports.errors import ReleaseClash

Lines = Sequence[Sequence[Figure]]
"""Each measure over the groups: where a single group is shown, there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the readers of a release have already, and how they know it from the earlier ones."""

    own: Evidence
    earlier: tuple[Evidence, ...] = ()


class Exposing(ReleaseClash):
    """No coarser form of this page is safe beside the earlier releases. Use one of those."""

    def __init__(self, exposed: tuple[Exposed, ...]) -> None:
        super().__init__()
        self.exposed = exposed


def settle(page: Page, lines: Lines, past: Past | None = None) -> None:
    """Raises Exposing if no coarser form is safe beside the earlier releases; AuditUnfinished."""
    known = past or Past(Evidence(page))
    _sum_after_sum(page, lines)
    audit = Audit((*known.earlier, known.own))
    while exposed := _ours(page, audit.exposed()):
        if not sum(_cover(page, each) for each in exposed):
            _withdraw_for(page, exposed)
        _sum_after_sum(page, lines)


def _ours(page: Page, exposed: Sequence[Exposed]) -> list[Exposed]:
    """Those that this page has a part in: what earlier ones give away it cannot take back."""
    return [each for each in exposed if any(p.evidence.page is page for p in each.because)]


def _sum_after_sum(page: Page, lines: Lines) -> None:
    """Cover what is exposed, until that leaves no line with a single group shown."""
    page.protect()
    while lonely := [cells for cells in lines if sum(c.shown for c in cells) == 1]:
        if not sum(hide(cells) for cells in lonely):
            break
        page.protect()
    for left in page.exposed():
        _withdraw(page, left)


def _cover(page: Page, exposed: Exposed) -> bool:
    """Hide the smallest number of this page that the exposure rests on; rather not a base."""
    own = [printed.figure for printed in exposed.because if printed.evidence.page is page]
    if any(figure.state is State.COVERED for figure in own):
        return True  # just now, for another exposure: this one has to be looked at again
    choice = [figure for figure in own if figure.shown and not figure.fixed]
    if not choice:
        return False
    return min(choice, key=lambda f: (f.is_base, page.policy.round(f.value))).hide()


def _withdraw_for(page: Page, exposed: Sequence[Exposed]) -> None:
    own = [each for each in exposed if any(each.figure is figure for figure in page.figures)]
    if sum(_withdraw(page, each.figure) for each in own):
        return
    bases = {
        printed.figure.key.by
        for each in exposed
        for printed in each.because
        if printed.evidence.page is page and printed.figure.key
    }
    if not sum(_drop_breakdown(page, by) for by in bases if by):
        raise Exposing(tuple(exposed))


def _withdraw(page: Page, exposed: Figure) -> bool:
    """Doubt goes to the safer side: what cannot be covered takes all it is tied to with it."""
    tied = [each for each in page.sums if exposed is each.total or exposed in each.parts]
    return sum(hide((each.total, *each.parts)) for each in tied) > 0


def _drop_breakdown(page: Page, by: str) -> bool:
    gone = [f for f in page.figures if f.shown and f.key and f.key.by == by]
    for figure in gone:
        figure.fixed = False
    return hide(gone)


def hide(figures: Iterable[Figure]) -> bool:
    """Whether there was something to hide."""
    return sum(figure.hide() for figure in figures) > 0
