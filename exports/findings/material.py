"""What one report is made of. Exact: no renderer may see it."""

from dataclasses import dataclass, replace
from datetime import date

from exports.brief import Brief
from exports.disclosure.decided import Decided
from exports.findings.changes import Before
from exports.findings.decisions import Before as MeetingBefore
from exports.findings.evaluations import Evaluated
from exports.findings.promises import Did
from exports.legible import legible
from exports.undertaken import Action
from surveys.office.work import Work
from surveys.records import Wave
from surveys.themes.codebook import Codebook
from surveys.themes.records import Quote

PLAIN = Brief()
NO_WORK = Work()


@dataclass(frozen=True, slots=True)
class Material:
    """All that a report is made of, and small: it can go to another process. Exact: never shown."""

    wave: Wave
    decided: Decided
    today: date
    organisation: str
    brief: Brief = PLAIN
    done: tuple[Did, ...] = ()
    actions: tuple[Action, ...] = ()
    acted: frozenset[str] = frozenset()
    book: Codebook | None = None
    quotes: tuple[Quote, ...] = ()
    before: Before | None = None
    earlier: tuple[Before, ...] = ()
    work: Work = NO_WORK
    evaluations: tuple[Evaluated, ...] = ()
    meeting_before: MeetingBefore | None = None

    def legible(self) -> "Material":
        """What people and officers typed, without what a file cannot hold."""
        return replace(
            self,
            done=legible(self.done),
            actions=legible(self.actions),
            quotes=legible(self.quotes),
            meeting_before=legible(self.meeting_before),
        )
