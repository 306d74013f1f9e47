"""An event's table on a phone, through plain forms."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.parts import Parts
from surveys.definitions.reading import load
from surveys.office.events import SURVEY, EventState, KeptEvent, Seat
from surveys.office.notes import KeptNote, Lane, NoteState
from surveys.telling.proof import edition
from surveys.telling.updates import Second, Words
from tests.bot.web.people import Client
from tests.bot.web.rooms import open_wave

URGENT = "A boy in my class told me his dad hits him and he is scared to go home tonight"


@pytest.fixture
async def event(parts: Parts) -> KeptEvent:
    planned = await parts.office.events.plan("Frontline 2026", date(2026, 3, 10), ["One"], "Olu")
    return await parts.office.events.move(planned, EventState.OPEN, "Olu")


def path(event: KeptEvent) -> str:
    return f"/e/{event.thing.tables[0].code}"


async def put(client: Client, event: KeptEvent, **fields: str) -> tuple[int, str]:
    sent = {"key": "a1", "lane": "issue", "text": "Forms take too long", "lang": "en", **fields}
    async with client.post(path(event), data=sent) as answer:
        return answer.status, await answer.text()


async def test_a_table_is_joined_by_its_code(client: Client, event: KeptEvent) -> None:
    code = event.thing.tables[0].code.lower()
    sent = {"table": f" {code[:3]} {code[3:]}", "lang": "en"}
    answer = await client.post("/e", data=sent, allow_redirects=False)
    assert answer.headers["Location"] == f"/e/{code.upper()}?lang=en"
    page = await (await client.get(path(event))).text()
    assert "Frontline 2026" in page
    assert "A note belongs to your table, not to you" in page
    assert "You said, we did" in page


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("typed", ["CDFHJK", "my dad hits me", "../x", ""])
async def test_what_is_no_tables_code_stands_in_no_address(client: Client, typed: str) -> None:
    answer = await client.post("/e", data={"table": typed, "lang": "en"}, allow_redirects=False)
    main = (await answer.text()).partition("<main")[2].partition("</main>")[0]
    assert answer.status == 422
    assert "Check it letter by letter" in main
    assert f'value="{typed}"' in main, "to be mended"
    assert ("999" in main) == (typed == "my dad hits me")
    assert 'method="post"' in main


async def test_a_code_that_is_no_table_is_said(client: Client) -> None:
    assert (await client.get("/e/ABCDEF")).status == 404
    assert (await client.post("/e/ABCDEF", data={"text": "x"})).status == 404


async def test_a_note_is_kept_once_and_thanked_for(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    for _ in range(3):
        status, page = await put(client, event)
        assert status == 200
        assert "It is with the person at the front" in page
    (note,) = await parts.office.notes.of(event)
    assert note.thing.text == "Forms take too long"
    assert "From your table" in page


async def test_harm_gets_help_in_the_same_reply_and_is_not_kept(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    status, page = await put(client, event, text=URGENT)
    main = page.partition("<main")[2].partition("</main>")[0]
    assert status == 200
    assert "This note was not kept" in main
    assert "0808 800 5000" in main  # NSPCC, for adults and staff
    assert "his dad hits" not in page
    assert await parts.office.notes.of(event) == ()


async def test_only_what_is_urgent_says_act_now(client: Client, event: KeptEvent) -> None:
    """Nothing in Welsh can be checked; who is always told to act now soon reads it no more."""
    _, page = await put(client, event, text="Mae'r ffurflenni'n hir", lang="cy")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "gweithredwch nawr" not in main
    assert "dywedwch wrth eich arweinydd diogelu nawr" in main
    assert "0808 800 5000" in main
    _, page = await put(client, event, key="a2", text=URGENT)
    assert "act now" in page


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"lane": "rumour"}, {"lane": ""}, {"text": "x" * 501}]
)
async def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    client: Client, event: KeptEvent, fields: dict[str, str]
) -> None:
    status, page = await put(client, event, **fields)
    assert status == 422
    assert "Choose a lane and write a few words" in page


async def test_outside_its_hours_an_event_takes_nothing(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    over = await parts.office.events.move(event, EventState.OVER, "Olu")
    status, page = await put(client, over)
    assert status == 409
    assert "Notes and votes are not taken just now" in page
    assert "<textarea" not in page


async def test_released_notes_and_answers_are_for_all_and_votes_count_once(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    await put(client, event)
    (note,) = await parts.office.notes.of(event)
    await parts.office.notes.move([note], NoteState.RELEASED, "Olu")
    assert "Voting is open." not in await (await client.get(path(event))).text()
    await parts.office.events.change(event, replace(event.thing, voting=True), "Olu")
    page = await (await client.get(path(event))).text()
    assert "From all tables" in page
    assert page.index("Voting is open.") < page.index("Your note")
    assert 'href="#all"' in page
    who = re.search(r'name="who" value="(\w+)"', page)
    assert who
    for _ in range(3):
        status, page = await put(client, event, vote=note.id, who=who[1])
        assert status == 200
    assert dict(await parts.office.notes.votes(event)) == {note.id: 1}


async def test_a_note_that_was_kept_out_is_shown_to_nobody(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    await put(client, event, text="Something unkind")
    (note,) = await parts.office.notes.of(event)
    await parts.office.notes.move([note], NoteState.KEPT_OUT, "Olu")
    assert "Something unkind" not in await (await client.get(path(event))).text()


async def test_in_welsh_too(client: Client, event: KeptEvent) -> None:
    assert "Rhowch ef i mewn" in await (await client.get(f"{path(event)}?lang=cy")).text()


# ---------------------------------------------------------------- looked at again
async def again(client: Client, path: str, mark: str) -> tuple[int, str]:
    """What who saw the page with that mark is answered, and the mark of now."""
    async with client.get(path, headers={"If-None-Match": mark}) as answer:
        body = await answer.text()
        assert bool(body) == (answer.status != 304)
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, answer.headers["ETag"]


async def released(parts: Parts, event: KeptEvent, text: str) -> KeptNote:
    seat = await parts.office.events.seat(event.thing.tables[0].code)
    taken = await parts.office.notes.take(seat, text, Lane.ISSUE, text, "en")
    assert taken.note
    await parts.office.notes.move([taken.note], NoteState.RELEASED, "Olu")
    return await parts.office.notes.one(event, taken.note.id)


@pytest.mark.parametrize("more", ["", "/scribe"])
async def test_a_page_that_has_not_changed_is_not_drawn_and_no_vote_is_read(
    client: Client, event: KeptEvent, parts: Parts, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    where = path(event) + more
    status, mark = await again(client, where, "")
    assert status == 200
    monkeypatch.setattr(parts.office.notes, "votes", None)
    monkeypatch.setattr(parts.office.notes, "of", None)
    for known in (mark, f"W/{mark}", f'"other", {mark}'):
        assert await again(client, where, known) == (304, mark)


async def test_whatever_changes_the_page_is_drawn_anew(
    client: Client, event: KeptEvent, parts: Parts
) -> None:
    office, where = parts.office, path(event)

    async def changed() -> None:
        """Since it was looked at last; and then not any more."""
        status, mark = await again(client, where, seen[-1])
        assert status == 200
        assert mark not in seen
        assert await again(client, where, mark) == (304, mark)
        seen.append(mark)

    seen = [(await again(client, where, ""))[1]]
    note = await released(parts, event, "Forms take too long")
    await changed()
    event = await office.events.change(event, replace(event.thing, voting=True), "Olu")
    await changed()
    await office.notes.vote(Seat(event, event.thing.tables[0]), "a phone", note.id)
    await changed()
    await office.notes.answer(note, "From May on.", "Olu")
    await changed()
    wave = await open_wave(parts)
    words = {"en": Words("We asked", "You said", "We did")}
    draft = await parts.telling.updates.write(load(SURVEY), words, date(2026, 3, 1), by="Olu")
    assert (await again(client, where, seen[-1]))[0] == 304
    await parts.telling.updates.publish(draft.id, Second("Ana", edition(draft.words), sure=True))
    await changed()
    await office.events.change(event, replace(event.thing, evaluation=wave.code), "Olu")
    await changed()


async def test_a_mark_is_of_one_table_and_one_language_and_tells_nothing(
    client: Client, event: KeptEvent
) -> None:
    marks = [
        (await again(client, f"{path(event)}{more}?lang={language}", ""))[1]
        for more in ("", "/scribe")
        for language in ("en", "cy")
    ]
    assert len({*marks}) == 4
    assert {len(mark) for mark in marks} == {34}


@pytest.mark.parametrize("sent", ["*", "W/", '"', '""', "x" * 4000, '"a"b', ","])
async def test_a_mark_that_is_none_gets_the_page(
    client: Client, event: KeptEvent, sent: str
) -> None:
    assert (await again(client, path(event), sent))[0] == 200
