"""Board meetings, and the days that are counted back from them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from surveys.errors import SurveyError
from surveys.register import Drawer, Kept, RegisterShelf, UnknownThing

KIND = "meeting"
LONGEST_NAME = 120
PAPERS_OUT = timedelta(days=7)  # Reading: papers go out one week ahead
CHASE = timedelta(days=28)
REMINDER = timedelta(days=14)


class UnknownMeeting(UnknownThing):
    """There is no such meeting. Look at the list of meetings."""


class UnfinishedMeeting(SurveyError):
    """A meeting needs a name of up to 120 characters."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """`off`: it will not take place."""

    name: str
    day: date
    off: bool = False

    @property
    def chase_on(self) -> date:
        """Lead officers are asked how far their actions are."""
        return self.day - CHASE

    @property
    def remind_on(self) -> date:
        return self.day - REMINDER

    @property
    def papers_out(self) -> date:
        return self.day - PAPERS_OUT


KeptMeeting = Kept[Meeting]


def to_come(meetings: Iterable[KeptMeeting], today: date) -> tuple[KeptMeeting, ...]:
    """Those that will take place, today's among them."""
    return tuple(each for each in meetings if not each.thing.off and each.thing.day >= today)


class Meetings:
    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self.drawer = Drawer(shelf, clock, KIND, Meeting, UnknownMeeting)

    async def all(self) -> tuple[KeptMeeting, ...]:
        """By day, the last one on top."""
        found = await self.drawer.all()
        return tuple(sorted(found, key=lambda each: (each.thing.day, each.id), reverse=True))

    async def one(self, meeting_id: str) -> KeptMeeting:
        """Raises UnknownMeeting."""
        return await self.drawer.one(meeting_id)

    async def plan(self, meeting: Meeting, by: str) -> KeptMeeting:
        """Raises UnfinishedMeeting."""
        return await self.drawer.add(_checked(meeting), by)

    async def change(self, before: KeptMeeting, meeting: Meeting, by: str) -> KeptMeeting:
        """Raises UnfinishedMeeting, Overtaken."""
        return await self.drawer.change(before, _checked(meeting), by)


def _checked(meeting: Meeting) -> Meeting:
    if not 0 < len(meeting.name.strip()) <= LONGEST_NAME:
        raise UnfinishedMeeting
    return meeting
