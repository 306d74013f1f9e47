"""The action log: what the board does about what was said, who leads it, and what became of it.

An action has a theme and a source, a lead in an agency, a day it is due, and a measure: how one
will see whether it made a difference. Every change is a version with its note; none is lost.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from surveys.errors import SurveyError
from surveys.register import Drawer, Kept, Overtaken, RegisterShelf, UnknownThing, Version

KIND = "action"
LONGEST_TITLE, LONGEST_WORDS = 200, 2000
MOST_TRIES = 20


class UnknownAction(UnknownThing):
    """There is no such action. Look at the action log."""


class UnfinishedAction(SurveyError):
    """An action needs words that say what will be done."""


class NoOutcome(SurveyError):
    """Say what became of it before you close an action: did it make a difference, or why not?"""


class LongAction(SurveyError):
    """Keep it shorter: 200 characters for what will be done, 2,000 for anything else."""


class Source(StrEnum):
    """Where an action came from."""

    THEME = "theme"
    NOTE = "note"  # a table-top note of an event
    PRIORITY = "priority"
    MEETING = "meeting"
    OTHER = "other"


class Status(StrEnum):
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"  # closed without being done; the outcome says why

    @property
    def closed(self) -> bool:
        return self in (Status.DONE, Status.DROPPED)


@dataclass(frozen=True, slots=True)
class Action:
    """`origin` is the id of what it came from: a wave's code, an event, a meeting.

    `raised` and `closed` are days. `note` belongs to this version alone: progress or evidence.
    """

    title: str
    raised: date
    theme: str = ""
    source: Source = Source.OTHER
    origin: str = ""
    lead: str = ""
    agency: str = ""
    due: date | None = None
    measure: str = ""
    status: Status = Status.NOT_STARTED
    outcome: str = ""
    closed: date | None = None
    note: str = ""

    def overdue(self, today: date) -> bool:
        return self.due is not None and not self.status.closed and self.due < today


KeptAction = Kept[Action]


def checked(action: Action, today: date) -> Action:
    """As it may be kept. Raises UnfinishedAction, LongAction, NoOutcome."""
    if not action.title.strip():
        raise UnfinishedAction
    words = (action.measure, action.outcome, action.note, action.theme, action.lead, action.agency)
    if len(action.title) > LONGEST_TITLE or max(map(len, words)) > LONGEST_WORDS:
        raise LongAction
    if not action.status.closed:
        return replace(action, closed=None)
    if not action.outcome.strip():
        raise NoOutcome
    return replace(action, closed=action.closed or today)


Beside = Callable[[str], Sequence[Version]]


def _nothing(_number: str) -> Sequence[Version]:
    return ()


class Actions:
    """What officers do with the log."""

    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.drawer = Drawer(shelf, clock, KIND, Action, UnknownAction)

    @property
    def today(self) -> date:
        return self._clock().date()

    async def all(self) -> tuple[KeptAction, ...]:
        """By number."""
        return await self.drawer.all()

    async def one(self, number: str) -> KeptAction:
        """Raises UnknownAction."""
        return await self.drawer.one(number)

    async def history(self, number: str) -> tuple[KeptAction, ...]:
        """First to last. Raises UnknownAction."""
        return await self.drawer.history(number)

    async def raise_(self, action: Action, by: str, beside: Beside = _nothing) -> KeptAction:
        """A new action under the next number. Raises UnfinishedAction, LongAction, NoOutcome.

        What belongs to it is kept with it, all or none: `beside` makes it from the number.
        """
        fit = checked(action, self.today)
        for _ in range(MOST_TRIES):
            number = await self.next_number()
            first = self.drawer.first(fit, by, thing_id=number)
            with suppress(Overtaken):  # somebody else took that number
                await self.drawer.keep_all((first, *beside(number)))
                return await self.drawer.one(number)
        raise Overtaken

    async def change(self, before: KeptAction, action: Action, by: str) -> KeptAction:
        """Raises Overtaken, UnfinishedAction, LongAction, NoOutcome."""
        return await self.drawer.change(before, checked(action, self.today), by)

    async def next_number(self) -> str:
        """A1, A2, … in the order of raising; letters and digits only, so that it sorts: A0001."""
        return numbered(len(await self.all()) + 1)


def numbered(count: int) -> str:
    return f"A{count:04d}"
