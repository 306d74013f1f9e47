"""Ways in and out besides the talk."""

import pytest

from bot.parts import Parts
from surveys.records import Entry, Wave
from surveys.waves.closing import close
from tests.bot.web.people import Client, Visitor
from tests.bot.web.rooms import NOON, open_wave


# ---------------------------------------------------------------- landing
async def test_the_bare_address_asks_for_a_code_and_names_nothing(visitor: Visitor) -> None:
    page = await visitor.get("/")
    assert (page.status, page.title) == (200, "Questions")
    assert "Enter the code from your poster" in page.text
    assert "safe" not in page.text.partition("Help Close")[0].lower()


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("CDFHJK", "/s/cdfhjk?lang=en"),
        (" cdf hjk ", "/s/cdfhjk?lang=en"),
        ("../console", "/s/..%2Fconsole?lang=en"),
        ("//evil.example", "/s/%2F%2Fevil.example?lang=en"),
    ],
)
async def test_a_code_leads_to_its_questions(client: Client, typed: str, leads_to: str) -> None:
    answer = await client.get("/", params={"code": typed}, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, leads_to)


@pytest.mark.parametrize("how", ["{0}{1}", " {0} {1} "])
async def test_the_page_posts_the_code(client: Client, wave: Wave, how: str) -> None:
    typed = how.format(wave.code[:3].upper(), wave.code[3:])
    answer = await client.post("/", data={"code": typed, "lang": "cy"}, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, f"/s/{wave.code}?lang=cy")


@pytest.mark.parametrize("typed", ["my dad hits me", "help", "i wish i was dead"])
async def test_who_writes_words_where_a_code_belongs_is_shown_where_to_turn(
    client: Client, typed: str
) -> None:
    answer = await client.post("/", data={"code": typed, "lang": "en"}, allow_redirects=False)
    main = (await answer.text()).partition("<main")[2].partition("</main>")[0]
    assert answer.status == 422
    assert "0800 1111" in main
    assert "Location" not in answer.headers, "nothing of it may stand in an address"


async def test_a_code_typed_wrongly_is_no_cry_for_help(client: Client) -> None:
    for typed in ("", "cdfhjk", "bully"):
        answer = await client.post("/", data={"code": typed, "lang": "en"}, allow_redirects=False)
        main = (await answer.text()).partition("<main")[2].partition("</main>")[0]
        assert answer.status == 422
        assert "letter by letter" in main
        assert f'value="{typed}"' in main, "to be mended, and in no address"
        assert "0800 1111" not in main


# ---------------------------------------------------------------- entry codes
@pytest.fixture
async def coded(parts: Parts, client: Client) -> tuple[Visitor, str, Wave]:
    wave = await open_wave(parts, entry=Entry.CODES)
    (code,) = await parts.waves.make_codes(wave.code, 1)
    return Visitor(client, f"/s/{wave.code}"), code, wave


Coded = tuple[Visitor, str, Wave]


async def test_a_wave_with_codes_asks_for_one_first(coded: Coded) -> None:
    page = await coded[0].get()
    assert "Your code" in page.text
    assert not page.has("do", "start")


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}"])
async def test_a_right_code_lets_one_person_through_once(
    coded: Coded, parts: Parts, typed: str
) -> None:
    visitor, code, wave = coded
    await visitor.get()
    page = await visitor.press("do", "look", slip=typed.format(code, lower=code.lower()))
    assert page.hidden["entry"]
    await visitor.press("do", "start")
    for _ in range(4):
        page = await visitor.press("pass", "skipped")
    assert "Thank you" in page.text
    assert await parts.store.finished(wave.id) == 1
    await visitor.get()
    page = await visitor.press("do", "look", slip=code)
    assert not page.has("do", "start")


async def test_a_wrong_code_is_shown_again_to_mend(coded: Coded) -> None:
    await coded[0].get()
    page = await coded[0].press("do", "look", slip="WRONG-CODE")
    assert page.status == 422
    assert "letter by letter" in page.text
    assert 'value="WRONG-CODE"' in page.html


async def test_words_on_the_slips_page_bring_help(coded: Coded) -> None:
    await coded[0].get()
    page = await coded[0].press("do", "look", slip="my dad hits me")
    main = page.html.partition("<main")[2].partition("</main>")[0]
    assert page.status == 422
    assert "0800 1111" in main
    page = await coded[0].press("do", "look", slip="CDFH-1234")
    assert "0800 1111" not in page.html.partition("<main")[2].partition("</main>")[0]


async def test_a_made_up_id_does_not_get_round_the_code(coded: Coded) -> None:
    visitor = coded[0]
    answer = await visitor.client.post(visitor.path, data={"id": "A" * 22, "do": "start"})
    assert "Your code" in await answer.text()


# ---------------------------------------------------------------- taking answers back
async def test_the_receipt_takes_the_answers_back(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    page = await visitor.finish()
    receipt = page.html.partition('class="receipt" lang="en" dir="ltr">')[2].partition("<")[0]
    page = await visitor.get(f"{visitor.path}/withdraw")
    form = next(form for form in page.forms if form.action.endswith("/withdraw"))
    page = await visitor.post(form, receipt=receipt)
    assert (page.status, "Taken back" in page.text) == (200, True)
    assert await parts.store.finished(wave.id) == 0


async def test_a_wrong_receipt_stays_in_the_form(visitor: Visitor) -> None:
    page = await visitor.get(f"{visitor.path}/withdraw?lang=cy")
    form = next(form for form in page.forms if form.action.endswith("/withdraw"))
    page = await visitor.post(form, receipt="eight <b>wrong</b> words")
    assert (page.status, page.lang) == (422, "cy")
    assert page.areas["receipt"].strip() == "eight <b>wrong</b> words"


async def test_words_that_are_no_receipt_bring_help(visitor: Visitor) -> None:
    page = await visitor.get(f"{visitor.path}/withdraw")
    form = next(form for form in page.forms if form.action.endswith("/withdraw"))
    page = await visitor.post(form, receipt="my dad hits me every night at home")
    assert "0800 1111" in page.html.partition("<main")[2].partition("</main>")[0]


async def test_after_close_nothing_can_be_taken_back(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    page = await visitor.finish()
    receipt = page.html.partition('class="receipt" lang="en" dir="ltr">')[2].partition("<")[0]
    page = await visitor.get(f"{visitor.path}/withdraw")
    form = next(form for form in page.forms if form.action.endswith("/withdraw"))
    await close(parts.store, parts.keyring, wave.code, NOON.date())
    page = await visitor.post(form, receipt=receipt)
    assert page.status == 422
    assert "Nobody can find yours" in page.text
