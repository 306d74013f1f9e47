"""A wave closed without its answers: named as lost wherever waves are offered, and led nowhere."""

from typing import TYPE_CHECKING

import pytest

from surveys.definitions import reading
from surveys.officers.accounts import Role
from surveys.waves.key_lost import close_without_key
from tests.bot.console.test_console_hotspots import spread_out
from tests.bot.console.test_console_reflection import reflected

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

SAID = "The answers of {} are lost with the key, so it is not shown here"


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def test_its_page_offers_no_texts_and_no_themes(officer: "Console") -> None:
    lost, whole = await officer.lost(), await officer.closed()
    page = await officer.get(f"/waves/{lost.code}")
    assert "The answers are lost" in page.words
    for offered in ("themes", "comments", "review"):
        assert f"/waves/{lost.code}/{offered}" not in page.text
    assert f"/waves/{whole.code}/themes" in (await officer.get(f"/waves/{whole.code}")).text


@pytest.mark.parametrize(
    "path",
    ["themes", "themes/next", "comments", "review", "review/x", "together"],
)
async def test_who_goes_there_all_the_same_reads_that_they_are_lost(
    officer: "Console", path: str
) -> None:
    lost = await officer.lost()
    page = await officer.get(f"/waves/{lost.code}/{path}")
    assert page.status == 409
    assert "The answers of this wave are lost with its key" in page.words


async def test_nothing_can_be_sorted_or_decided_in_it(officer: "Console") -> None:
    lost = await officer.lost()
    for path, act in (("themes", "sort"), ("together", "release"), ("review/x", "release")):
        page = await officer.post(f"/waves/{lost.code}/{path}", act=act)
        assert (page.status, "are lost with its key" in page.words) == (409, True)


async def test_the_first_page_says_it_beside_the_state(officer: "Console") -> None:
    await officer.lost()
    assert "Closed its answers are lost" in (await officer.get("/")).words


async def test_hotspots_name_it_and_do_not_ask_for_its_results(officer: "Console") -> None:
    lost = await officer.lost("Winter 2025")
    page = await officer.get("/actions/hotspots")
    assert SAID.format("Winter 2025") in page.words
    assert "No other closed wave yet" in page.words
    await spread_out(officer, "Spring 2026")
    page = await officer.get("/actions/hotspots")
    assert SAID.format("Winter 2025") in page.words
    assert "Nothing of this wave has been released" in page.words
    assert f"/waves/{lost.code}" not in page.text


async def test_the_boards_own_years_name_it(officer: "Console") -> None:
    await reflected(officer, "2025", 40, 20)
    parts, survey = officer.parts, reading.load("board-reflection")
    wave = await parts.waves.open((await parts.waves.create(survey, "2026")).code)
    parts.keyring.destroy(wave.id)
    await close_without_key(parts.store, parts.keyring, wave.code, officer.time.now.date())
    page = await officer.get("/reflection")
    assert SAID.format("2026") in page.words
    assert f"/waves/{wave.code}" not in page.text


async def test_where_a_paper_or_an_update_is_written_it_is_named_as_lost(
    officer: "Console",
) -> None:
    lost = await officer.lost("Winter 2025")
    await officer.post("/meetings/new", name="Board", day="1 May 2026", papers_out="24 April 2026")
    (meeting,) = await officer.parts.office.meetings.all()
    paper = await officer.get(f"/meetings/{meeting.id}/papers/new")
    assert "Winter 2025 (its answers are lost)" in paper.words
    update = await officer.get(f"/updates/new/{lost.survey.key}")
    assert "Winter 2025 (its answers are lost)" in update.words
