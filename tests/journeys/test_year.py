"""A board's year in a real browser: a pulse, what is done about it, and the next pulse.

The clock is moved by hand. Officers work through the pages; the people who answer go through
the one road in.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest
from aiohttp import web
from playwright.async_api import Page, expect

from bot.parts import Parts
from bot.web.factory import make_app
from surveys.closing import close
from surveys.office.actions import Status
from surveys.office.events import Seat
from surveys.office.notes import Lane
from surveys.officers import Role
from surveys.reading import load
from surveys.records import Wave
from tests.bot.web.rooms import room
from tests.journeys.conftest import Visit
from tests.journeys.test_console import LAPTOP, PASSPHRASE, PASSWORD, URGENT_WORDS, answers, hire

pytestmark = [pytest.mark.browser, pytest.mark.timeout(280)]

ACTIONS = (
    ("Light the path by the park", "Lighting and places", "Ada Cole", "Highways"),
    ("Keep the youth club open on Fridays", "Places to go", "Ben Hill", "Youth Service"),
    ("Teach what to do about abuse online", "Online", "Cy Marsh", "Education"),
)
PEOPLE = 40
NOTES = 120
TABLES = 8


class Time:
    """Stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class Board:
    parts: Parts
    address: str
    time: Time
    secrets: dict[str, str]

    async def hire(self, name: str, *roles: Role) -> None:
        self.secrets[name] = (await hire(self.parts, name, *roles)).secret

    async def log_in(self, page: Page, name: str) -> None:
        """A new day, a new login: sessions do not last the night."""
        await page.context.clear_cookies()
        self.time.now += timedelta(seconds=60)  # no code works twice
        await page.goto(f"{self.address}/console/login")
        await page.get_by_label("Name").fill(name)
        await page.get_by_label("Password").fill(PASSWORD)
        code = pyotp.TOTP(self.secrets[name]).at(self.time.now)
        await page.locator("#code").fill(code)
        await page.get_by_role("button", name="Log in").click()
        await expect(page.get_by_role("button", name="Log out")).to_be_visible()

    async def pulse(self, name: str) -> Wave:
        """Opened, answered and closed."""
        waves = self.parts.waves
        wave = await waves.open((await waves.create(load("safety-pulse"), name)).code)
        for number in range(PEOPLE):
            await answers(self.parts, wave, number)
        self.time.on(14)
        today = self.time.now.date()
        return await close(self.parts.store, self.parts.keyring, wave.code, today)


@pytest.fixture
async def board(unused_tcp_port: int) -> AsyncIterator[Board]:
    time = Time()
    async with room(clock=time) as parts:
        runner = web.AppRunner(make_app(parts), access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
        made = Board(parts, f"http://127.0.0.1:{unused_tcp_port}", time, {})
        await made.hire("Olu Ade", Role.OFFICER)
        await made.hire("Bea Lund", Role.OFFICER)
        await made.hire("Dawn Field", Role.LEAD)
        await made.hire("Mo Board", Role.BOARD)
        yield made
        await runner.cleanup()


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def read_urgent(board: Board, page: Page) -> None:
    """Somebody is in danger while the wave is open; the lead reads it the same day."""
    waves = board.parts.waves
    wave = await waves.open((await waves.create(load("service-feedback"), "Any day")).code)
    await answers(board.parts, wave, 900, URGENT_WORDS)
    await board.log_in(page, "Dawn Field")
    await page.get_by_role("link", name="Read now").click()
    await page.locator("main a[href*='/urgent/']").first.click()
    await page.locator("input[type=password]").first.fill(PASSPHRASE)
    await page.locator("main form:has(input[type=password]) button").first.click()
    await expect(page.locator(".said-urgent").first).to_contain_text("hits me")


async def raise_actions(board: Board, page: Page) -> None:
    await board.log_in(page, "Olu Ade")
    for what, theme, lead, agency in ACTIONS:
        await page.goto(f"{board.address}/console/actions/new")
        await page.get_by_label("What will be done?").fill(what)
        await page.get_by_label("Theme").fill(theme)
        await page.get_by_label("Lead").fill(lead)
        await page.get_by_label("Agency").fill(agency)
        due = board.time.now.date() + timedelta(days=60)
        await page.get_by_label("Due").fill(str(due))
        await page.get_by_label("How will we know it made a difference?").fill("Fewer are afraid")
        await press(page, "Raise the action")
        await expect(page.get_by_role("heading", name=what)).to_be_visible()


async def plan_meeting(board: Board, page: Page) -> str:
    await page.goto(f"{board.address}/console/meetings/new")
    await page.get_by_label("Name").fill("Safeguarding board")
    await page.get_by_label("Day").fill(str(board.time.now.date() + timedelta(days=35)))
    await press(page, "Save")
    await page.get_by_role("link", name="Ask the leads how far their actions are").click()
    await expect(page.get_by_text("no account with an e-mail address").first).to_be_visible()
    found = re.search(r"/meetings/(\w+)/", page.url)
    assert found
    return found[1]


async def paper(board: Board, page: Page, meeting: str, wave: Wave) -> None:
    """One writes, another checks and releases, a board member reads."""
    await page.goto(f"{board.address}/console/meetings/{meeting}/papers/new")
    await page.get_by_label("Title").fill("What young people told us")
    await page.get_by_label(wave.name).check()
    await press(page, "Save the draft")
    address = page.url
    await board.log_in(page, "Bea Lund")
    await page.goto(address)
    await press(page, "It is right")
    await press(page, "Release it")
    await board.log_in(page, "Mo Board")
    await page.goto(f"{board.address}/console/meetings/{meeting}")
    await page.get_by_role("link", name="What young people told us").click()
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Word").click()
    assert (await (await coming.value).path()).stat().st_size > 10_000


async def decide(board: Board, page: Page, meeting: str) -> None:
    await board.log_in(page, "Olu Ade")
    await page.goto(f"{board.address}/console/meetings/{meeting}")
    await page.get_by_text("Record a decision").click()
    await page.get_by_label("What was decided?").fill("Ask the bus company for a later bus")
    await page.get_by_label("Lead").fill("Ada Cole")
    await press(page, "Record it")
    await expect(page.get_by_role("link", name="A0004")).to_be_visible()


async def overdue_and_done(board: Board, page: Page) -> None:
    """Two months on, one is late and one is done."""
    board.time.on(70)
    await board.log_in(page, "Olu Ade")
    await page.goto(f"{board.address}/console/actions?show=overdue")
    await expect(page.locator(".tag.late")).to_have_count(len(ACTIONS))
    await page.goto(f"{board.address}/console/actions/A0001")
    await page.get_by_label("Done", exact=True).check()
    await page.get_by_label("What became of it").fill("The path is lit since June.")
    await press(page, "Save")
    kept = (await board.parts.office.actions.one("A0001")).thing
    assert kept.status is Status.DONE


async def tell(board: Board, page: Page) -> None:
    """You said, we did: on a page that everybody can read."""
    await page.goto(f"{board.address}/console/updates/new/safety-pulse")
    words = {"asked": "How safe do you feel?", "said": "It is dark.", "did": "The path is lit."}
    for part, text in words.items():
        await page.locator(f"#{part}-en").fill(text)
    await page.get_by_label("Day it was done").fill(str(board.time.now.date()))
    await press(page, "Save and check")
    await page.locator("form[action$='/publish'] button").click()
    await page.goto(f"{board.address}/did/safety-pulse?lang=en")
    await expect(page.get_by_text("The path is lit.")).to_be_visible()


async def event(board: Board, page: Page) -> None:
    await board.log_in(page, "Olu Ade")
    await page.goto(f"{board.address}/console/events/new")
    await page.get_by_label("Name").fill("Frontline day")
    await page.get_by_label("Day").fill(str(board.time.now.date()))
    await page.get_by_label("Tables").fill("\n".join(f"Table {n + 1}" for n in range(TABLES)))
    await press(page, "Plan the event")
    await press(page, "Open it")
    (planned,) = await board.parts.office.events.all()
    for number in range(NOTES):
        seat = Seat(planned, planned.thing.tables[number % TABLES])
        words = f"Referral form number {number} takes too long"
        await board.parts.office.notes.take(seat, f"k{number}", list(Lane)[number % 3], words, "en")
    await page.reload()
    await expect(page.get_by_role("heading", name=f"{NOTES} notes wait")).to_be_visible()
    await page.locator("input[name=note]").nth(0).check()
    await page.locator("input[name=note]").nth(1).check()
    await press(page, "Merge")
    await page.locator("input[name=note]").nth(0).check()
    await press(page, "Release")
    await press(page, "It is over")
    await page.get_by_role("link", name="Raise an action").first.click()
    await press(page, "Raise the action")
    await expect(page.get_by_text("From a table-top note")).to_be_visible()


async def test_a_year(board: Board, visit: Visit) -> None:
    page = await visit(viewport=LAPTOP, accept_downloads=True)
    await read_urgent(board, page)
    spring = await board.pulse("Spring 2026")
    await raise_actions(board, page)
    meeting = await plan_meeting(board, page)
    await paper(board, page, meeting, spring)
    board.time.on(35)
    await decide(board, page, meeting)
    await overdue_and_done(board, page)
    await tell(board, page)
    await event(board, page)
    summer = await board.pulse("Summer 2026")
    await board.log_in(page, "Olu Ade")
    await page.goto(f"{board.address}/console/waves/{summer.code}/results")
    await expect(page.get_by_text("The path is lit.").first).to_be_visible()
    await page.goto(f"{board.address}/console/plan")
    await expect(page.get_by_text("A quarter is over: ask again")).to_be_visible()
    assert board.time.now.date() > date(2026, 5, 1)
