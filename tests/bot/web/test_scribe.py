"""One laptop for a table: many notes at once, one a line."""

import html
from datetime import date

import pytest

from bot.parts import Parts
from surveys.office.events import EventState, KeptEvent
from surveys.office.notes import Lane, NoteState
from tests.bot.web.people import Client

URGENT = "A boy in my class told me his dad hits him and he is scared to go home tonight"


@pytest.fixture
async def event(parts: Parts) -> KeptEvent:
    planned = await parts.office.events.plan("Frontline 2026", date(2026, 3, 10), ["One"], "Olu")
    return await parts.office.events.move(planned, EventState.OPEN, "Olu")


async def put(client: Client, event: KeptEvent, **fields: str) -> tuple[int, str]:
    path = f"/e/{event.thing.tables[0].code}/scribe"
    async with client.post(path, data={"key": "a1", "lang": "en", **fields}) as answer:
        page = html.unescape(await answer.text())
        return answer.status, page.partition("<main")[2].partition("</main>")[0]


async def kept(parts: Parts, event: KeptEvent) -> dict[str, Lane]:
    return {each.thing.text: each.thing.lane for each in await parts.office.notes.of(event)}


async def test_every_line_is_a_note_in_its_lane(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    status, page = await put(
        client, event, issue="Forms take long\r\n\r\n We wait weeks ", question="Who pays?"
    )
    assert status == 200
    assert "Put in: 3. Looked at by a person first: 0." in page
    assert await kept(parts, event) == {
        "Forms take long": Lane.ISSUE,
        "We wait weeks": Lane.ISSUE,
        "Who pays?": Lane.QUESTION,
    }


async def test_the_same_form_sent_again_is_kept_once_and_equal_lines_are_two(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    for _ in range(3):
        await put(client, event, issue="More light\nMore light")
    assert len(await parts.office.notes.of(event)) == 2
    await put(client, event, key="b2", issue="More light\nMore light")
    assert len(await parts.office.notes.of(event)) == 4


async def test_a_line_that_names_somebody_waits_for_a_person(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    _, page = await put(client, event, issue="Ring Tom Ellis on 07700 900123\nForms take long")
    assert "Put in: 1. Looked at by a person first: 1." in page
    states = {each.thing.state for each in await parts.office.notes.of(event)}
    assert states == {NoteState.NEW, NoteState.HELD}
    assert not any("07700" in text for text in await kept(parts, event))


async def test_harm_in_one_line_shows_help_and_keeps_only_the_others(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    status, page = await put(client, event, issue=f"{URGENT}\nForms take long\n{URGENT}")
    assert status == 200
    assert page.count("This note was not kept") == 1
    assert "his dad hits" not in page
    assert list(await kept(parts, event)) == ["Forms take long"]


@pytest.mark.parametrize("words", ["", "  \n ", "fine\n" + "x" * 501, "a\n" * 101])
async def test_what_does_not_fit_stays_in_the_boxes_and_nothing_is_put_in(
    client: Client, event: KeptEvent, parts: Parts, words: str
) -> None:
    status, page = await put(client, event, suggestion=words)
    assert status == 422
    assert words.strip()[:200] in page
    assert await parts.office.notes.of(event) == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write a note first, one a line."),
        ("a\n" * 101, "Put in 100 notes at most at once. These are 101."),
        (
            f"fine\n\n{'long ' * 101}",
            "Suggestion, line 3 (“long long long long long long …”) has 504",
        ),
    ],
)
async def test_what_does_not_fit_is_named(
    client: Client, event: KeptEvent, words: str, said: str
) -> None:
    _, page = await put(client, event, issue="", suggestion=words)
    assert said in page
    welsh = (await put(client, event, suggestion=words, lang="cy"))[1]
    assert said[:12] not in welsh


async def test_before_it_is_open_nothing_is_taken(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    await parts.office.events.move(event, EventState.OVER, "Olu")
    status, page = await put(client, event, issue="Late")
    assert status == 409
    assert "Thank you for today" in page


async def test_phone_and_laptop_lead_to_each_other(client: Client, event: KeptEvent) -> None:
    path = f"/e/{event.thing.tables[0].code}"
    assert f'href="{path}/scribe?lang=en"' in await (await client.get(f"{path}?lang=en")).text()
    assert f'href="{path}?lang=en"' in await (await client.get(f"{path}/scribe?lang=en")).text()
    assert (await client.get("/e/ABCDEF/scribe")).status == 404
