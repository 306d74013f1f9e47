"""Waves of one survey counted together: looked at, made into a file, and nothing by looking."""

import re
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from tests.bot.console.test_console_joining import PLACES

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def test_what_would_show_is_told_of_one_wave_and_of_both(
    officer: "Console", monkeypatch: pytest.MonkeyPatch
) -> None:
    places = cycle(PLACES)
    monkeypatch.setattr("tests.bot.console.conftest._first_place", lambda _wave: next(places))
    older, newer = [await officer.closed(65, name=name) for name in ("Old", "New")]
    looked = await officer.post(f"/waves/{newer.code}/pooling", {"with": older.code})
    alone, together = re.findall(r"(\d+) of \d+ numbers", looked.words)
    assert int(together) >= int(alone) > 0


async def test_two_waves_are_looked_at_and_counted_as_one(officer: "Console") -> None:
    older, newer = [await officer.closed(24, name=name) for name in ("Old", "New")]
    path = f"/waves/{newer.code}/pooling"
    assert path in (await officer.get(f"/waves/{newer.code}/results")).text
    left = await officer.parts.releases.releases()
    looked = await officer.post(path, {"with": older.code})
    assert "New by itself" in looked.words
    assert "Counted together" in looked.words
    assert await officer.parts.releases.releases() == left
    made = await officer.post(path, {"with": older.code, "format": "csv"})
    assert made.headers["Content-Disposition"].endswith('-together.csv"')
    assert "Old and New" in made.text or "New and Old" in made.text
    assert len(await officer.parts.releases.releases()) > len(left)
    entry = next(e for e in await officer.parts.officers.audit.page() if e.act == Act.DOWNLOADED)
    assert entry.subject == f"{newer.code}+{older.code}, csv"


@pytest.mark.parametrize("sent", [{}, {"with": "zzzzzz"}, {"format": "csv"}])
async def test_without_another_wave_nothing_is_made(
    officer: "Console", sent: dict[str, str]
) -> None:
    wave = await officer.closed(24)
    await officer.closed(24, name="Other")
    answer = await officer.post(f"/waves/{wave.code}/pooling", sent)
    assert answer.status == 422
    assert "Tick at least one other wave" in answer.words
    assert await officer.parts.releases.releases() == ()


async def test_waves_that_are_too_small_together_are_said_to_be(officer: "Console") -> None:
    older, newer = [await officer.closed(2, name=name) for name in ("Old", "New")]
    looked = await officer.post(f"/waves/{newer.code}/pooling", {"with": older.code})
    assert "Too few took part even together" in looked.words


async def test_where_no_other_wave_asked_the_same_it_says_so(officer: "Console") -> None:
    wave = await officer.closed(24)
    assert "There is no other wave" in (await officer.get(f"/waves/{wave.code}/pooling")).words
