"""A board's year in a real browser: a pulse, what is done about it, and the next pulse.

The clock is moved by hand. Officers work through the pages; the people who answer go through
the one road in. `--pictures FOLDER` keeps what each stage looks like, on a laptop and a phone.
"""

import re
import socket
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from surveys.office.actions import Status
from surveys.office.events import KeptEvent, Seat
from surveys.office.notes import Lane
from surveys.records import Wave
from tests.journeys.conftest import Visit, live
from tests.journeys.test_console import LAPTOP, PASSPHRASE, URGENT_WORDS, answers
from tests.journeys.year import LEADS, Board, Camera, board

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ACTIONS = (
    ("Light the path by the park", 60),
    ("Keep the youth club open on Fridays", 120),
    ("Teach what to do about abuse online", 200),
)
"""What, and in how many days it is due."""

NOTES = 120
BY_SCRIBE = 5
TABLES = 8


@live()
async def house(port: socket.socket, request: pytest.FixtureRequest) -> AsyncIterator[Board]:
    folder = str(request.config.getoption("--pictures"))
    async with board(port, Camera(Path(folder) if folder else None)) as made:
        yield made


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


# ---------------------------------------------------------------- the pulse and what is urgent
async def urgent(house: Board, page: Page) -> None:
    """Somebody is in danger while a wave is open; the lead reads it the same day and acts."""
    wave = await house.opened("service-feedback", "Any day")
    await answers(house.parts, wave, 900, URGENT_WORDS)
    await house.log_in(page, "Dawn Field")
    await page.get_by_role("link", name="Read now").click()
    await house.camera.take(page, "urgent-waits")
    await press(page, "I am on it")
    await page.locator("main a[href*='/urgent/']").first.click()
    await page.get_by_label("Your passphrase").fill(PASSPHRASE)
    await press(page, "Show the words")
    await expect(page.locator(".said-urgent").first).to_contain_text("hits me")
    await page.get_by_label("Referred to children's social care").check()
    await page.get_by_label("Note").fill("Told the duty team, who know the school.")
    await press(page, "Record it")
    await expect(page.get_by_role("cell", name="Referred to children's")).to_be_visible()
    await house.camera.take(page, "urgent-outcome")


async def themes(house: Board, page: Page, wave: Wave) -> str:
    """Sorted, one text read, the rest of its theme confirmed; the theme's name."""
    await house.log_in(page, "Olu Ade")
    await house.go(page, f"/waves/{wave.code}/themes")
    await press(page, "Sort the texts")
    await page.get_by_role("link", name="Read the most uncertain text").click(timeout=60_000)
    await house.camera.take(page, "theme-text")
    await house.go(page, f"/waves/{wave.code}/themes")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Read and confirm"))
    theme = (await row.first.get_by_role("rowheader").inner_text()).splitlines()[0]
    await row.first.get_by_role("link", name="Read and confirm").click()
    await house.camera.take(page, "theme-texts")
    await page.locator("button[value=confirm]").click()
    await expect(page.get_by_role("link", name=f"Action on {theme}")).to_be_visible()
    await house.camera.take(page, "themes-confirmed")
    return theme


# ---------------------------------------------------------------- actions and the chase
async def raise_actions(house: Board, page: Page, theme: str) -> None:
    """The first from the theme, so that what is known is filled in."""
    await page.get_by_role("link", name=f"Action on {theme}").click()
    await expect(page.get_by_label("Theme")).to_have_value(theme)
    for number, (what, days) in enumerate(ACTIONS):
        if number:
            await house.go(page, "/actions/new")
            await page.get_by_label("Theme").fill(("", "Places to go", "Online")[number])
        await page.get_by_label("What will be done?").fill(what)
        await page.get_by_label("Lead").fill(LEADS[number][0])
        await page.get_by_label("Agency").fill(LEADS[number][1])
        due = house.time.today + timedelta(days=days)
        await page.get_by_label("Due").fill(f"{due:%d/%m/%Y}")
        await page.get_by_label("How will we know it made a difference?").fill("Fewer are afraid")
        await press(page, "Raise the action")
        await expect(page.get_by_role("heading", name=what)).to_be_visible()
    await house.go(page, "/actions")
    await house.camera.take(page, "actions")


async def plan_meeting(house: Board, page: Page) -> str:
    await house.go(page, "/meetings/new")
    await page.get_by_label("Name").fill("Safeguarding board")
    day = house.time.today + timedelta(days=35)
    await page.get_by_label("Day").fill(f"{day.day} {day:%B %Y}")
    await press(page, "Save")
    await expect(page.get_by_role("heading", name="Safeguarding board")).to_be_visible()
    (meeting,) = await house.parts.office.meetings.all()
    assert meeting.thing.day == day
    return meeting.id


async def chase(house: Board, visit: Visit, page: Page) -> None:
    """Each lead is written to; one answers by the link in the letter."""
    await page.get_by_role("link", name="Ask the leads how far their actions are").click()
    await house.camera.take(page, "chase-letters")
    await press(page, f"Send {len(LEADS)} letters")
    words = await house.letters(len(LEADS))
    ada = next(each for each in words if ACTIONS[0][0] in each)
    assert ACTIONS[1][0] not in ada
    found = re.search(r"http\S+/mine/\S+", ada)
    assert found
    own = await visit(viewport=LAPTOP)
    await own.goto(found[0])
    await own.get_by_label("Under way").check()
    await own.get_by_label("What happened, and where is the evidence?").fill("Lamps are ordered.")
    await own.get_by_role("button", name="Save").click()
    await expect(own.get_by_text("is saved")).to_be_visible()
    await house.camera.take(own, "chase-answered-by-link")
    await own.context.close()


# ---------------------------------------------------------------- the meeting
async def paper(house: Board, page: Page, meeting: str, wave: Wave) -> None:
    """One writes, another checks and releases, a board member reads."""
    await house.go(page, f"/meetings/{meeting}/papers/new")
    await page.get_by_label("Title").fill("What young people told us")
    await page.get_by_label(wave.name).check()
    await press(page, "Save the draft")
    address = page.url
    await house.log_in(page, "Bea Lund")
    await page.goto(address)
    await press(page, "It is right")
    await press(page, "Release it")
    await house.camera.take(page, "paper-released")
    await house.log_in(page, "Mo Board")
    await house.go(page, f"/meetings/{meeting}")
    await page.get_by_role("link", name="What young people told us").click()
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Word").click()
    assert (await (await coming.value).path()).stat().st_size > 10_000


async def decide(house: Board, page: Page, meeting: str) -> None:
    await house.log_in(page, "Olu Ade")
    await house.go(page, f"/meetings/{meeting}")
    await page.get_by_text("Record a decision").click()
    await page.get_by_label("What was decided?").fill("Ask the bus company for a later bus")
    await page.get_by_label("Lead").fill("Ada Cole")
    await press(page, "Record it")
    await expect(page.get_by_role("link", name="A0004")).to_be_visible()
    await house.camera.take(page, "decision")


async def overdue_and_done(house: Board, page: Page) -> None:
    """Two months on the first is late; then it is done."""
    house.time.on(35)
    await house.log_in(page, "Olu Ade")
    await house.go(page, "/actions?show=overdue")
    await expect(page.locator(".tag.late")).to_have_count(1)
    await house.camera.take(page, "one-overdue")
    await house.go(page, "/actions/A0001")
    await page.get_by_label("Done", exact=True).check()
    await page.get_by_label("What became of it").fill("The path is lit since March.")
    await press(page, "Save")
    kept = (await house.parts.office.actions.one("A0001")).thing
    assert kept.status is Status.DONE
    await house.camera.take(page, "action-done")


# ---------------------------------------------------------------- you said, we did
async def tell(house: Board, page: Page, wave: Wave) -> None:
    """Begun from the action by one officer, read and published by another, for everybody."""
    await page.get_by_role("link", name="Tell people").click()
    await expect(page.get_by_label("We did", exact=True).first).to_have_value(
        "The path is lit since March."
    )
    await page.get_by_label("You said", exact=True).first.fill("The path is dark at night.")
    await press(page, "Save and check")
    await expect(page.get_by_text("A second officer has to read it")).to_be_visible()
    await house.camera.take(page, "update-waits-for-second-officer")
    address = page.url
    await house.log_in(page, "Bea Lund")
    await page.goto(address)
    await press(page, "It is right: publish")
    await expect(page.get_by_role("heading", name="Public page")).to_be_visible()
    await house.camera.take(page, "update-published")
    await page.goto(f"{house.address}/did/safety-pulse/{wave.code}?lang=en")
    await expect(page.get_by_text("The path is lit since March.")).to_be_visible()
    await house.camera.take(page, "public-page")


async def next_pulse(house: Board, visit: Visit) -> Wave:
    """Whoever opens the next pulse sees what came of the last one."""
    wave = await house.opened("safety-pulse", "Summer 2026")
    phone = await visit()
    await phone.goto(f"{house.address}/s/{wave.code}?lang=en")
    await expect(phone.get_by_text("The path is lit since March.")).to_be_visible()
    await house.camera.take(phone, "next-pulse-opens")
    await phone.context.close()
    return wave


# ---------------------------------------------------------------- the event
async def event(house: Board, visit: Visit, page: Page) -> None:
    await house.log_in(page, "Olu Ade")
    await house.go(page, "/events/new")
    await page.get_by_label("Name").fill("Frontline day")
    await page.get_by_label("Day").fill("today")
    await page.get_by_label("Tables").fill("\n".join(f"Table {n + 1}" for n in range(TABLES)))
    await press(page, "Plan the event")
    await press(page, "Open it")
    (planned,) = await house.parts.office.events.all()
    await notes(house, visit, planned)
    await page.reload()
    await expect(page.get_by_role("heading", name=f"{NOTES} notes wait")).to_be_visible()
    await page.locator("input[name=note]").nth(0).check()
    await page.locator("input[name=note]").nth(1).check()
    await press(page, "Merge")
    await page.locator("input[name=note]").nth(0).check()
    await press(page, "Release")
    await house.camera.take(page, "event-facilitator")
    await house.go(page, f"/events/{planned.id}/screen")
    await house.camera.take(page, "event-big-screen")
    await house.go(page, f"/events/{planned.id}")
    await press(page, "End the event")
    await page.get_by_role("link", name="Raise an action").first.click()
    await press(page, "Raise the action")
    await expect(page.get_by_text("From a table-top note")).to_be_visible()
    await house.go(page, f"/events/{planned.id}/pack")
    await expect(page.get_by_role("link", name="A0005")).to_be_visible()
    await house.camera.take(page, "event-pack")


async def notes(house: Board, visit: Visit, planned: KeptEvent) -> None:
    """Last year's card comes first; one table has a scribe, the others have phones."""
    laptop = await visit(viewport=LAPTOP)
    await laptop.goto(f"{house.address}/e/{planned.thing.tables[0].code}/scribe?lang=en")
    await expect(laptop.get_by_text("The path is lit since March.")).to_be_visible()
    lines = "\n".join(f"We wait {n + 2} weeks for an answer" for n in range(BY_SCRIBE))
    await laptop.get_by_label("Issue").fill(lines)
    await press(laptop, "Put them all in")
    await expect(laptop.get_by_text(f"Put in: {BY_SCRIBE}.")).to_be_visible()
    await house.camera.take(laptop, "event-scribe")
    await laptop.context.close()
    for number in range(NOTES - BY_SCRIBE):
        seat = Seat(planned, planned.thing.tables[number % TABLES])
        words = f"Referral form number {number} takes too long"
        await house.parts.office.notes.take(seat, f"k{number}", list(Lane)[number % 3], words, "en")


# ---------------------------------------------------------------- priorities
async def priorities(house: Board, page: Page) -> None:
    """Two members propose, pick and rate; the first is chosen and gets a measure."""
    await house.go(page, "/priorities/new")
    await page.get_by_label("Name").fill("Priorities of the board")
    await page.get_by_label("First year").fill("2027")
    await press(page, "Start the round")
    address = page.url
    await propose(page, "Safe ways home", "Most texts speak of paths and buses.")
    await house.log_in(page, "Mo Board")
    await page.goto(address)
    await propose(page, "Someone to talk to", "Young people ask for youth workers.")
    await house.camera.take(page, "priorities-proposed")
    await move_on(house, page, address, "Go on to picking")
    for each in await page.locator("input[name=proposal]").all():
        if await each.is_visible():
            await each.check()
    await press(page, "Save my picks")
    await go_on(page, "Go on to rating")
    for who, marks in (("Olu Ade", (5, 3)), ("Mo Board", (4, 4))):
        await house.log_in(page, who)
        await page.goto(address)
        for group, mark in zip(await page.locator("#marks fieldset").all(), marks, strict=True):
            await group.get_by_label(str(mark)).check()
        await press(page, "Save my rating")
    await move_on(house, page, address, "Close the rating")
    await page.get_by_text("Choose it").first.click()
    await page.get_by_label("Objectives, one a line").first.fill("Light every path to a school")
    await page.get_by_label("Measure for 2027").first.fill("Twenty lamps")
    await page.get_by_role("button", name="Choose it").first.click()
    await expect(page.get_by_role("link", name="Poster", exact=True)).to_be_visible()
    await house.camera.take(page, "priorities-decided")


async def propose(page: Page, title: str, why: str) -> None:
    await page.get_by_label("Priority", exact=True).fill(title)
    await page.get_by_label("Why?").fill(why)
    await press(page, "Propose it")
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


async def move_on(house: Board, page: Page, address: str, name: str) -> None:
    await house.log_in(page, "Olu Ade")
    await page.goto(address)
    await go_on(page, name)


async def go_on(page: Page, name: str) -> None:
    """There is no way back, so it is said first what ends."""
    await page.locator("summary", has_text=name).click()
    await press(page, name)


# ---------------------------------------------------------------- the year
async def look_back(house: Board, page: Page, meeting: str, summer: Wave) -> None:
    """The next pulse's results tell what was done; the calendar says that it is time again."""
    await house.answered(summer)
    await house.log_in(page, "Olu Ade")
    await house.go(page, f"/waves/{summer.code}/results")
    await expect(page.get_by_text("The path is lit since March.").first).to_be_visible()
    await house.camera.take(page, "next-results")
    await house.go(page, f"/meetings/{meeting}")
    await house.camera.take(page, "meeting-a-quarter-later")
    house.time.on(72)
    await house.log_in(page, "Olu Ade")
    await house.camera.take(page, "home")
    await house.go(page, "/plan")
    await expect(page.get_by_text("A quarter is over: ask again").first).to_be_visible()
    await house.camera.take(page, "calendar")


async def test_a_year(house: Board, visit: Visit) -> None:
    page = await visit(viewport=LAPTOP, accept_downloads=True)
    page.set_default_timeout(60_000)
    await urgent(house, page)
    spring = await house.answered(await house.opened("safety-pulse", "Spring 2026"))
    await raise_actions(house, page, await themes(house, page, spring))
    meeting = await plan_meeting(house, page)
    await chase(house, visit, page)
    await paper(house, page, meeting, spring)
    house.time.on(35)
    await decide(house, page, meeting)
    await overdue_and_done(house, page)
    await tell(house, page, spring)
    summer = await next_pulse(house, visit)
    await event(house, visit, page)
    await priorities(house, page)
    await look_back(house, page, meeting, summer)
    assert house.time.today > date(2026, 6, 1)
