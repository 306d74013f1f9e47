"""What is hidden of a wave, and the neighbours that counted together show more."""

import re
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Role
from surveys.records import Wave

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

PLACES = (
    "harbour",
    "harbour",
    "harbour",
    "northgate",
    "northgate",
    "millfields",
    "priory",
    "riverside",
    "weston",
)


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


@pytest.fixture
async def wave(officer: "Console", monkeypatch: pytest.MonkeyPatch) -> Wave:
    places = cycle(PLACES)
    monkeypatch.setattr("tests.bot.console.conftest._first_place", lambda _wave: next(places))
    return await officer.closed(130)


async def test_looking_says_what_would_help_and_releases_nothing(
    officer: "Console", wave: Wave
) -> None:
    page = await officer.get(f"/waves/{wave.code}/joining")
    assert re.search(r"Between groups \d+ of \d+ numbers can be shown", page.words)
    assert "Show the results so" in page.words
    assert await officer.parts.releases.releases() == ()


async def test_the_results_show_the_join_from_then_on_until_it_is_taken_back(
    officer: "Console", wave: Wave
) -> None:
    page = await officer.get(f"/waves/{wave.code}/joining")
    name = "Riverside and Weston and the Villages"
    assert name in page.words
    answer = await officer.post(f"/waves/{wave.code}/joining", join="locality=riverside+weston")
    assert answer.headers["Location"] == f"/console/waves/{wave.code}/results"
    shown = (await officer.get(f"/waves/{wave.code}/results")).words
    assert "Riverside, Weston and the Villages, and Somewhere else" in shown
    again = await officer.get(f"/waves/{wave.code}/joining")
    assert f"Counted together: {name}" in again.words
    await officer.post(f"/waves/{wave.code}/joining", join="apart")
    assert "Counted together" not in (await officer.get(f"/waves/{wave.code}/joining")).words


@pytest.mark.parametrize("asked", ["", "locality=harbour+weston", "nothing=a+b", "locality"])
async def test_what_are_no_neighbours_is_said_on_the_page(
    officer: "Console", wave: Wave, asked: str
) -> None:
    page = await officer.post(f"/waves/{wave.code}/joining", join=asked)
    assert page.status == 422
    assert "choose one of" in page.words
    assert await officer.parts.releases.releases() == ()


async def test_with_too_few_people_there_is_nothing_to_join(officer: "Console") -> None:
    wave = await officer.closed(4)
    page = await officer.get(f"/waves/{wave.code}/joining")
    assert "too few took part" in page.words
    assert "Show the results so" not in page.words
