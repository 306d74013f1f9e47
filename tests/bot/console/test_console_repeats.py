"""Quarterly repeats in the console, and what waits for whom on the first page."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from surveys.office.actions import Action
from surveys.office.meetings import Meeting
from surveys.office.papers import Paper
from surveys.office.rounds import Pitch, RoundState
from surveys.officers.accounts import Role
from surveys.records import WaveState

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

DAY = date(2026, 3, 2)


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def planned(console: "Console", first: date = DAY) -> None:
    fields = {"survey": "safety-pulse", "first": str(first)}
    assert (await console.post("/plan/repeats", fields)).status == 303


async def test_on_its_day_the_wave_is_made_once_as_a_draft(officer: "Console") -> None:
    await planned(officer)
    for page in ("/", "/plan"):
        assert (
            "Make the draft of How safe do you feel?: Spring 2026"
            in (await officer.get(page)).words
        )
    made = await officer.post("/plan/repeats/safety-pulse/make", {"day": str(DAY)})
    again = await officer.post("/plan/repeats/safety-pulse/make", {"day": str(DAY)})
    assert made.headers["Location"] == again.headers["Location"]
    (wave,) = await officer.parts.waves.all()
    assert (wave.name, wave.state) == ("Spring 2026", WaveState.DRAFT)
    assert "Make the draft" not in (await officer.get("/")).words
    assert "2 June 2026, “Summer 2026”" in (await officer.get("/plan")).words


async def test_before_its_day_nothing_is_made(officer: "Console") -> None:
    await planned(officer, DAY + timedelta(days=3))
    assert "Ask again this quarter" in (await officer.get("/")).words
    assert "Make the draft" not in (await officer.get("/")).words
    for day in (str(DAY + timedelta(days=3)), str(DAY), "soon", ""):
        answer = await officer.post("/plan/repeats/safety-pulse/make", {"day": day})
        assert answer.status == 404
    assert await officer.parts.waves.all() == ()


async def test_one_that_is_late_stays_on_the_first_page(officer: "Console") -> None:
    await planned(officer)
    officer.time.on(days=40)
    await officer.log_in("Ana")
    assert "Make the draft" in (await officer.get("/")).words
    await officer.post("/plan/repeats/safety-pulse/make", {"day": str(DAY)})
    assert "2 June 2026" in (await officer.get("/plan")).words


async def test_a_draft_thrown_away_is_told_to_who_presses_again(officer: "Console") -> None:
    await planned(officer)
    officer.time.on(days=40)
    await officer.log_in("Ana")
    made = await officer.post("/plan/repeats/safety-pulse/make", {"day": str(DAY)})
    await officer.post(f"{made.headers['Location'].removeprefix('/console')}/discard")
    again = await officer.post("/plan/repeats/safety-pulse/make", {"day": str(DAY)})
    assert again.status == 422
    assert "was thrown away" in again.words
    assert await officer.parts.waves.all() == ()


async def test_it_can_be_stopped(officer: "Console") -> None:
    await planned(officer)
    await officer.post("/plan/repeats/safety-pulse/stop")
    assert "No survey is asked each quarter yet" in (await officer.get("/plan")).words


@pytest.mark.parametrize("first", ["", "soon", "2020-01-01", "2029-01-01"])
async def test_a_day_that_does_not_fit_is_said(officer: "Console", first: str) -> None:
    fields = {"survey": "safety-pulse", "first": first}
    answer = await officer.post("/plan/repeats", fields)
    assert answer.status == 422
    assert 'href="#first"' in answer.text


# ---------------------------------------------------------------- what waits for whom
async def waits(console: "Console", *roles: Role) -> str:
    """The part of the first page that says so, for somebody with those roles."""
    await console.hire("Bo", *roles)
    await console.log_in("Bo")
    words = (await console.get("/")).words
    return words.partition("Waits for you")[2].partition("This week")[0]


async def test_an_officer_is_told_of_texts_papers_and_letters(console: "Console") -> None:
    wave = await console.closed(20, held=("Call me Jo.", "I am Al."))
    office = console.parts.office
    board = Meeting("The board", DAY + timedelta(days=20))
    meeting = await office.meetings.plan(board, "Olu")
    await office.papers.write(meeting, Paper("Pulse", wave.code, ""), "Olu")
    told = await waits(console, Role.OFFICER)
    for words in ("2 texts to review", "Paper to check: Pulse", "Ask the leads before The board"):
        assert words in told


async def test_an_officer_is_told_what_is_overdue(console: "Console") -> None:
    log = console.parts.office.actions
    for late in (1, 2):
        await log.raise_(Action("Lamps", DAY, due=DAY - timedelta(days=late)), "Olu")
    assert "2 actions are overdue" in await waits(console, Role.OFFICER)
    assert "/console/actions?show=overdue" in (await console.get("/")).text


async def test_nobody_is_asked_to_check_the_own_paper(console: "Console") -> None:
    wave = await console.closed(20)
    office = console.parts.office
    meeting = await office.meetings.plan(Meeting("The board", DAY + timedelta(days=90)), "Olu")
    await office.papers.write(meeting, Paper("Pulse", wave.code, ""), "Bo")
    assert "Paper to check" not in await waits(console, Role.OFFICER)


async def test_a_lead_officer_is_told_of_the_own_agency_alone(console: "Console") -> None:
    log = console.parts.office.actions
    lamps = Action("Lamps", DAY, agency="Highways", due=DAY - timedelta(days=1))
    for each in (lamps, replace(lamps, due=None), replace(lamps, agency="Schools")):
        await log.raise_(each, "Olu")
    assert "2 actions of your agency, 1 overdue" in await waits(console, Role.AGENCY)


async def test_a_member_is_told_to_rate_until_it_is_done(console: "Console") -> None:
    priorities = console.parts.office.priorities
    round_ = await priorities.start("Plan", 2027, "Olu")
    made = await priorities.propose(round_, Pitch("Lamps", "It is dark"), "Olu")
    assert "Propose priorities: Plan" in await waits(console, Role.BOARD)
    round_ = await priorities.go_on(round_, "Olu")
    await priorities.pick(round_, [made.id], "Olu")
    assert "Pick priorities: Plan" in (await console.get("/")).words
    round_ = await priorities.go_on(round_, "Olu")
    assert round_.thing.state is RoundState.RATING
    assert "Rate the priorities: Plan" in (await console.get("/")).words
    await priorities.rate(round_, {made.id: 4}, "Bo")
    assert "Rate the priorities" not in (await console.get("/")).words


async def test_a_member_is_told_of_released_papers_only(console: "Console") -> None:
    wave = await console.closed(20)
    office = console.parts.office
    meeting = await office.meetings.plan(Meeting("The board", DAY + timedelta(days=90)), "Olu")
    paper = await office.papers.write(meeting, Paper("Pulse", wave.code, ""), "Olu")
    assert "Pulse" not in await waits(console, Role.BOARD)
    checked = await office.papers.check(paper, "Ada")
    await office.papers.release(checked, "Ada")
    assert "Paper to read for The board: Pulse" in (await console.get("/")).words


async def test_a_lead_and_an_admin_have_nothing_of_others(console: "Console") -> None:
    wave = await console.closed(20, held=("Call me Jo.",))
    office = console.parts.office
    meeting = await office.meetings.plan(Meeting("The board", DAY + timedelta(days=20)), "Olu")
    await office.papers.write(meeting, Paper("Pulse", wave.code, ""), "Olu")
    assert await waits(console, Role.ADMIN, Role.LEAD) == ""
