"""The page on which somebody asks to be contacted."""

import pytest

from bot.parts import Parts
from tests.bot.web.people import Client, Visitor
from tests.bot.web.rooms import open_wave

FIELDS = {"how": "text 07700 900123", "called": "Sam", "safe": "after four", "lang": "en"}


async def waiting(parts: Parts) -> int:
    return len(await parts.store.urgent())


async def test_it_says_what_will_happen_and_when(visitor: Visitor) -> None:
    page = await visitor.get("/contact")
    assert page.status == 200
    assert "reads this within two working days" in page.text
    assert "This is not for emergencies" in page.text
    assert "Nobody can tell which answers are yours" in page.text


async def test_in_welsh_too(visitor: Visitor) -> None:
    page = await visitor.get("/contact?lang=cy")
    assert "o fewn dau ddiwrnod gwaith" in page.text


async def test_it_is_reached_from_the_help_of_every_page(client: Client) -> None:
    answer = await client.get("/")
    assert 'href="/contact?lang=en"' in await answer.text()


async def test_what_was_given_is_kept_sealed_and_help_stands_on_the_reply(
    parts: Parts, client: Client
) -> None:
    await open_wave(parts)
    answer = await client.post("/contact", data=FIELDS)
    text = await answer.text()
    assert answer.status == 200
    assert "We will get in touch" in text
    assert "0800 1111" in text.partition("<main")[2].partition("</main>")[0]
    (item,) = await parts.store.urgent()
    assert item.is_contact
    assert b"07700" not in item.text
    assert "07700" not in text


async def test_without_a_way_to_reach_them_it_asks_again_and_keeps_what_was_typed(
    parts: Parts, client: Client
) -> None:
    await open_wave(parts)
    answer = await client.post("/contact", data={**FIELDS, "how": "  "})
    text = await answer.text()
    assert answer.status == 422
    assert "Say how we can reach you" in text
    assert 'value="Sam"' in text
    assert await waiting(parts) == 0


async def test_with_no_lead_to_read_it_it_says_so_and_shows_who_listens_now(
    parts: Parts, client: Client
) -> None:
    answer = await client.post("/contact", data=FIELDS)
    text = await answer.text()
    assert answer.status == 409
    assert "nobody will read it" in text
    assert "0800 1111" in text.partition("<main")[2].partition("</main>")[0]
    assert await waiting(parts) == 0


@pytest.mark.parametrize("field", ["how", "called", "safe"])
async def test_what_is_typed_is_cut_at_its_ceiling_and_shown_as_text_only(
    parts: Parts, client: Client, field: str
) -> None:
    await open_wave(parts)
    sent = {**FIELDS, "how": "", field: "<b>" * 200} if field != "how" else FIELDS
    text = await (await client.post("/contact", data=sent)).text()
    assert "<b><b>" not in text


async def test_another_site_cannot_ask_for_somebody(parts: Parts, client: Client) -> None:
    await open_wave(parts)
    answer = await client.post("/contact", data=FIELDS, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403
    assert await waiting(parts) == 0
