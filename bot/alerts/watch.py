"""The watch: sends the alerts that are due when the alarm rings, and looks again on its own.

What is due comes from the store (surveys/telling/alerting.py): nothing is lost with this process.
Each place is told at least once, and twice only if we died between sending and noting it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.alerts.alarm import Alarm
from bot.alerts.place import AlertFailed, Place, worded
from bot.faults import summary
from surveys.errors import SurveyError
from surveys.leases import Lease
from surveys.telling.alerting import AlertBook, Due

TELL_SECONDS = 50.0
LEASE_SECONDS = 60.0

LOUD = 10
"""Failures of one place in a row, an hour and a half of them, after which each is an error."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. After an alert the next waits for `gather`, so that a burst is one alert, not forty.

    `sweep`: how often it looks without an alarm; `taken`: while another process looks; `first`
    and `longest`: after a place could not be told.
    """

    gather: float = 15.0
    sweep: float = 60.0
    taken: float = 2.0
    first: float = 15.0
    longest: float = 900.0


USUAL = Pace()


@dataclass(frozen=True, slots=True)
class Rest:
    """How long to rest before looking again, and whether the alarm ends it."""

    seconds: float
    hears: bool = True


class Watch:
    """`address` is where the console is; `seconds` only goes forward, `clock` tells the time."""

    def __init__(  # noqa: PLR0913, PLR0917 - the wiring says once all that is needed
        self,
        book: AlertBook,
        places: Sequence[Place],
        lease: Lease,
        alarm: Alarm,
        address: str,
        seconds: Callable[[], float],
        clock: Callable[[], datetime],
        pace: Pace = USUAL,
    ) -> None:
        self._book = book
        self._places = {place.name: place for place in places}
        self._lease = lease
        self._alarm = alarm
        self._address = address
        self._seconds = seconds
        self._clock = clock
        self._pace = pace
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self.telling = asyncio.Lock()
        """Held while alerts go out: who ends `run` outside of it cuts off none."""

    async def run(self) -> None:
        """For ever."""
        while True:
            async with self.telling:
                rest = await self._safely_round()
            await (self._alarm.wait if rest.hears else asyncio.sleep)(rest.seconds)

    async def _safely_round(self) -> Rest:
        try:
            return await self.round()
        except SurveyError as error:
            log().warning("alerts_wait", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - whatever it is, what waits must still be told
            log().error("alerts_stumbled", what=summary(error))
        return Rest(self._pace.first)

    async def round(self) -> Rest:
        """Send all that is due."""
        if not await self._lease.take():
            return Rest(self._pace.taken, hears=False)
        try:
            due = await self._book.due(self._ready(), self._clock())
            await self._tell_all(due)
        finally:
            await self._lease.drop()
        if due:
            return Rest(self._pace.gather, hears=False)
        return Rest(self._next_look())

    async def _tell_all(self, due: Sequence[Due]) -> None:
        """All have ended before the lease goes, whatever became of one; else they go twice."""
        came = await asyncio.gather(*map(self._tell, due), return_exceptions=True)
        for failed in came:
            if isinstance(failed, BaseException):
                raise failed

    # ------------------------------------------------------------ one place
    async def _tell(self, due: Due) -> None:
        try:
            async with asyncio.timeout(TELL_SECONDS):
                await self._places[due.place].tell(worded(due, self._address))
        except Exception as error:  # noqa: BLE001 - a fault on the way to one place is that place's
            self._put_off(due.place)
            self._log(due, error.kind if isinstance(error, AlertFailed) else type(error).__name__)
            await self._book.failed(due)
            return
        self._failures.pop(due.place, None)
        await self._book.told(due)

    def _log(self, due: Due, kind: str) -> None:
        """What goes on for long somebody must see; the console shows the item all the while."""
        place = due.place.rpartition("/")[2].partition(":")[0]
        if due.last_try:
            log().error("alert_given_up", place=place, kind=kind)
        elif self._failures.get(due.place, 0) > LOUD:
            log().error("alert_failed", place=place, kind=kind)
        else:
            log().warning("alert_failed", place=place, kind=kind)

    # ------------------------------------------------------------ when
    def _put_off(self, place: str) -> None:
        failures = self._failures[place] = self._failures.get(place, 0) + 1
        pause = min(self._pace.longest, self._pace.first * 2 ** min(failures - 1, 8))
        self._not_before[place] = self._seconds() + pause

    def _ready(self) -> dict[str, str]:
        """Name and step of each place that may be tried now."""
        now = self._seconds()
        ready = (p for p in self._places.values() if self._not_before.get(p.name, now) <= now)
        return {place.name: place.step for place in ready}

    def _next_look(self) -> float:
        now = self._seconds()
        later = (at - now for at in self._not_before.values() if at > now)
        return min((self._pace.sweep, *later))


def log() -> Any:
    return structlog.get_logger("bot.alerts")
