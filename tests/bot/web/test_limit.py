"""Too many at once is told without knowing who it was."""

from dataclasses import replace

import pytest
from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.web.factory import make_app
from bot.web.keys import LIMIT
from bot.web.limit import SECONDS, Limit
from bot.whence import networks
from tests.bot.web.rooms import SETTINGS, open_wave, room

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


@pytest.mark.parametrize(
    ("trusted", "statuses"),
    [("127.0.0.1", [200, 429, 200, 429]), ("", [200, 200, 200, 200])],
)
async def test_visitors_behind_a_proxy_are_told_apart_if_it_is_trusted(
    trusted: str, statuses: list[int]
) -> None:
    async with room(settings=replace(SETTINGS, trusted_proxies=networks(trusted))) as parts:
        app, wave = make_app(parts), await open_wave(parts)
        app[LIMIT] = Limit(per_address=1)
        async with TestClient(TestServer(app), cookie_jar=DummyCookieJar()) as client:
            got = []
            for visitor in (SCHOOL, SCHOOL, "198.51.100.7", "198.51.100.7"):
                headers = {"X-Forwarded-For": f"spoofed, {visitor}"}
                sent = client.post(f"/s/{wave.code}", data={"do": "start"}, headers=headers)
                got.append((await sent).status)
            assert got == statuses
