"""No page breaks the rules of axe-core, in light or dark, on a phone or a laptop; none is heavy.

The quick run looks at each page in one of the four ways, in turn; `-m long` in all four.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files
from itertools import product
from typing import Any

import pyotp
import pytest
from playwright.async_api import Page, Request, Response

from bot.clock import now
from bot.console.routes import ROUTES
from bot.web.factory import make_app
from surveys.officers.accounts import Officer, Role
from surveys.urgent.leads import Cost, new_lead
from tests.journeys.conftest import Site, Visit
from tests.journeys.furnished import furnished
from tests.journeys.test_console import PASSPHRASE

pytestmark = pytest.mark.browser

PASSWORD = "lamp river seven"
HEAVIEST = 100_000
"""Bytes of a page with its styles and scripts, pictures left out."""

WAYS = tuple(product(("light", "dark"), (1280, 360)))
"""Colours and width in pixels."""

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
CHECK = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
  (each) => each.id + ": " + each.nodes.map((node) => node.html.slice(0, 120)).join(" | "))"""

PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
"""By then whatever a script does at the start has begun."""

ENOUGH = 60
"""Seconds a page may take to get all it asks for."""

CONSOLE = (
    "/", "/waves/new", "/waves/new/safety-pulse", "/waves/{wave}", "/waves/{closed}",
    "/waves/{not_open}", "/waves/{cut}", "/waves/{wave}/questions", "/waves/{not_open}/open",
    "/waves/{codes}/codes", "/waves/{wave}/close", "/waves/{cut}/closing",
    "/waves/{closed}/review", "/waves/{closed}/review/{held}",
    "/waves/{closed}/review/{held}/later", "/waves/{closed}/together",
    "/waves/{closed}/passed-on",
    "/waves/{closed}/comments", "/waves/{closed}/themes",
    "/waves/{closed}/themes/next", "/waves/{closed}/themes/texts/{text}",
    "/waves/{closed}/themes/lights/texts", "/waves/{closed}/themes/lights/quotes",
    "/waves/{closed}/joining", "/waves/{closed}/pooling", "/waves/{closed}/results",
    "/updates", "/updates/new", "/updates/new/service-feedback?theme=Lighting&wave={closed}",
    "/updates/{draft}", "/updates/{published}", "/updates/{draft}/change",
    "/actions", "/actions?show=overdue", "/actions?show=lead", "/actions?show=again",
    "/actions?show=none", "/actions?show=closed", "/actions/hotspots",
    "/reflection", "/actions/new", "/actions/sheet",
    "/actions/{action}", "/actions/{action}/change",
    "/meetings", "/meetings/new", "/meetings/{meeting}", "/meetings/{meeting}/change",
    "/meetings/{meeting}/chase/first", "/meetings/{meeting}/chase/reminder",
    "/meetings/{meeting}/chase/summary",
    "/meetings/{meeting}/papers/new", "/meetings/{meeting}/papers/{paper}",
    "/meetings/{meeting}/papers/{paper}/change",
    "/plan", "/events", "/events/new", "/events/{event}", "/events/{event}/screen",
    "/events/{event}/cards", "/events/{event}/pack",
    "/priorities", "/priorities/new", "/priorities/{proposing}", "/priorities/{picking}",
    "/priorities/{rating}", "/priorities/{decided}",
    "/urgent", "/urgent/{urgent}", "/keys", "/keys/passphrase", "/keys/new", "/keys/lost",
    "/accounts", "/accounts/new", "/accounts/invite", "/accounts/change?name=Olu+Ade",
    "/accounts/renew?name=Olu+Ade", "/account", "/trail", "/no/such/page",
)  # fmt: skip
PUBLIC = (
    "/", "/?lang=cy", "/s/{wave}", "/s/{wave}?lang=cy", "/s/{closed}", "/s/{codes}", "/s/nothere",
    "/s/{wave}/withdraw", "/did/service-feedback", "/did/service-feedback/{closed}",
    "/did/nothing-yet", "/contact", "/e", "/e/{table}", "/e/{table}?lang=cy", "/e/{table}/scribe",
    "/e/ABCDEF", "/console/login", "/console/join/{token}", "/console/mine/{pass}",
    "/console/join/nothing",
)  # fmt: skip
NO_PAGES = (
    ".pdf",
    ".xlsx",
    "/{format}",
    "/sheet/{letter}",
    "/{name}",
    "/healthz",
    "/readyz",
    "/metrics",
)
"""What is downloaded, or read by a program."""


def pattern(address: str) -> str:
    """The address without the values in it, to be set beside the table of pages."""
    return re.sub(r"\{[^/]*\}", "{}", address.partition("?")[0])


def unvisited(pages: Iterable[str], addresses: Iterable[str]) -> list[str]:
    """Pages that none of the addresses leads to. A place in a page takes any one part."""
    wanted = {pattern(page) for page in pages if not page.endswith(NO_PAGES)}
    visited = set(map(pattern, addresses))
    free = visited - wanted
    return sorted(page for page in wanted - visited if not any(_leads(each, page) for each in free))


def _leads(visited: str, page: str) -> bool:
    parts, wanted = visited.split("/"), page.split("/")
    same = len(parts) == len(wanted)
    return same and all(b in {"{}", a} for a, b in zip(parts, wanted, strict=True))


def test_every_page_of_the_console_is_visited() -> None:
    pages = [each.path for each in ROUTES if each.method == "GET" and "elsewhere" not in each.path]
    assert unvisited(pages, [*CONSOLE, *(each.removeprefix("/console") for each in PUBLIC)]) == []


async def test_every_public_page_is_visited(site: Site) -> None:
    routes = make_app(site.parts).router.routes()
    pages = {each.resource.canonical for each in routes if each.method == "GET" and each.resource}
    assert unvisited((each for each in pages if not each.startswith("/console")), PUBLIC) == []


# ---------------------------------------------------------------- looking at one page
async def log_in(site: Site, page: Page) -> None:
    roles = frozenset(set(Role) - {Role.AGENCY})
    _, enrolled = await site.parts.officers.open(Officer("Olu Ade", roles), PASSWORD)
    await site.parts.store.add_lead(new_lead("Olu Ade", PASSPHRASE, Cost(1, 8192)))
    await page.goto(f"{site.address}/console/login")
    await page.get_by_label("Name").fill("Olu Ade")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_label("Code from your code app").fill(pyotp.TOTP(enrolled.secret).at(now()))
    await page.get_by_role("button", name="Log in").click()
    await page.get_by_role("button", name="Log out").wait_for()


@asynccontextmanager
async def loading(page: Page) -> AsyncIterator[list[Response]]:
    """Goes on once the page has loaded and all it asked for has come; what came.

    What "networkidle" means, without its half second in which nothing happens.
    """
    came: list[Response] = []
    under_way: set[Request] = set()

    def begun(request: Request) -> None:
        under_way.add(request)

    def answered(response: Response) -> None:
        came.append(response)

    def over(request: Request) -> None:
        under_way.discard(request)

    listeners: dict[Any, Any] = {
        "request": begun,
        "response": answered,
        "requestfinished": over,
        "requestfailed": over,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield came
        await page.wait_for_load_state("load")
        await page.evaluate(PAINTED)
        async with asyncio.timeout(ENOUGH):
            while under_way:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.01)
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)


async def broken(page: Page, address: str, ways: tuple[tuple[str, int], ...] = WAYS) -> list[str]:
    """What axe says of a page in each of these ways, and whether it is heavy or goes sideways."""
    async with loading(page) as came:
        await page.goto(address)
    weighed = [r for r in came if not r.url.endswith((".png", ".svg")) and r.status == 200]
    size = sum([len(await response.body()) for response in weighed])
    await page.evaluate(AXE)
    place = re.sub(r"^http://[^/]+", "", address)
    found = [f"{place}: heavy, {size} bytes"] if size > HEAVIEST else []
    for scheme, width in ways:
        found += [
            f"{place}, {scheme}, {width}: {each}" for each in await looked(page, scheme, width)
        ]
    return found


async def looked(page: Page, scheme: Any, width: int) -> list[str]:
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = await page.evaluate(CHECK)
    if await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
        found.append("goes sideways")
    return found


async def round_trip(site: Site, visit: Visit, *, thorough: bool) -> list[str]:
    """Every page, first as an officer with every role, then as nobody."""
    page = await visit(reduced_motion="reduce", bypass_csp=True)
    await log_in(site, page)
    ids = await furnished(site)
    addresses = [f"/console{each}" for each in CONSOLE]
    found = await _all(page, site, addresses, ids, thorough=thorough)
    nobody = await visit(reduced_motion="reduce", bypass_csp=True)
    return found + await _all(nobody, site, list(PUBLIC), ids, thorough=thorough)


async def _all(
    page: Page, site: Site, addresses: list[str], ids: dict[str, str], *, thorough: bool
) -> list[str]:
    found = []
    for number, each in enumerate(addresses):
        ways = WAYS if thorough else (WAYS[number % len(WAYS)],)
        found += await broken(page, site.address + each.format(**ids), ways)
    return found


# ---------------------------------------------------------------- the tests
@pytest.mark.timeout(280)
async def test_no_page_breaks_a_rule(site: Site, visit: Visit) -> None:
    assert await round_trip(site, visit, thorough=False) == []


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_no_page_breaks_a_rule_in_any_light_or_width(site: Site, visit: Visit) -> None:
    assert await round_trip(site, visit, thorough=True) == []


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
