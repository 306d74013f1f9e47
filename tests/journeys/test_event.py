"""An event in the browser: phones at tables, the network gone for a while, every note once."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from playwright.async_api import Page, expect

from surveys.office.events import EventState, KeptEvent, Seat
from surveys.office.notes import Lane, NoteState
from tests.journeys.conftest import Site, Visit

pytestmark = pytest.mark.browser


async def opened(site: Site, tables: int) -> KeptEvent:
    names = [f"Table {number}" for number in range(1, tables + 1)]
    events = site.parts.office.events
    event = await events.plan("Frontline 2026", date(2026, 3, 10), names, "Olu")
    return await events.move(event, EventState.OPEN, "Olu")


async def put(page: Page, text: str) -> None:
    await page.get_by_label("Suggestion").check()
    await page.get_by_label("Your note").fill(text)
    await page.get_by_role("button", name="Put it in").click()


async def all_in(site: Site, event: KeptEvent, count: int, seconds: float) -> Counter[str]:
    """The texts that were kept, once there are so many or the time is up."""
    for _ in range(int(seconds * 5)):
        if len(await site.parts.office.notes.of(event)) >= count:
            break
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)  # a second copy would come now
    return Counter(each.thing.text for each in await site.parts.office.notes.of(event))


async def play(site: Site, visit: Visit, tables: int, phones: int, away: float) -> None:
    event = await opened(site, tables)
    pages = []
    for number in range(phones):
        page = await visit()
        await page.goto(f"{site.address}/e/{event.thing.tables[number % tables].code}")
        pages.append(page)
    for number, page in enumerate(pages):
        await put(page, f"Before {number}")
    for page in pages:
        await page.context.set_offline(offline=True)
    for number, page in enumerate(pages):
        await put(page, f"Away {number} first")
        await put(page, f"Away {number} second")
    await expect(pages[0].get_by_text("Kept on this device").first).to_be_visible()
    await asyncio.sleep(away)
    for page in pages:
        await page.context.set_offline(offline=False)
    kept = await all_in(site, event, 3 * phones, 60)
    wanted = {f"Before {number}" for number in range(phones)}
    wanted |= {f"Away {n} {which}" for n in range(phones) for which in ("first", "second")}
    assert kept == Counter(dict.fromkeys(wanted, 1))
    await expect(pages[0].get_by_text("Kept on this device")).to_have_count(0)


async def test_notes_survive_a_lost_network_and_come_once(site: Site, visit: Visit) -> None:
    await play(site, visit, tables=2, phones=4, away=2)


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_ten_tables_thirty_phones_two_minutes_without_wifi(site: Site, visit: Visit) -> None:
    await play(site, visit, tables=10, phones=30, away=120)


async def test_a_phone_that_was_put_away_sends_what_it_kept(site: Site, visit: Visit) -> None:
    """The page is closed while the network is away; whoever opens it again sends the rest."""
    event = await opened(site, 1)
    page = await visit()
    address = f"{site.address}/e/{event.thing.tables[0].code}"
    await page.goto(address)
    await page.context.set_offline(offline=True)
    await put(page, "More light at the bus stop")
    await expect(page.get_by_text("Kept on this device")).to_be_visible()
    await page.close()
    again = await page.context.new_page()
    await again.context.set_offline(offline=False)
    await again.goto(address)
    assert await all_in(site, event, 1, 20) == {"More light at the bus stop": 1}


async def test_without_scripts_it_is_a_plain_form(site: Site, visit: Visit) -> None:
    event = await opened(site, 1)
    page = await visit(java_script_enabled=False)
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}")
    await put(page, "Plain and simple")
    await expect(page.get_by_text("It is with the person at the front")).to_be_visible()
    assert len(await site.parts.office.notes.of(event)) == 1


async def test_who_types_goes_on_typing_while_notes_go_out(site: Site, visit: Visit) -> None:
    event = await opened(site, 1)
    page = await visit()
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}")
    await put(page, "First")
    await page.get_by_label("Your note").focus()
    await page.keyboard.type("Second, typed at once", delay=30)
    await expect(page.get_by_text("It is with the person at the front")).to_be_visible()
    await page.keyboard.type(" and on")
    await expect(page.get_by_label("Your note")).to_have_value("Second, typed at once and on")
    await expect(page.get_by_role("listitem").filter(has_text="First")).to_be_visible()


async def test_where_to_turn_stays_whatever_else_comes_in(site: Site, visit: Visit) -> None:
    """Both were kept on the device; the answer to the second must not take away the help."""
    event = await opened(site, 1)
    page = await visit()
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}")
    await page.context.set_offline(offline=True)
    await put(
        page, "A boy in my class told me his dad hits him and he is scared to go home tonight"
    )
    await put(page, "Forms take long")
    await page.context.set_offline(offline=False)
    await expect(page.get_by_text("It is with the person at the front")).to_be_visible()
    await expect(page.get_by_text("If somebody is at risk, act now")).to_be_visible()
    await expect(page.get_by_text("This note was not kept")).to_be_visible()
    kept = [each.thing.text for each in await site.parts.office.notes.of(event)]
    assert kept == ["Forms take long"]


async def test_a_vote_that_was_not_counted_does_not_look_as_if_it_was(
    site: Site, visit: Visit
) -> None:
    """Voting ended while the page stood open."""
    event, events = await opened(site, 1), site.parts.office.events
    seat = Seat(event, event.thing.tables[0])
    notes = site.parts.office.notes
    await notes.take(seat, "k", Lane.ISSUE, "Forms take long", "en")
    await notes.move(await notes.of(event), NoteState.RELEASED, "Olu")
    voting = await events.change(event, replace(event.thing, voting=True), "Olu")
    page = await visit()
    await page.goto(f"{site.address}/e/{seat.table.code}")
    await expect(page.get_by_role("button", name="This matters most")).to_be_visible()
    await events.change(voting, replace(event.thing, voting=False), "Olu")
    await page.get_by_role("button", name="This matters most").click()
    await expect(page.get_by_text("Notes and votes are not taken just now")).to_be_visible()
    await expect(page.get_by_text("You chose this")).to_have_count(0)
    await events.change(await events.one(event.id), replace(event.thing, voting=True), "Olu")
    await page.reload()
    await expect(page.get_by_role("button", name="This matters most")).to_be_visible()
    await expect(page.get_by_text("You chose this")).to_have_count(0)


async def test_a_table_is_not_told_of_keys_that_do_nothing_there(site: Site, visit: Visit) -> None:
    event = await opened(site, 1)
    page = await visit(viewport={"width": 1280, "height": 800})
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}")
    await expect(page.get_by_text("Press Escape")).to_have_count(0)


async def test_a_scribe_puts_in_many_and_loses_none(site: Site, visit: Visit) -> None:
    event = await opened(site, 1)
    page = await visit(viewport={"width": 1280, "height": 800})
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}/scribe")
    await page.get_by_label("Issue").fill("\n".join(f"Issue {n}" for n in range(6)))
    await page.get_by_label("Question").fill("Who pays?")
    await page.get_by_role("button", name="Put them all in").click()
    await expect(page.get_by_text("Put in: 7.")).to_be_visible()
    await page.context.set_offline(offline=True)
    await page.get_by_label("Suggestion").fill("One form\nOne number")
    await page.get_by_role("button", name="Put them all in").click()
    await expect(page.get_by_text("Kept on this device")).to_be_visible()
    await page.context.set_offline(offline=False)
    kept = await all_in(site, event, 9, 20)
    assert kept.total() == 9
    assert kept["One number"] == 1


async def test_where_to_turn_comes_into_sight_of_who_wrote_far_down(
    site: Site, visit: Visit
) -> None:
    event = await opened(site, 1)
    page = await visit(viewport={"width": 360, "height": 500})
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}/scribe?lang=en")
    await page.get_by_label("Issue").fill("A boy here told me his dad hits him every night")
    await page.get_by_role("button", name="Put them all in").click()
    help_ = page.get_by_text("If somebody is at risk, act now")
    await expect(help_).to_be_in_viewport()
    assert await help_.evaluate("it => it.getBoundingClientRect().top > 40")


async def test_a_vote_without_a_network_counts_once_later(site: Site, visit: Visit) -> None:
    event = await opened(site, 1)
    seat = Seat(event, event.thing.tables[0])
    await site.parts.office.notes.take(seat, "k", Lane.ISSUE, "Forms take long", "en")
    await site.parts.office.notes.move(
        await site.parts.office.notes.of(event), NoteState.RELEASED, "Olu"
    )
    voting = await site.parts.office.events.change(event, replace(event.thing, voting=True), "Olu")
    page = await visit()
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}")
    await page.context.set_offline(offline=True)
    await page.get_by_role("button", name="This matters most").click()
    await expect(page.get_by_role("button", name="You chose this")).to_be_visible()
    await page.context.set_offline(offline=False)
    await expect(page.get_by_text("Votes: 1")).to_be_visible()
    await page.reload()
    await page.get_by_role("button", name="You chose this").click()
    await asyncio.sleep(1)
    assert list((await site.parts.office.notes.votes(voting)).values()) == [1]


@pytest.mark.parametrize("more", ["", "/scribe"])
async def test_a_page_that_looks_again_is_told_that_nothing_has_changed_and_shows_what_has(
    site: Site, visit: Visit, more: str
) -> None:
    event = await opened(site, 1)
    page, statuses = await visit(), list[int]()
    await page.clock.install()
    page.on("response", lambda answer: statuses.append(answer.status))
    await page.goto(f"{site.address}/e/{event.thing.tables[0].code}{more}")
    for _ in range(3):
        async with page.expect_response(lambda answer: answer.request.resource_type == "fetch"):
            await page.clock.run_for(10_500)
    assert statuses[-2:] == [304, 304]
    seat = Seat(event, event.thing.tables[0])
    await site.parts.office.notes.take(seat, "k", Lane.ISSUE, "Forms take long", "en")
    await page.clock.run_for(10_500)
    await expect(page.get_by_text("Forms take long")).to_be_visible()
