"""No page breaks the rules of axe-core, in light or dark; none is heavy."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pyotp
import pytest
from playwright.async_api import Page

from bot.clock import now
from surveys.office.actions import Action, Status
from surveys.office.events import EventState, Seat
from surveys.office.meetings import Meeting
from surveys.office.notes import Lane, NoteState
from surveys.office.priorities import Pitch, Plan, Priorities, RoundState
from surveys.officers import Officer, Role
from tests.journeys.conftest import Site, Visit

pytestmark = pytest.mark.browser

PASSWORD = "lamp river seven"
HEAVIEST = 100_000
"""Bytes of a page with its styles and scripts, pictures left out."""

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
CHECK = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
  (each) => each.id + ": " + each.nodes.map((node) => node.html.slice(0, 120)).join(" | "))"""


async def furnished(site: Site) -> dict[str, str]:
    """Something of everything; the ids that stand in addresses."""
    office, today = site.parts.office, now().date()
    due = today - timedelta(days=3)
    action = Action(
        "Light the path", today, theme="Lighting", lead="Ada", due=due, measure="Less fear"
    )
    first = await office.actions.raise_(action, "Olu")
    await office.actions.raise_(replace(action, status=Status.DONE, outcome="Lit"), "Olu")
    meeting = await office.meetings.plan(Meeting("The board", today + timedelta(days=30)), "Olu")
    event = await office.events.plan("Frontline", date(2026, 3, 10), ["One", "Two"], "Olu")
    event = await office.events.move(event, EventState.OPEN, "Olu")
    for number, text in enumerate(("Forms take long", "Who pays?", "Call 020 7946 0018")):
        seat = Seat(event, event.thing.tables[0])
        await office.notes.take(seat, f"k{number}", list(Lane)[number], text, "en")
    notes = await office.notes.of(event)
    await office.notes.move(notes[-1:], NoteState.RELEASED, "Olu")
    return {
        **{state.value: await agreed(office.priorities, state) for state in RoundState},
        "wave": site.wave.code,
        "action": first.id,
        "meeting": meeting.id,
        "event": event.id,
        "table": event.thing.tables[0].code,
    }


async def agreed(priorities: Priorities, upto: RoundState) -> str:
    """A round that has come as far as that; its id."""
    kept = await priorities.start("The board", 2027, "Olu")
    pitches = [Pitch("Safe streets", "Many ask"), Pitch("Lamps", "Some ask"), Pitch("Home", "Few")]
    made = [(await priorities.propose(kept, each, "Olu Ade")).id for each in pitches]
    await priorities.merge(kept, made[1:2], made[0], "Olu Ade")
    while kept.thing.state is not upto:
        kept = await priorities.go_on(kept, "Olu Ade")
        if kept.thing.state is RoundState.PICKING:
            await priorities.pick(kept, made[::2], "Table 1", group="Table 1")
        if kept.thing.state is RoundState.RATING:
            await priorities.rate(kept, {made[0]: 5, made[2]: 3}, "Olu Ade")
    if upto is RoundState.DECIDED:
        plan = Plan("Light it", ("10 lamps", "", ""))
        first = await priorities.proposal(kept, made[0])
        await priorities.choose(kept, first, plan, "Olu Ade")
    return kept.id


CONSOLE = (
    "/", "/waves/new", "/waves/{wave}", "/waves/{wave}/close", "/waves/{wave}/questions",
    "/updates", "/actions", "/actions?show=closed", "/actions/new", "/actions/{action}",
    "/actions/{action}/change", "/actions/sheet", "/meetings", "/meetings/new",
    "/meetings/{meeting}", "/meetings/{meeting}/chase/first", "/meetings/{meeting}/papers/new",
    "/plan", "/events", "/events/new", "/events/{event}", "/events/{event}/screen",
    "/events/{event}/cards", "/events/{event}/pack", "/urgent", "/keys", "/accounts",
    "/priorities", "/priorities/new", "/priorities/{proposing}", "/priorities/{picking}",
    "/priorities/{rating}", "/priorities/{decided}",
    "/accounts/new", "/accounts/invite", "/account", "/trail", "/no/such/page",
)  # fmt: skip
PUBLIC = ("/", "/s/{wave}", "/did/safety-pulse", "/contact", "/e", "/e/{table}", "/console/login")


async def log_in(site: Site, page: Page) -> None:
    roles = frozenset(set(Role) - {Role.AGENCY})
    _, enrolled = await site.parts.officers.open(Officer("Olu Ade", roles), PASSWORD)
    await page.goto(f"{site.address}/console/login")
    await page.get_by_label("Name").fill("Olu Ade")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_label("Code from your code app").fill(pyotp.TOTP(enrolled.secret).at(now()))
    await page.get_by_role("button", name="Log in").click()
    await page.get_by_role("button", name="Log out").wait_for()


async def broken(page: Page, address: str) -> list[str]:
    """What axe says of a page, and whether it is too heavy or goes sideways."""
    sizes: list[int] = []

    async def weigh(response: Any) -> None:
        if not response.url.endswith((".png", ".svg")) and response.status == 200:
            sizes.append(len(await response.body()))

    page.on("response", weigh)
    await page.goto(address)
    await page.wait_for_load_state("networkidle")
    page.remove_listener("response", weigh)
    await page.evaluate(AXE)
    found: list[str] = await page.evaluate(CHECK)
    if sum(sizes) > HEAVIEST:
        found.append(f"heavy: {sum(sizes)} bytes")
    if await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
        found.append("goes sideways")
    return [f"{address.partition('127.0.0.1')[2][6:]} {each}" for each in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
@pytest.mark.timeout(280)
async def test_no_page_of_the_console_breaks_a_rule(
    site: Site, visit: Visit, scheme: str, width: int
) -> None:
    ids = await furnished(site)
    page = await visit(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    await log_in(site, page)
    found = [
        each
        for path in CONSOLE
        for each in await broken(page, f"{site.address}/console{path.format(**ids)}")
    ]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_public_page_breaks_a_rule(site: Site, visit: Visit, scheme: str) -> None:
    ids = await furnished(site)
    page = await visit(color_scheme=scheme, bypass_csp=True)
    found = [
        each for path in PUBLIC for each in await broken(page, site.address + path.format(**ids))
    ]
    assert found == []


async def test_a_broken_page_would_be_found(site: Site, visit: Visit) -> None:
    """A picture without words, a pale line, and too much of it."""
    page = await visit(bypass_csp=True)

    async def serve(route: Any) -> None:
        body = f'<img src="/x.png"><p style="color:#ccc">pale</p><!--{"x" * HEAVIEST}-->'
        await route.fulfill(content_type="text/html", body=f"<title>t</title><main>{body}</main>")

    await page.route("**/broken", serve)
    found = " ".join(await broken(page, f"{site.address}/broken"))
    for rule in ("image-alt", "color-contrast", "html-has-lang", "heavy"):
        assert rule in found
