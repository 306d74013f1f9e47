"""Whole conversations through plain forms, on the real intake."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import ClientResponse

from bot.parts import Parts
from surveys.errors import StoreUnavailable
from surveys.memory.store import MemoryStore
from surveys.records import Picked, Screened, Wave, WaveState
from surveys.waves.closing import close
from tests.bot.web.people import Client, Page, Visitor
from tests.bot.web.rooms import EVERY_KIND, HOSTILE, NOON, open_wave


async def finished(parts: Parts, wave: Wave) -> int:
    return await parts.store.finished(wave.id)


# ---------------------------------------------------------------- the way through
async def test_the_first_page_says_what_it_is_and_can_be_started(visitor: Visitor) -> None:
    page = await visitor.get()
    assert (page.status, page.lang, page.title) == (200, "en", "Questions")
    assert EVERY_KIND.title in page.text
    assert page.has("do", "start")


async def test_a_conversation_ends_with_a_receipt_and_one_response(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    page = await visitor.finish()
    assert "Thank you" in page.text
    assert await finished(parts, wave) == 1


async def test_what_was_answered_is_what_is_counted(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    await visitor.finish("More lights")
    await close(parts.store, parts.keyring, wave.code, NOON.date())
    (response,) = await parts.store.responses(wave.id)
    words = response.answers["words"]
    assert response.answers["where"] == Picked(("in",))
    assert response.answers["safe"] == Picked(("5",))
    assert response.answers["who"] == Picked(("p0", "p2"))
    assert isinstance(words, Screened)
    assert words.redacted == "More lights"


async def test_every_question_has_help_leave_stop_and_three_ways_round(visitor: Visitor) -> None:
    page = await visitor.start()
    for _ in EVERY_KIND.questions[1:]:
        asked = {(button.name, button.value) for button in page.buttons}
        passes = {("pass", "skipped"), ("pass", "dont_know"), ("pass", "rather_not")}
        assert {*passes, ("do", "stop"), ("speak", "cy")} <= asked
        assert any(form.action == f"{visitor.path}/leave" for form in page.forms)
        assert ("button", "help") in {(tag, got.get("popovertarget")) for tag, got in page.tags}
        assert "0800 1111" in page.text
        page = await visitor.press("pass", "skipped")
    assert "Thank you" in page.text


async def test_skip_and_stop_look_exactly_like_next(visitor: Visitor) -> None:
    page = await visitor.until_words()
    classes = {
        (got.get("name"), got.get("value")): got.get("class")
        for tag, got in page.tags
        if tag == "button"
    }
    pressed = [("do", "next"), ("do", "stop"), ("do", "back"), ("pass", "skipped")]
    assert {classes[each] for each in pressed} == {"button"}


async def test_going_back_shows_what_was_picked(visitor: Visitor) -> None:
    await visitor.start()
    await visitor.press("pick", "in")
    page = await visitor.press("do", "back")
    assert page.has("pick", "in")
    assert page.html.count('class="choice was"') == 1
    assert "your answer" in page.text


async def test_stop_forgets_and_a_new_start_has_a_new_id(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    first = (await visitor.start()).hidden["id"]
    page = await visitor.press("do", "stop")
    assert "Stopped and forgotten" in page.text
    assert (await visitor.get()).hidden["id"] != first
    assert await finished(parts, wave) == 0


async def test_no_page_sets_a_cookie_or_puts_the_id_in_an_address(
    client: Client, wave: Wave
) -> None:
    seen: list[ClientResponse] = []
    visitor = Visitor(client, f"/s/{wave.code}")
    page = await visitor.start()
    secret = page.hidden["id"]
    data = [*page.hidden.items(), ("pick", "in")]
    seen.append(await client.post(visitor.path, data=data))
    assert all("Set-Cookie" not in answer.headers for answer in seen)
    links = [value for _, got in page.tags for name, value in got.items() if name in ADDRESSES]
    assert links
    assert not any(secret in link for link in links)


ADDRESSES = {"href", "src", "action", "data-exit"}


# ---------------------------------------------------------------- once, whatever happens
async def test_the_same_answer_again_changes_nothing(visitor: Visitor) -> None:
    page = await visitor.start()
    form = page.button("pick", "in").form
    first = await visitor.post(form, ("pick", "in"))
    again = await visitor.post(form, ("pick", "in"))
    assert first.hidden == again.hidden
    assert "How safe do you feel?" in again.text


async def test_the_last_answer_pressed_a_hundred_times_at_once_counts_once(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    page = await visitor.until_words()
    fields = [*page.hidden.items(), ("text", "More lights"), ("do", "next")]
    answers = await asyncio.gather(
        *(visitor.client.post(visitor.path, data=fields) for _ in range(100))
    )
    shown = [Page(await answer.text()) for answer in answers]
    assert {answer.status for answer in answers} == {200}
    assert all("Thank you" in page.text for page in shown)
    assert len({receipt(page) for page in shown}) == 1
    assert await finished(parts, wave) == 1


def receipt(page: Page) -> str:
    return page.html.partition('class="receipt"')[2].partition("</p>")[0]


async def test_a_reload_shows_the_present_question(visitor: Visitor) -> None:
    await visitor.start()
    page = await visitor.press("pick", "in")
    carried = {name: page.hidden[name] for name in ("id", "lang")}
    answer = await visitor.client.post(visitor.path, data={**carried, "do": "look"})
    assert "How safe do you feel?" in await answer.text()


# ---------------------------------------------------------------- what was typed is not lost
async def test_too_many_picks_are_shown_again_as_they_were(visitor: Visitor) -> None:
    await visitor.start()
    await visitor.press("pick", "in")
    await visitor.press("pick", "5")
    page = await visitor.press("do", "next", pick=["p0", "p1", "p3"])
    ticked = [got["value"] for tag, got in page.tags if tag == "input" and "checked" in got]
    assert "too many" in page.text
    assert ticked == ["p0", "p1", "p3"]


async def test_words_that_are_too_long_stay_in_the_form(visitor: Visitor) -> None:
    await visitor.until_words()
    words = f"<b>{'long ' * 80}</b>"
    page = await visitor.press("do", "next", text=words)
    assert "too long" in page.text
    assert page.areas["text"].strip() == words.strip()


async def test_a_change_of_language_keeps_what_was_typed(visitor: Visitor) -> None:
    await visitor.until_words()
    page = await visitor.press("speak", "cy", text="two\r\nlines")
    assert page.lang == "cy"
    assert page.areas["text"].strip() == "two\nlines"


async def test_words_for_a_wave_that_has_closed_are_shown_not_lost(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    await visitor.until_words()
    await close(parts.store, parts.keyring, wave.code, NOON.date())
    page = await visitor.press("do", "next", text="I want to kill myself")
    assert page.status == 410
    assert "I want to kill myself" in page.text
    assert "has closed" in page.text
    assert 'class="card stack urgent"' in page.html


async def test_words_that_could_not_be_saved_are_kept_in_the_form_and_sent_again(
    visitor: Visitor, parts: Parts, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.until_words()
    with monkeypatch.context() as broken:
        broken.setattr(MemoryStore, "talk", away)
        broken.setattr(MemoryStore, "wave", away)
        page = await visitor.press("do", "next", text="More <lights>")
    assert page.status == 503
    assert "could not be saved" in page.text
    assert "More <lights>" in page.text
    page = await visitor.post(next(form for form in page.forms if form.id == "answer"))
    assert "Thank you" in page.text
    assert await finished(parts, wave) == 1


async def away(*_args: object) -> None:
    raise StoreUnavailable


async def test_urgent_words_get_help_even_when_the_store_is_away(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.until_words()
    monkeypatch.setattr(MemoryStore, "talk", away)
    monkeypatch.setattr(MemoryStore, "wave", away)
    page = await visitor.press("do", "next", text="I want to kill myself")
    assert page.status == 503
    assert page.html.index('class="card stack urgent"') < page.html.index("could not be saved")


async def test_urgent_words_are_answered_with_help_above_the_next_screen(
    visitor: Visitor, parts: Parts
) -> None:
    page = await visitor.finish("I want to kill myself")
    assert page.html.index('class="card stack urgent"') < page.html.index('class="receipt"')
    assert len(await parts.urgent.waiting()) == 1


# ---------------------------------------------------------------- language
@pytest.mark.parametrize(
    ("browser", "lang", "word"),
    [("cy-GB,cy;q=0.9,en;q=0.5", "cy", "Dan do"), ("fr", "en", "Indoors"), ("", "en", "Indoors")],
)
async def test_the_language_is_the_browsers(
    client: Client, wave: Wave, browser: str, lang: str, word: str
) -> None:
    page = await Visitor(client, f"/s/{wave.code}", browser).start()
    assert page.lang == lang
    assert word in page.text


async def test_the_language_can_be_changed_on_the_way_and_stays(visitor: Visitor) -> None:
    await visitor.start()
    page = await visitor.press("speak", "cy")
    assert (page.lang, page.has("speak", "en")) == ("cy", True)
    page = await visitor.press("pick", "in")
    assert (page.lang, page.hidden["lang"]) == ("cy", "cy")


async def test_an_address_may_name_the_language(visitor: Visitor) -> None:
    page = await visitor.get(f"{visitor.path}?lang=cy")
    assert "Sut mae pethau?" in page.text
    assert page.lang == "cy"


# ---------------------------------------------------------------- hostile or odd input
async def test_hostile_text_is_words_and_nothing_else(visitor: Visitor) -> None:
    page = await visitor.start()
    assert HOSTILE in page.text
    assert "<script>alert" not in page.html


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "nonsense"}, 400),
        ({"pass": "nonsense"}, 400),
        ({}, 200),
        ({"id": "../../etc/passwd", "do": "look"}, 200),
        ({"id": "x" * 5000, "do": "start"}, 200),
        ({"turn": "-1", "pick": "in"}, 200),
        ({"turn": "9" * 40, "pick": "in"}, 200),
        ({"speak": "xx"}, 200),
        ({"pick": "\u202e\u200b" * 50}, 200),
    ],
)
async def test_odd_posts_are_answered_with_a_page(
    visitor: Visitor, fields: dict[str, str], status: int
) -> None:
    answer = await visitor.client.post(visitor.path, data=fields)
    assert answer.status == status
    assert "<main" in await answer.text()


async def test_bytes_that_are_no_text_are_replaced_not_refused(visitor: Visitor) -> None:
    page = await visitor.until_words()
    carried = "&".join(f"{name}={value}" for name, value in page.hidden.items())
    body = carried.encode() + b"&do=next&text=%ff%fe\xff ok"
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=latin-9000"}
    answer = await visitor.client.post(visitor.path, data=body, headers=headers)
    assert "Thank you" in await answer.text()


async def test_an_upload_never_reaches_the_disk(visitor: Visitor) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    part = b'--x\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\n'
    body = part + b"hi\r\n--x--\r\n"
    answer = await visitor.client.post(visitor.path, data=body, headers=headers)
    assert answer.status == 415


async def test_one_megabyte_is_too_much_and_changes_nothing(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    asked = await visitor.until_words()
    refused = await visitor.press("do", "next", text="x" * 1_000_000)
    assert refused.status == 413
    assert "too long" in refused.text
    looked = await visitor.post(asked.button("do", "next").form, ("do", "look"))
    assert looked.hidden == asked.hidden
    assert await finished(parts, wave) == 0


# ---------------------------------------------------------------- waves that take no answers
async def test_an_unknown_wave_is_not_found(visitor: Visitor) -> None:
    for path in ("/s/nothere", "/s/nothere/withdraw"):
        page = await visitor.get(path)
        assert page.status == 404
        assert "0800 1111" in page.text
    answer = await visitor.client.post("/s/nothere", data={"do": "start"})
    assert answer.status == 404


async def test_a_closed_wave_says_so(visitor: Visitor, parts: Parts, wave: Wave) -> None:
    await close(parts.store, parts.keyring, wave.code, NOON.date())
    page = await visitor.get()
    assert page.status == 410
    assert "These questions are closed" in page.text


async def test_every_page_of_a_survey_has_the_help_that_fits_whom_it_asks(
    client: Client, parts: Parts
) -> None:
    staff = await open_wave(parts, replace(EVERY_KIND, audience="frontline staff"))
    visitor = Visitor(client, f"/s/{staff.code}")
    pages = [await visitor.get(), await visitor.start(), await Visitor(client, "/").get()]
    pages.append(await Visitor(client, f"/s/{staff.code}/withdraw").get())
    await close(parts.store, parts.keyring, staff.code, NOON.date())
    pages.append(await visitor.get())
    assert ["Childline" in page.text for page in pages] == [False, False, True, False, False]
    assert all("Samaritans" in page.text for page in pages)


async def test_a_wave_that_is_not_open_yet_says_so(client: Client, parts: Parts) -> None:
    draft = await parts.waves.create(EVERY_KIND, "Later")
    assert draft.state is WaveState.DRAFT
    page = await Visitor(client, f"/s/{draft.code}").get()
    assert page.status == 404
    assert "not open yet" in page.text


async def test_two_waves_do_not_know_each_other(
    client: Client, parts: Parts, visitor: Visitor
) -> None:
    page = await visitor.start()
    other = await open_wave(parts)
    answer = await client.post(f"/s/{other.code}", data={**page.hidden, "do": "look"})
    assert 'value="start"' in await answer.text()
