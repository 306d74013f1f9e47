"""Every journey by keyboard alone, with the focus seen all the way."""

from collections.abc import Awaitable, Callable
from datetime import date

import pyotp
import pytest
from playwright.async_api import Page, expect

from bot.clock import now
from surveys.definitions.reading import load
from surveys.office.events import EventState
from surveys.officers.accounts import Role
from surveys.records import TextState, Wave, WaveState
from surveys.telling.updates import Words
from surveys.waves.closing import close
from tests.journeys.conftest import Site, Visit
from tests.journeys.hands import Hands
from tests.journeys.test_console import (
    HELD_WORDS,
    LAPTOP,
    PASSPHRASE,
    PASSWORD,
    URGENT_WORDS,
    answers,
    hire,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

MOST_SCREENS = 40
ANSWER = "#answer button[name=pick], #answer input[name=pick], #answer textarea"
Officer = Callable[..., Awaitable[Hands]]


@pytest.fixture
def officer(site: Site, visit: Visit) -> Officer:
    """Logs in with name, password and code, typed."""

    async def logged_in(name: str, *roles: Role) -> Hands:
        hired = await hire(site.parts, name, *(roles or (Role.OFFICER,)))
        hands = Hands(await visit(viewport=LAPTOP))
        await hands.page.goto(f"{site.address}/console/login")
        await hands.write("Name", name)
        await hands.write("Password", PASSWORD)
        await hands.write("Code from your code app", pyotp.TOTP(hired.secret).at(now()))
        await hands.press("Enter")
        await expect(hands.page.get_by_role("button", name="Log out")).to_be_visible()
        return hands

    return logged_in


# ---------------------------------------------------------------- who answers
async def say(hands: Hands) -> None:
    """One question: the first answer, or words; then on."""
    await hands.to(hands.page.locator(ANSWER))
    kind = await hands.page.evaluate("() => document.activeElement.type")
    if kind == "submit":
        await hands.press("Enter")
        return
    if kind == "textarea":
        await hands.page.keyboard.type("More lights by the park.")
    else:
        await hands.press("Space")
    await hands.push("Next")


@pytest.mark.parametrize("width", [360, 1024])
async def test_the_chat_from_its_link_to_the_receipt(site: Site, visit: Visit, width: int) -> None:
    hands = Hands(await visit(viewport={"width": width, "height": 740}))
    await hands.page.goto(site.chat)
    await hands.push("Start")
    receipt = hands.page.get_by_role("link", name="Take my answers back")
    for _ in range(MOST_SCREENS):
        asked = await question(hands.page)
        if await receipt.count():
            break
        await say(hands)
        await hands.page.wait_for_function(
            "(before) => (document.querySelector('[name=turn]') || {}).value !== before", arg=asked
        )
    await expect(receipt).to_be_visible()
    assert await site.finished() == 1
    assert hands.unseen == []


async def question(page: Page) -> str | None:
    """The turn of the question on screen; None at the end."""
    await page.wait_for_load_state()
    turn: str | None = await page.evaluate(
        "() => (document.querySelector('[name=turn]') || {value: null}).value"
    )
    return turn


async def test_a_note_at_an_event(site: Site, visit: Visit) -> None:
    events = site.parts.office.events
    event = await events.plan("Frontline", date(2026, 3, 10), ["One"], "Olu")
    await events.move(event, EventState.OPEN, "Olu")
    hands = Hands(await visit())
    await hands.page.goto(f"{site.address}/e")
    await hands.to(hands.page.get_by_role("textbox"))
    await hands.page.keyboard.type(event.thing.tables[0].code.lower())
    await hands.press("Enter")
    await expect(hands.page.get_by_text("What does your table say?")).to_be_visible()
    await hands.to(hands.page.get_by_role("radio"))
    await hands.press("ArrowDown")
    await hands.to(hands.page.get_by_label("Your note"))
    await hands.page.keyboard.type("One phone number for advice")
    await hands.push("Put it in")
    await expect(hands.page.get_by_text("It is with the person at the front")).to_be_visible()
    (note,) = await site.parts.office.notes.of(await events.one(event.id))
    assert (note.thing.text, note.thing.lane) == ("One phone number for advice", "suggestion")
    assert hands.unseen == []


# ---------------------------------------------------------------- who works on it
async def closed_wave(site: Site) -> Wave:
    waves = site.parts.waves
    wave = await waves.open((await waves.create(load("service-feedback"), "Autumn")).code)
    await answers(site.parts, wave, 1, HELD_WORDS)
    return await close(site.parts.store, site.parts.keyring, wave.code, now().date())


async def test_a_held_text_is_cut_and_released(site: Site, officer: Officer) -> None:
    wave = await closed_wave(site)
    hands = await officer("Olu Ade")
    await hands.follow("1 text to review")
    await hands.to(hands.page.locator("label.word", has_text="fucking").locator("input"))
    await hands.press("Space")
    await hands.push("Remove the marked words")
    await expect(hands.page.locator(".markable")).to_contain_text("all [removed] idiots")
    await hands.push("Release")
    await expect(hands.page.get_by_text("Nothing waits for review")).to_be_visible()
    (text,) = [t for t in await site.parts.store.texts(wave.id) if "[removed]" in t.redacted]
    assert text.state is TextState.RELEASED
    assert hands.unseen == []


async def test_an_action_is_raised_and_brought_forward(site: Site, officer: Officer) -> None:
    hands = await officer("Olu Ade")
    await hands.follow("Actions")
    await hands.follow("Raise the first action")
    await hands.write("What will be done?", "Light the path")
    await hands.write("Theme", "Lighting")
    await hands.write("Lead", "Ada Cole")
    await hands.push("Raise the action")
    await expect(hands.page.get_by_role("heading", name="Light the path")).to_be_visible()
    await hands.to(hands.page.get_by_role("radio"))
    await hands.press("ArrowDown")
    await hands.write("What happened, and where is the evidence?", "Lamps are ordered")
    await hands.push("Save")
    await expect(hands.page.get_by_text("Under way").first).to_be_visible()
    kept = (await site.parts.office.actions.one("A0001")).thing
    assert (kept.note, kept.status) == ("Lamps are ordered", "under_way")
    assert hands.unseen == []


async def test_a_card_is_written_by_one_and_published_by_another(
    site: Site, officer: Officer
) -> None:
    first = await officer("Olu Ade")
    await first.follow("Updates")
    await first.follow("How safe do you feel?")
    for part, words in (("We asked", "What helps?"), ("You said", "Light."), ("We did", "Lamps.")):
        await first.write(part, words)
    await first.write("When was it done?", "yesterday")
    await first.push("Save and check")
    await expect(first.page.get_by_role("heading", name="Check the update")).to_be_visible()
    second = await officer("Bea Lund")
    await second.follow("Updates")
    await second.follow("Lamps.")
    await second.push("It is right: publish")
    await expect(second.page.get_by_role("heading", name="Public page")).to_be_visible()
    (update,) = await site.parts.telling.updates.published()
    assert (update.words, update.author) == (
        {"en": Words("What helps?", "Light.", "Lamps.")},
        "Olu Ade",
    )
    assert first.unseen + second.unseen == []


async def test_a_wave_is_closed(site: Site, officer: Officer) -> None:
    hands = await officer("Olu Ade")
    await hands.follow(site.wave.name)
    await hands.follow("Close this wave")
    await hands.write(f"Type {site.wave.code} to confirm", site.wave.code)
    await hands.push("Close the wave for good")
    await expect(hands.page.get_by_role("heading", name="Ready for the paper")).to_be_visible()
    assert (await site.parts.waves.one(site.wave.code)).state is WaveState.CLOSED
    assert hands.unseen == []


async def test_a_lead_reads_what_is_urgent_and_says_what_came_of_it(
    site: Site, officer: Officer
) -> None:
    hands = await officer("Dawn Field", Role.LEAD)
    await answers(site.parts, site.wave, 900, URGENT_WORDS)
    await hands.page.reload()
    await hands.follow("Read now")
    await hands.go_by(hands.page.locator("main a[href*='/urgent/']"))
    await hands.to(hands.page.locator("input[type=password]"))
    await hands.page.keyboard.type(PASSPHRASE)
    await hands.press("Enter")
    await hands.page.wait_for_load_state()
    await expect(hands.page.locator(".said-urgent").first).to_contain_text("hits me")
    assert hands.unseen == []


async def test_where_the_focus_cannot_be_seen_is_noticed(site: Site, visit: Visit) -> None:
    hands = Hands(await visit(bypass_csp=True))
    await hands.page.goto(site.chat)
    await hands.page.add_style_tag(content="* { outline: none !important; }")
    await hands.to(hands.page.get_by_role("button", name="Start"))
    assert any("no outline" in each for each in hands.unseen)
