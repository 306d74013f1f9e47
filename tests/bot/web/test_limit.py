"""Too many at once is told without knowing who it was."""

from bot.web.limit import SECONDS, Limit

SCHOOL = "203.0.113.9"


def allowed(limit: Limit, address: str, times: int, seconds: float = 1.0) -> int:
    return sum(limit.allows(address, seconds) for _ in range(times))


def test_one_address_has_its_share() -> None:
    limit = Limit(per_address=3)
    assert allowed(limit, SCHOOL, 10) == 3
    assert allowed(limit, "198.51.100.7", 10) == 3


def test_the_next_window_starts_anew() -> None:
    limit = Limit(per_address=3)
    allowed(limit, SCHOOL, 10)
    assert allowed(limit, SCHOOL, 10, 1.0 + SECONDS) == 3


def test_loopback_is_held_by_the_overall_ceiling_only() -> None:
    limit = Limit(per_address=3, overall=50)
    assert allowed(limit, "127.0.0.1", 20) == 20
    assert allowed(limit, "::1", 100) == 30


def test_a_school_of_five_hundred_is_not_too_many() -> None:
    assert allowed(Limit(), SCHOOL, 500) == 500


def test_an_address_that_is_none_has_its_share_too() -> None:
    assert allowed(Limit(per_address=3), "", 10) == 3


def test_no_address_is_kept_and_two_windows_cannot_be_joined() -> None:
    limit = Limit()
    limit.allows(SCHOOL, 1.0)
    first = dict(vars(limit))
    limit.allows(SCHOOL, 1.0 + SECONDS)
    kept = dict(vars(limit))
    assert len(first["_counts"]) == len(kept["_counts"]) == 1
    assert first["_counts"].keys().isdisjoint(kept["_counts"])
    assert SCHOOL not in repr((first, kept))
