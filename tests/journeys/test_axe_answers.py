"""What a page answers when its form is sent as it stands breaks no rule of axe-core either.

Some forms are sent empty and come back with what is wrong, others change something; each page that
comes of it is looked at. The quick run sends the forms of every fourth page; `-m long` of all.
"""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Error, Page

from tests.journeys.conftest import Site, Visit
from tests.journeys.furnished import furnished
from tests.journeys.test_axe import AXE, CONSOLE, PUBLIC, WAYS, loading, log_in, looked

pytestmark = pytest.mark.browser

EVERY = 4
"""The quick run takes one page in so many."""

FORMS = 'main form[method="post"]'
NOT_SENT = ("/logout", "/leave", "disable", "/lost", "/account/")
"""What ends the login that the walk goes on with."""

SEND = """form => {
  form.noValidate = true;
  form.requestSubmit(form.querySelector('button:not([type="button"])'));
}"""


async def answers_of(page: Page, address: str, way: tuple[str, int]) -> list[str]:
    """What axe says of what comes of each form of a page."""
    found: list[str] = []
    await page.goto(address)
    for number in range(await page.locator(FORMS).count()):
        if await sent(page, address, number):
            place = urlsplit(address).path
            await page.evaluate(AXE)
            found += [f"{place}, form {number}: {each}" for each in await looked(page, *way)]
    return found


async def sent(page: Page, address: str, number: int) -> bool:
    """Whether the form is there and was sent. Sent ones may have taken others away."""
    await page.goto(address)
    form = page.locator(FORMS).nth(number)
    if number >= await page.locator(FORMS).count():
        return False
    to = await form.get_attribute("action") or address
    if any(each in to for each in NOT_SENT):
        return False
    try:
        async with loading(page), page.expect_navigation():
            await form.evaluate(SEND)
    except Error as error:
        if "ERR_ABORTED" in error.message:
            return False  # a file to download, no page
        raise
    return True


async def round_trip(site: Site, visit: Visit, every: int) -> tuple[list[str], int]:
    """What is broken, and how many pages had their forms sent."""
    page = await visit(reduced_motion="reduce", bypass_csp=True, accept_downloads=True)
    await log_in(site, page)
    ids = await furnished(site)
    walks = [(page, [f"/console{each}" for each in CONSOLE])]
    walks.append((await visit(reduced_motion="reduce", bypass_csp=True), list(PUBLIC)))
    found: list[str] = []
    number = 0
    for walker, addresses in walks:
        for number, each in enumerate(addresses[::every]):
            way = WAYS[number % len(WAYS)]
            found += await answers_of(walker, site.address + each.format(**ids), way)
    return found, number


@pytest.mark.timeout(200)
async def test_no_answer_breaks_a_rule(site: Site, visit: Visit) -> None:
    found, pages = await round_trip(site, visit, EVERY)
    assert pages
    assert found == []


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_no_answer_of_any_page_breaks_a_rule(site: Site, visit: Visit) -> None:
    found, pages = await round_trip(site, visit, 1)
    assert pages
    assert found == []
