"""An officer's whole road in a real browser: wave, answers, close, review, paper. No stand-ins."""

import asyncio
import io
from dataclasses import dataclass

import docx
import pyotp
import pytest
from playwright.async_api import Page, Route, expect

from bot.clock import now
from bot.parts import Parts
from surveys.messages import Ask, AskKind, Chose, Incoming, PersonId, Started, Thank, Wrote
from surveys.officers.accounts import Officer, Role
from surveys.records import Wave
from surveys.urgent.leads import Cost, new_lead
from tests.journeys.conftest import Site, Visit

pytestmark = pytest.mark.browser

PASSWORD = "lamp river seven"
PASSPHRASE = "quiet harbour nine"
LAPTOP = {"width": 1280, "height": 800}
SMALL = {"width": 390, "height": 844}
KIND_WORDS = "More lights by the park, please."
HELD_WORDS = "They are all fucking idiots by the park"
URGENT_WORDS = "my dad hits me"
MOST_TURNS = 60
TWICE = """() => {
  const button = document.querySelector("main form button");
  button.click();
  setTimeout(() => button.click(), 300);
}"""


# ---------------------------------------------------------------- people who answer
async def answers(parts: Parts, wave: Wave, number: int, words: str = KIND_WORDS) -> None:
    """One person, through the one road in, to the thanks."""
    person = PersonId(f"web:{number:032x}")
    replies = await parts.intake.receive(wave.code, Incoming(person, Started()))
    said = words
    for _ in range(MOST_TURNS):
        asked = next((reply for reply in replies if isinstance(reply, Ask)), None)
        if asked is None:
            break
        came = Wrote(said) if asked.kind is AskKind.TEXT else Chose((asked.options[0].key,))
        said = KIND_WORDS if asked.kind is AskKind.TEXT else said
        replies = await parts.intake.receive(wave.code, Incoming(person, came, asked.turn))
    assert any(isinstance(reply, Thank) for reply in replies)


# ---------------------------------------------------------------- officers
@dataclass
class Hired:
    officer: Officer
    secret: str


async def hire(parts: Parts, name: str, *roles: Role) -> Hired:
    wanted = Officer(name, frozenset(roles), agency="Highways" if Role.AGENCY in roles else "")
    officer, enrolled = await parts.officers.open(wanted, PASSWORD)
    if Role.LEAD in roles:
        await parts.store.add_lead(new_lead(name, PASSPHRASE, Cost(1, 8192)))
    return Hired(officer, enrolled.secret)


async def log_in(page: Page, site: Site, hired: Hired) -> None:
    await page.goto(f"{site.address}/console")
    await page.get_by_label("Name").fill(hired.officer.name)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_label("Code from your code app").fill(pyotp.TOTP(hired.secret).at(now()))
    await page.get_by_role("button", name="Log in").click()
    await expect(page.get_by_role("button", name="Log out")).to_be_visible()


async def make_wave(page: Page, site: Site) -> Wave:
    await page.get_by_role("link", name="New wave").click()
    await page.get_by_role("link", name="How was it?").click()
    await page.get_by_label("Name of this wave").fill("Autumn <b>2026</b>")
    await page.get_by_role("button", name="Make the wave").click()
    await page.get_by_role("link", name="Open this wave").click()
    await page.get_by_role("button", name="Open the wave").click()
    await expect(page.get_by_text("Fewer than 10")).to_be_visible()
    return (await site.parts.waves.all())[0]


async def close_wave(page: Page, wave: Wave) -> None:
    await page.reload()
    await expect(page.get_by_text("About 20")).to_be_visible()
    await page.get_by_role("link", name="Close this wave").click()
    await page.get_by_role("button", name="Close the wave for good").click()
    await expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    await page.get_by_label(f"Type {wave.code} to confirm").fill(wave.code)
    await page.get_by_role("button", name="Close the wave for good").click()
    await expect(page.get_by_role("link", name="Review texts")).to_be_visible()


async def review(page: Page) -> None:
    await page.get_by_role("link", name="Review texts").click()
    await expect(page.get_by_text("It holds swear words.")).to_be_visible()
    await page.locator("label.word", has_text="fucking").click()
    await page.get_by_role("button", name="Remove the marked words").click()
    await expect(page.locator(".markable")).to_contain_text("all [removed] idiots")
    await page.get_by_role("button", name="Release").click()
    await expect(page.get_by_role("heading", name="Nothing waits for review")).to_be_visible()


async def download(page: Page) -> bytes:
    await page.get_by_role("link", name="Results and papers").click()
    await expect(page.get_by_role("heading", name="What they said")).to_be_visible()
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Word paper").click()
    kept = await (await coming.value).path()
    return kept.read_bytes()


async def sideways(page: Page) -> bool:
    return bool(await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("scripts", [True, False])
async def test_from_a_new_wave_to_a_word_paper(site: Site, visit: Visit, *, scripts: bool) -> None:
    hired = await hire(site.parts, "Owen Price", Role.OFFICER)
    page = await visit(viewport=LAPTOP, java_script_enabled=scripts, accept_downloads=True)
    await log_in(page, site, hired)
    wave = await make_wave(page, site)
    for number in range(23):
        await answers(site.parts, wave, number, HELD_WORDS if number == 7 else KIND_WORDS)
    await close_wave(page, wave)
    await review(page)
    paper = docx.Document(io.BytesIO(await download(page)))
    told = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = "\n".join(c.text for table in paper.tables for row in table.rows for c in row.cells)
    assert "Autumn <b>2026</b>" in told + cells
    assert "About 25 people" in told


async def test_a_lead_reads_urgent_words_and_an_officer_only_sees_that_they_wait(
    site: Site, visit: Visit
) -> None:
    lead = await hire(site.parts, "Dawn Field", Role.LEAD)
    officer = await hire(site.parts, "Owen Price", Role.OFFICER)
    await answers(site.parts, site.wave, 1, URGENT_WORDS)
    page = await visit(viewport=SMALL)
    await log_in(page, site, officer)
    await expect(page.get_by_role("heading", name="1 urgent text waits")).to_be_visible()
    assert (await page.goto(f"{site.address}/console/urgent")).status == 403  # type: ignore[union-attr]
    await page.get_by_role("button", name="Log out").click()
    await log_in(page, site, lead)
    await page.get_by_role("link", name="Read now").click()
    await page.get_by_role("link", name="Read").last.click()
    await page.get_by_label("Your passphrase").fill(PASSPHRASE)
    await page.get_by_role("button", name="Show the words").click()
    await expect(page.get_by_text(URGENT_WORDS)).to_be_visible()
    await page.get_by_label("Police or ambulance called").check()
    await page.get_by_label("Note").fill("Rang 999 at ten past four.")
    await page.get_by_role("button", name="Record it").click()
    await expect(page.get_by_role("heading", name="It is recorded")).to_be_visible()
    await expect(page.get_by_role("cell", name="Police or ambulance called")).to_be_visible()
    await expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()


async def test_with_scripts_words_are_marked_by_sweeping_over_them(
    site: Site, visit: Visit
) -> None:
    hired = await hire(site.parts, "Owen Price", Role.OFFICER)
    page = await visit(viewport=LAPTOP)
    await log_in(page, site, hired)
    wave = await make_wave(page, site)
    for number in range(20):
        await answers(site.parts, wave, number, HELD_WORDS if number == 7 else KIND_WORDS)
    await close_wave(page, wave)
    await page.get_by_role("link", name="Review texts").click()
    first = await page.locator("label.word", has_text="all").bounding_box()
    last = await page.locator("label.word", has_text="idiots").bounding_box()
    assert first
    assert last
    await page.mouse.move(first["x"] + 2, first["y"] + first["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(last["x"] + last["width"] - 2, last["y"] + last["height"] / 2, steps=8)
    await page.mouse.up()
    marked = page.locator("label.word:has(:checked)")
    assert await marked.all_inner_texts() == ["all", "fucking", "idiots"]


async def test_no_page_needs_sideways_scrolling_on_a_phone_and_errors_take_the_focus(
    site: Site, visit: Visit
) -> None:
    hired = await hire(site.parts, "Priya Shah", *Role)
    page = await visit(viewport=SMALL)
    await page.goto(f"{site.address}/console/login")
    await page.get_by_role("button", name="Log in").click()
    await expect(page.locator("#problems")).to_be_focused()
    await log_in(page, site, hired)
    code = site.wave.code
    for path in ("", f"waves/{code}", f"waves/{code}/close", "accounts", "accounts/new", "trail"):
        await page.goto(f"{site.address}/console/{path}")
        assert not await sideways(page), path


async def test_a_form_pressed_twice_is_sent_once(site: Site, visit: Visit) -> None:
    """The second press comes while the first is under way, as on a slow line."""
    hired = await hire(site.parts, "Owen Price", Role.OFFICER)
    page = await visit(viewport=LAPTOP)
    await log_in(page, site, hired)
    await page.goto(f"{site.address}/console/actions/new")
    await page.get_by_label("What will be done?").fill("Light the path")
    sent: list[str] = []

    async def slowly(route: Route) -> None:
        sent.append(route.request.method)
        await asyncio.sleep(1)
        await route.continue_()

    await page.route("**/actions/new", slowly)
    await page.evaluate(TWICE)
    await expect(page.get_by_role("heading", name="Light the path")).to_be_visible()
    assert sent == ["POST"]


async def test_the_big_screen_shows_the_hall_no_name_of_an_officer(
    site: Site, visit: Visit
) -> None:
    hired = await hire(site.parts, "Owen Price", Role.OFFICER)
    event = await site.parts.office.events.plan("Frontline", now().date(), ["One"], "Owen Price")
    page = await visit(viewport=LAPTOP)
    await log_in(page, site, hired)
    await page.goto(f"{site.address}/console/events/{event.id}/screen")
    await expect(page.get_by_role("heading", name="Frontline")).to_be_visible()
    await expect(page.get_by_text("Owen Price")).to_be_hidden()
    await page.set_viewport_size({"width": 1920, "height": 1080})
    joining = page.get_by_text("with the code on your table")
    assert await joining.evaluate("it => parseFloat(getComputedStyle(it).fontSize)") > 30
    await page.get_by_role("link", name="Leave the big screen").click()
    await expect(page.get_by_role("link", name="Cards for the tables")).to_be_visible()
