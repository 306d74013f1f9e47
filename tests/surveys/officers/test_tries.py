from datetime import UTC, datetime, timedelta

import pytest

from surveys.officers.tries import FREE_TRIES_A_PLACE, LONGEST_WAIT, MOST_PLACES, Tries

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def fail(tries: Tries, times: int, name: str = "ana", place: str = "here") -> None:
    for _ in range(times):
        tries.failed(name, place, NOON)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (50, LONGEST_WAIT.seconds)],
)
def test_the_wait_grows_with_each_failure_and_has_an_end(failures: int, seconds: int) -> None:
    tries = Tries()
    fail(tries, failures)
    assert tries.wait("ana", "here", NOON) == seconds


def test_failures_elsewhere_keep_nobody_waiting_here() -> None:
    tries = Tries()
    fail(tries, 500, place="elsewhere")
    assert tries.wait("ana", "here", NOON) == 0


def test_one_place_that_tries_many_names_waits_too() -> None:
    tries = Tries()
    for number in range(FREE_TRIES_A_PLACE + 1):
        tries.failed(f"name {number}", "here", NOON)
    assert tries.wait("never tried", "here", NOON) > 0


def test_the_wait_runs_down_and_an_hour_later_all_is_forgotten() -> None:
    tries = Tries()
    fail(tries, 8)
    assert tries.wait("ana", "here", NOON + timedelta(seconds=30)) == 2
    assert tries.wait("ana", "here", NOON + timedelta(seconds=32)) == 0
    assert tries.failed("ana", "here", NOON + timedelta(hours=1)) == 1


def test_a_right_login_clears_its_own_place_only() -> None:
    tries = Tries()
    fail(tries, 8, place="here")
    fail(tries, 8, place="there")
    tries.passed("ana", "here")
    assert tries.wait("ana", "here", NOON) == 0
    assert tries.wait("ana", "there", NOON) > 0


def test_many_failures_on_a_name_slow_strangers_but_never_for_long() -> None:
    tries = Tries()
    assert tries.slowing("ana", NOON) == 0
    fail(tries, 15, place="somewhere")
    assert 0 < tries.slowing("ana", NOON) < 1
    fail(tries, 500, place="somewhere")
    assert tries.slowing("ana", NOON) == 3


def test_what_is_remembered_has_a_ceiling_and_holds_no_address() -> None:
    tries = Tries()
    for number in range(MOST_PLACES):
        tries.failed("ana", f"192.0.2.{number}", NOON)
    assert len(tries) <= MOST_PLACES
    assert "192.0.2" not in repr(vars(tries))
