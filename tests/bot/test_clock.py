"""The clock tells the time here, and no moment is lost or doubled when clocks change."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import clock


def test_now_moves_on() -> None:
    first = clock.now()
    assert timedelta(0) <= clock.now() - first < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "day", "hour"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1), 0),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), date(2026, 6, 30), 23),
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), date(2026, 1, 31), 23),
    ],
)
def test_a_day_begins_at_midnight_here(moment: datetime, day: date, hour: int) -> None:
    assert clock.here(moment) == moment
    assert (clock.here(moment).date(), clock.here(moment).hour) == (day, hour)


@pytest.mark.parametrize(
    "change", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
def test_half_an_hour_is_half_an_hour_in_the_night_of_the_change(change: datetime) -> None:
    for minutes in range(0, 180, 15):
        then = change + timedelta(minutes=minutes)
        later = then + timedelta(minutes=30)
        assert clock.here(then) + timedelta(minutes=30) == clock.here(later)
        assert clock.here(then) < clock.here(later)


@pytest.fixture
def bare_system() -> Iterator[None]:
    """One without a table of time zones, such as a small container."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("bare_system")
def test_where_the_system_knows_no_time_zones_days_begin_at_midnight_here_all_the_same() -> None:
    assert clock.here(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).date() == date(2026, 7, 1)
    assert clock.here(datetime(2026, 1, 31, 23, 30, tzinfo=UTC)).date() == date(2026, 1, 31)
