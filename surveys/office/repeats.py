"""Surveys asked again each quarter: on its day the next wave is offered, and made once.

The wave of a day has one id, whoever makes it and however often: pressing again makes nothing new.
"""

import hashlib
import secrets
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from surveys.errors import SurveyError
from surveys.register import Drawer, Kept, RegisterShelf, UnknownThing

KIND = "repeat"
MONTHS = 3
FURTHEST = 366
"""Days ahead that the first one may lie."""
SEASONS = ("Winter", "Spring", "Summer", "Autumn")


class UnknownRepeat(UnknownThing):
    """This survey is not asked each quarter. Look at the calendar."""


class PastDay(SurveyError):
    """Choose a day from today on, within a year."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """`next` is the day of the next wave. `seed` goes into the ids of its waves."""

    survey: str
    title: str
    next: date
    seed: str
    off: bool = False

    @property
    def name(self) -> str:
        """What the next wave is called, as boards do."""
        return season(self.next)

    def wave_id(self, day: date) -> str:
        """Of the wave of that day."""
        whole = f"{self.seed} {self.survey} {day.isoformat()}"
        return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


KeptRepeat = Kept[Repeat]


def season(day: date) -> str:
    return f"{SEASONS[day.month % 12 // 3]} {day.year}"


def a_quarter_on(day: date, after: date) -> date:
    """The same day of the month, three months on and on, until it is past `after`."""
    count, found = 0, day
    while found <= max(day, after):
        count += MONTHS
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        found = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return found


class Repeats:
    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._drawer = Drawer(shelf, clock, KIND, Repeat, UnknownRepeat)

    async def all(self) -> tuple[KeptRepeat, ...]:
        """Those that go on, the next one first."""
        found = [each for each in await self._drawer.all() if not each.thing.off]
        return tuple(sorted(found, key=lambda each: (each.thing.next, each.id)))

    async def one(self, survey: str) -> KeptRepeat:
        """Raises UnknownRepeat."""
        found = await self._drawer.one(survey)
        if found.thing.off:
            raise UnknownRepeat
        return found

    async def plan(self, survey: str, title: str, first: date, by: str) -> KeptRepeat:
        """Begin, or move the next day. Raises PastDay, Overtaken."""
        if not 0 <= (first - self._clock().date()).days <= FURTHEST:
            raise PastDay
        found = await self._drawer.find(survey)
        if found is None:
            made = Repeat(survey, title, first, secrets.token_hex(16))
            return await self._drawer.add(made, by, thing_id=survey)
        moved = replace(found.thing, title=title, next=first, off=False)
        return await self._drawer.change(found, moved, by)

    async def made(self, repeat: KeptRepeat, by: str) -> KeptRepeat:
        """Its wave is there: on to the next quarter that is still to come. Raises Overtaken."""
        following = a_quarter_on(repeat.thing.next, self._clock().date())
        return await self._drawer.change(repeat, replace(repeat.thing, next=following), by)

    async def was_next(self, repeat: KeptRepeat, day: date) -> bool:
        """Whether that day was ever the one of the next wave."""
        return day in {each.thing.next for each in await self._drawer.history(repeat.id)}

    async def stop(self, repeat: KeptRepeat, by: str) -> None:
        """Raises Overtaken."""
        await self._drawer.change(repeat, replace(repeat.thing, off=True), by)
