"""The clock: the only place that reads the time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

PLACE = "Europe/London"
"""Boards are in the UK, and the days people write, read and keep to are those of its clocks."""

CHANGE_SECONDS = 900
"""Clocks are changed at a quarter of an hour, if at all."""

MOST_OFFSETS = 64


def now() -> datetime:
    """The present moment, on the day that it is here."""
    return here(datetime.now(UTC))  # noqa: TID251 - this is the one place


def here(moment: datetime) -> datetime:
    """The same moment as clocks on the wall show it.

    Its offset is fixed, so that what is reckoned from it is right in nights when clocks change.
    """
    return moment.astimezone(_offset(int(moment.timestamp()) // CHANGE_SECONDS))


@lru_cache(MOST_OFFSETS)
def _offset(stretch: int) -> timezone:
    """Of a stretch of time in which no clock changes: looking it up takes longer than the rest."""
    wall = datetime.fromtimestamp(stretch * CHANGE_SECONDS, _zone())
    return timezone(wall.utcoffset() or timedelta(0))


def _zone() -> tzinfo:
    """From the system's table of time zones; where there is none, from that of our own."""
    return ZoneInfo(PLACE)
