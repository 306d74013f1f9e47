"""A young person on a phone, from the welcome to the receipt, with and without JavaScript."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, SMALL, Site, Visit

pytestmark = pytest.mark.browser

WORDS = "More lights by the park, please."
DANGER = "My stepdad hits me every night and I am scared to go home"
BIG = "html { font-size: 200% !important; }"
MOST_SCREENS = 40
ARRIVED = "() => document.querySelector('.receipt') || document.activeElement.id === 'arrive'"
"""The end, or the focus on the question; it follows within a moment."""

TOO_WIDE = """() => [...document.querySelectorAll("main *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth)
  .map((each) => each.outerHTML.slice(0, 60))"""
"""What is cut off at the edge without anything to scroll by."""


# ---------------------------------------------------------------- what a person does
async def start(page: Page, site: Site) -> None:
    await page.goto(site.chat)
    await page.get_by_role("button", name=re.compile("^(Start|Dechrau)$")).click()  # noqa: TID251 - our own words
    await expect(page.locator(".progress")).to_be_visible()


async def turn_of(page: Page) -> str:
    turns = page.locator("#answer input[name=turn]")
    return await turns.get_attribute("value") or "" if await turns.count() else ""


async def answer(page: Page) -> None:
    """Answer the question on the screen, whatever its kind."""
    if await page.locator("textarea[name=text]").count():
        await page.locator("textarea[name=text]").fill(WORDS)
        await page.locator("button[value=next]").click()
    elif await page.locator("input[type=checkbox]").count():
        await page.locator("label.choice").first.click()
        await page.locator("button[value=next]").click()
    else:
        await page.locator("button.choice").nth(1).click()


async def moved_on(page: Page, before: str) -> None:
    await page.locator(f"#main:not(:has(#answer input[name=turn][value='{before}']))").wait_for()


async def until(page: Page, wanted: Locator) -> None:
    for _ in range(MOST_SCREENS):
        if await wanted.count():
            return
        before = await turn_of(page)
        await answer(page)
        await moved_on(page, before)
    raise AssertionError("the conversation does not end")


async def sideways(page: Page) -> bool:
    return bool(await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))


def receipt(page: Page) -> Locator:
    return page.locator(".receipt")


# ---------------------------------------------------------------- the whole way
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", [PHONE, SMALL], ids=["360", "320"])
async def test_a_whole_conversation_at_phone_size(
    site: Site, visit: Visit, script: object, size: dict[str, int]
) -> None:
    page = await visit(java_script_enabled=bool(script), viewport=size)
    await start(page, site)
    await until(page, receipt(page))
    assert len((await receipt(page).inner_text()).split()) == 8
    assert await site.finished() == 1
    assert await page.context.cookies() == []


async def test_nothing_scrolls_sideways_and_every_target_is_big_at_320(
    site: Site, visit: Visit
) -> None:
    page = await visit(viewport=SMALL, locale="cy")
    await start(page, site)
    for _ in range(MOST_SCREENS):
        assert not await sideways(page)
        assert await too_small(page) == []
        if await receipt(page).count():
            return
        before = await turn_of(page)
        await answer(page)
        await moved_on(page, before)


async def tell_of_harm(page: Page) -> None:
    await until(page, page.locator("textarea[name=text]"))
    await page.locator("textarea[name=text]").fill(DANGER)
    await page.locator("button[value=next]").click()
    await expect(page.locator(".urgent")).to_be_visible()


async def test_a_small_phone_shows_999_at_once_to_who_tells_of_harm(
    site: Site, visit: Visit
) -> None:
    page = await visit(viewport=SMALL)
    await start(page, site)
    await tell_of_harm(page)
    await expect(page.locator(".urgent a[href='tel:999']")).to_be_in_viewport(ratio=1)
    await expect(page.locator(".urgent a[href^='/contact']")).to_be_visible()
    await expect(page.locator(".urgent").get_by_text("do not have to answer")).to_be_visible()


async def test_a_small_phone_shows_999_and_help_before_anything_is_asked(
    site: Site, visit: Visit
) -> None:
    page = await visit(viewport=SMALL)
    await page.goto(site.chat)
    await expect(page.get_by_role("link", name="Ring 999")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("button", name="Help")).to_be_in_viewport(ratio=1)


async def test_letters_twice_as_big_still_fit_a_small_phone(site: Site, visit: Visit) -> None:
    page = await visit(viewport=SMALL, bypass_csp=True)
    await page.goto(site.chat)
    await page.add_style_tag(content=BIG)
    assert not await sideways(page)
    assert await page.evaluate(TOO_WIDE) == []
    await page.get_by_role("button", name="Help").click()
    await expect(page.locator("#help a[href='tel:999']")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    await start(page, site)
    await page.add_style_tag(content=BIG)
    assert not await sideways(page)
    await tell_of_harm(page)
    assert not await sideways(page)


async def test_stop_stands_where_it_always_stands(site: Site, visit: Visit) -> None:
    """On the first question there is no Back; nobody may press Stop where Back will be."""
    page = await visit(viewport=PHONE)
    await start(page, site)
    places = []
    for _ in range(2):
        box = await page.get_by_role("button", name="Stop and forget").bounding_box()
        places.append(box and box["x"])
        before = await turn_of(page)
        await answer(page)
        await moved_on(page, before)
    assert places[0] == places[1]


async def too_small(page: Page) -> list[str]:
    """Words of what can be pressed and is less than 48 px high or 44 px wide."""
    found = await page.evaluate(
        """() => [...document.querySelectorAll('button, a.button, label.choice, a.contact')]
        .filter(e => e.checkVisibility() && !e.closest('#help'))
        .map(e => [e.innerText, e.getBoundingClientRect()])
        .filter(([_, box]) => box.height < 47.5 || box.width < 44)
        .map(([words, box]) => `${words}: ${box.width} by ${box.height}`)"""
    )
    return list(found)


async def test_one_history_entry_for_the_whole_conversation(site: Site, visit: Visit) -> None:
    page = await visit()
    await page.goto("about:blank")
    await start(page, site)
    before = await page.evaluate("() => history.length")
    await until(page, receipt(page))
    await page.get_by_role("link", name="Take my answers back").click()
    await expect(page.get_by_label("Your receipt")).to_be_visible()
    assert await page.evaluate("() => history.length") == before
    assert page.url == site.chat


# ---------------------------------------------------------------- keyboard and screen reader
async def test_the_keyboard_is_enough_and_focus_follows_the_question(
    site: Site, visit: Visit
) -> None:
    page = await visit(viewport={"width": 1024, "height": 700})
    await page.goto(site.chat)
    await page.get_by_role("button", name="Start").focus()
    await page.keyboard.press("Enter")
    for _ in range(MOST_SCREENS):
        await page.wait_for_function(ARRIVED)
        if await receipt(page).count():
            break
        before = await turn_of(page)
        await tab_to(page, "button[name=pass]")
        await page.keyboard.press("Enter")
        await moved_on(page, before)
    assert await site.finished() == 1


async def tab_to(page: Page, what: str) -> None:
    for _ in range(MOST_SCREENS):
        await page.keyboard.press("Tab")
        if await page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"{what} cannot be reached by keyboard")


async def test_a_screen_reader_hears_landmarks_and_a_labelled_group(
    site: Site, visit: Visit
) -> None:
    page = await visit()
    await start(page, site)
    for role in ("banner", "main", "contentinfo"):
        await expect(page.get_by_role(role)).to_have_count(1)
    question = await page.get_by_role("heading", level=1).inner_text()
    await expect(page.get_by_role("group", name=question)).to_have_count(1)
    await expect(page.get_by_role("status")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_in_light_and_dark(site: Site, visit: Visit, scheme: str) -> None:
    page = await visit(color_scheme=scheme)
    await start(page, site)
    for what in ("#question", ".hint", "button.choice", ".acts .button", ".quick", ".progress p"):
        assert await contrast(page, what) >= 4.5, what


async def contrast(page: Page, what: str) -> float:
    """WCAG contrast of an element's words with what is painted behind them."""
    ratio = await page.evaluate(
        """(what) => {
        const shine = (colour) => {
          const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((raw) => {
            const part = raw / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const element = document.querySelector(what);
        let behind = element;
        const clear = (e) => /, 0\\)$|transparent/.test(getComputedStyle(e).backgroundColor);
        while (clear(behind) && behind.parentElement) behind = behind.parentElement;
        const ink = shine(getComputedStyle(element).color);
        const ground = shine(getComputedStyle(behind).backgroundColor);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
        }""",
        what,
    )
    return float(ratio)


# ---------------------------------------------------------------- reload, double tap, no network
async def test_a_reload_goes_on_where_it_was(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    await answer(page)
    await expect(page.locator(".progress p")).to_contain_text("Question 2")
    shown = await page.locator("#question").inner_text()
    await page.reload()
    await expect(page.locator("#question")).to_have_text(shown)
    await until(page, receipt(page))
    words = await receipt(page).inner_text()
    await page.reload()
    await expect(receipt(page)).to_have_text(words)
    assert await site.finished() == 1


async def test_a_double_tap_answers_one_question(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    await page.locator("button.choice").first.dblclick()
    await asyncio.sleep(1)
    await expect(page.locator(".progress p")).to_contain_text("Question 2")


async def test_a_lost_network_loses_and_doubles_nothing(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    await until(page, page.locator("textarea[name=text]"))
    await page.context.set_offline(offline=True)
    await page.locator("textarea[name=text]").fill(WORDS)
    await page.locator("button[value=next]").click()
    await expect(page.get_by_role("status")).to_contain_text("Connection lost")
    await expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    before = await turn_of(page)
    await page.context.set_offline(offline=False)
    await moved_on(page, before)
    await until(page, receipt(page))
    assert await site.finished() == 1


async def test_who_stops_without_a_network_does_not_send_it_later(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    await until(page, page.locator("textarea[name=text]"))
    await page.context.set_offline(offline=True)
    await page.locator("textarea[name=text]").fill(DANGER)
    await page.locator("button[value=next]").click()
    await expect(page.locator("#status")).to_contain_text("Connection lost")
    await page.get_by_role("button", name="Stop and forget").click()
    await page.context.set_offline(offline=False)
    await expect(page.get_by_role("heading", name="Stopped and forgotten")).to_be_visible()
    await asyncio.sleep(1)
    await expect(page.get_by_role("heading", name="Stopped and forgotten")).to_be_visible()
    assert await site.parts.urgent.waiting() == ()


async def test_help_is_there_without_network_and_without_script(site: Site, visit: Visit) -> None:
    for script in (True, False):
        page = await visit(java_script_enabled=script)
        await start(page, site)
        await page.context.set_offline(offline=True)
        await page.get_by_role("button", name="Help").click()
        await expect(page.get_by_role("link", name="0800 1111")).to_be_visible()
        await page.get_by_role("button", name="Close").click()
        await expect(page.get_by_role("link", name="0800 1111")).to_be_hidden()


async def test_the_focus_goes_into_help_and_back(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    button = page.get_by_role("button", name="Help")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Help")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Close")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(button).to_be_focused()


# ---------------------------------------------------------------- leave quickly
async def leave_by_button(page: Page) -> None:
    await page.get_by_role("button", name="Leave quickly").click()


async def leave_from_help(page: Page) -> None:
    await page.get_by_role("button", name="Help").click()
    await page.locator("#help").get_by_role("button", name="Leave quickly").click()


async def leave_by_escape(page: Page) -> None:
    for _ in range(3):
        await page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_by_button, leave_from_help, leave_by_escape])
async def test_leaving_leaves_nothing_to_go_back_to(
    site: Site, visit: Visit, leave: object
) -> None:
    assert callable(leave)
    page = await visit()
    await page.goto("about:blank")
    await start(page, site)
    await until(page, page.locator("textarea[name=text]"))
    await page.locator("textarea[name=text]").fill("SECRET WORDS")
    await leave(page)
    await page.wait_for_url("https://weather.example/**")
    await page.go_back()
    assert page.url == "about:blank"
    await asyncio.sleep(0.2)
    assert await site.finished() == 0


async def test_a_tab_that_was_opened_for_help_leaves_none_behind(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    await page.get_by_role("button", name="Help").click()
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="I want someone to contact me").click()
    other = await opened.value
    await leave_by_button(other)
    await other.wait_for_url("https://weather.example/**")
    await page.wait_for_url("https://weather.example/**")


PHONES = {"has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(("settings", "told"), [({}, True), (PHONES, False)])
async def test_escape_is_told_of_where_there_is_such_a_key(
    site: Site, visit: Visit, settings: dict[str, Any], *, told: bool
) -> None:
    page = await visit(**settings)
    await start(page, site)
    words = page.get_by_text("Press Escape three times")
    assert await words.count() == 1
    assert await words.is_visible() == told


async def test_leaving_works_with_the_network_gone(site: Site, visit: Visit) -> None:
    page = await visit()
    await start(page, site)
    await page.context.set_offline(offline=True)
    await leave_by_button(page)
    await asyncio.sleep(0.5)
    assert "How safe" not in await page.content()


async def test_leaving_without_script_goes_to_the_neutral_page(site: Site, visit: Visit) -> None:
    page = await visit(java_script_enabled=False)
    await start(page, site)
    await answer(page)
    await leave_from_help(page)
    await page.wait_for_url("https://weather.example/**")
    assert "Sunny" in await page.content()
    await page.go_back()
    assert "Question 2" not in await page.content()


# ---------------------------------------------------------------- language
async def test_the_language_can_be_changed_in_the_middle_of_a_word(
    site: Site, visit: Visit
) -> None:
    page = await visit()
    await start(page, site)
    await until(page, page.locator("textarea[name=text]"))
    await page.locator("textarea[name=text]").fill(WORDS)
    await page.get_by_role("button", name="Cymraeg").click()
    await expect(page.locator("html")).to_have_attribute("lang", "cy")
    await expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    await expect(page.get_by_role("button", name="English")).to_be_visible()
