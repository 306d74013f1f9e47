"""The clock tells UTC."""

from datetime import UTC, timedelta

from bot import clock


def test_now_is_in_utc_and_moves_on() -> None:
    first = clock.now()
    assert first.tzinfo is UTC
    assert timedelta(0) <= clock.now() - first < timedelta(minutes=1)
