"""The facilitator's side of an event."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.web.event import asked
from surveys.office.actions import Action
from surveys.office.events import KeptEvent, Seat
from surveys.office.notes import Lane, NoteState
from surveys.officers.accounts import Role
from surveys.records import WaveState
from surveys.register import Overtaken

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

TABLES = "One\nTwo\n\nThree\n"


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def planned(console: "Console") -> KeptEvent:
    fields = {"name": "Frontline 2026", "day": "2026-03-10", "tables": TABLES}
    answer = await console.post("/events/new", fields)
    assert answer.status == 303
    return await console.parts.office.events.one(answer.headers["Location"].split("/")[-1])


async def opened(console: "Console", *texts: str) -> KeptEvent:
    event = await planned(console)
    await console.post(f"/events/{event.id}/move", {"to": "open"})
    event = await console.parts.office.events.one(event.id)
    for number, text in enumerate(texts):
        seat = Seat(event, event.thing.tables[number % 3])
        lane = list(Lane)[number % 3]
        await console.parts.office.notes.take(seat, f"k{number}", lane, text, "en")
        console.time.on(seconds=1)
    return event


async def ids(console: "Console", event: KeptEvent) -> list[str]:
    """Oldest first."""
    return [each.id for each in reversed(await console.parts.office.notes.of(event))]


async def test_an_event_is_planned_with_a_card_for_each_table(officer: "Console") -> None:
    event = await planned(officer)
    page = await officer.get(f"/events/{event.id}/cards")
    for table in event.thing.tables:
        assert table.code in page.words
        assert table.name in page.words
    assert page.text.count('class="qr"') == 3
    assert "Frontline 2026" in (await officer.get("/events")).words


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"tables": ""}, "between 1 and 40 tables"), ({"day": "soon"}, "Enter the day")],
)
async def test_what_is_wrong_is_said(officer: "Console", fields: dict[str, str], said: str) -> None:
    good = {"name": "Frontline 2026", "day": "2026-03-10", "tables": TABLES}
    answer = await officer.post("/events/new", {**good, **fields})
    assert answer.status == 422
    assert said in answer.text


async def test_only_released_notes_are_on_the_big_screen(officer: "Console") -> None:
    event = await opened(officer, "Forms take too long", "More light", "Who pays?")
    first, second, _ = await ids(officer, event)
    await officer.post(f"/events/{event.id}/notes", {"note": [first], "do": "release"})
    await officer.post(f"/events/{event.id}/notes", {"note": [second], "do": "keep out"})
    wall = await officer.get(f"/events/{event.id}/screen")
    assert "Forms take too long" in wall.words
    assert "More light" not in wall.words
    assert "Who pays?" not in wall.words
    assert "Leave the big screen" in wall.words
    page = await officer.get(f"/events/{event.id}")
    assert "1 note waits" in page.words
    assert "1 note kept out" in page.words


async def test_doubles_are_merged_into_the_oldest_and_say_where_they_came_from(
    officer: "Console",
) -> None:
    event = await opened(officer, "Forms take too long", "Too many forms", "Who pays?")
    first, second, _ = await ids(officer, event)
    await officer.post(f"/events/{event.id}/notes", {"note": [second, first], "do": "merge"})
    await officer.post(f"/events/{event.id}/notes", {"note": [first], "do": "release"})
    page = await officer.get(f"/events/{event.id}")
    assert "1 note says the same" in page.words
    assert "Two: Too many forms" in page.words
    assert "Also said by Two" in (await officer.get(f"/events/{event.id}/pack")).words


async def test_a_held_note_says_why(officer: "Console") -> None:
    event = await opened(officer, "Ring Mr Okonkwo on 020 7946 0018 about forms")
    page = await officer.get(f"/events/{event.id}")
    assert "Held" in page.words
    assert "7946" not in page.words


async def test_after_the_day_notes_become_actions_and_questions_get_answers(
    officer: "Console",
) -> None:
    event = await opened(officer, "Forms take too long", "More light", "Who pays?")
    notes = await ids(officer, event)
    await officer.post(f"/events/{event.id}/notes", {"note": notes, "do": "release"})
    await officer.post(f"/events/{event.id}/move", {"to": "over"})
    link = f"/actions/new?source=note&origin={event.id}/{notes[0]}&title=Shorter+forms"
    page = await officer.get(f"/events/{event.id}")
    assert f"origin={event.id}/{notes[0]}" in page.text
    assert 'value="Shorter forms"' in (await officer.get(link)).text
    fields = {"title": "Shorter forms", "source": "note", "origin": f"{event.id}/{notes[0]}"}
    await officer.post("/actions/new", fields)
    answered = {"answer": "The council pays."}
    await officer.post(f"/events/{event.id}/notes/{notes[2]}/answer", answered)
    pack = (await officer.get(f"/events/{event.id}/pack")).words
    assert "A0001" in pack
    assert "The council pays." in pack
    assert "Not decided yet" in pack  # nothing came of the second yet


async def test_how_the_day_was_is_asked_at_its_end_and_three_months_later(
    officer: "Console",
) -> None:
    event = await planned(officer)
    for _ in range(2):
        await officer.post(f"/events/{event.id}/evaluate")
    waves = await officer.parts.waves.all()
    assert sorted(wave.name for wave in waves) == [
        "Frontline 2026, at the end",
        "Frontline 2026, three months later",
    ]
    assert {wave.state for wave in waves} == {WaveState.DRAFT}
    assert "open it on 9 June 2026" in (await officer.get(f"/events/{event.id}")).words


async def test_two_who_ask_at_once_how_the_day_was_make_the_same_two_waves(
    officer: "Console", monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await planned(officer)

    async def overtaken(*_: object) -> None:
        raise Overtaken

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(officer.parts.office.events, "change", overtaken)
        assert (await officer.post(f"/events/{event.id}/evaluate")).status == 409
    await officer.post(f"/events/{event.id}/evaluate")
    made = {wave.code for wave in await officer.parts.waves.all()}
    it = (await officer.parts.office.events.one(event.id)).thing
    assert made == {it.evaluation, it.follow_up}


async def test_an_event_stands_when_the_draft_that_asks_how_it_was_is_thrown_away(
    officer: "Console",
) -> None:
    event = await planned(officer)
    await officer.post(f"/events/{event.id}/evaluate")
    for wave in await officer.parts.waves.all():
        await officer.post(f"/waves/{wave.code}/discard")
    page = await officer.get(f"/events/{event.id}")
    assert page.status == 200
    assert "three months later" not in page.words
    it = await officer.parts.office.events.one(event.id)
    assert await asked(officer.parts, it.thing) == ""


async def test_voting_begins_and_ends_with_a_button(officer: "Console") -> None:
    event = await opened(officer)
    await officer.post(f"/events/{event.id}/move", {"to": "vote"})
    assert (await officer.parts.office.events.one(event.id)).thing.voting
    await officer.post(f"/events/{event.id}/move", {"to": "over"})
    assert not (await officer.parts.office.events.one(event.id)).thing.voting
    assert (await officer.post(f"/events/{event.id}/move", {"to": "vote"})).status == 404


async def test_notes_of_another_event_are_not_moved(officer: "Console") -> None:
    event = await opened(officer, "Forms take too long")
    other = await planned(officer)
    (note,) = await ids(officer, event)
    answer = await officer.post(f"/events/{other.id}/notes", {"note": [note], "do": "release"})
    assert answer.status == 404
    assert (await officer.parts.office.notes.one(event, note)).thing.state is NoteState.NEW


# ---------------------------------------------------------------- looked at every few seconds
async def again(console: "Console", path: str, mark: str) -> tuple[int, str]:
    sent = {"If-None-Match": mark}
    async with console.client.get(f"/console{path}", headers=sent) as answer:
        return answer.status, answer.headers["ETag"]


@pytest.mark.parametrize("more", ["", "/screen"])
async def test_a_page_of_an_event_that_has_not_changed_is_not_drawn(
    officer: "Console", more: str
) -> None:
    event = await opened(officer, "Forms take too long")
    notes, path = officer.parts.office.notes, f"/events/{event.id}{more}"
    status, seen = await again(officer, path, "")
    assert status == 200
    assert await again(officer, path, seen) == (304, seen)
    await notes.move(await notes.of(event), NoteState.RELEASED, "Olu")
    status, released = await again(officer, path, seen)
    assert status == 200
    (note,) = await notes.of(event)
    event = await officer.parts.office.events.change(
        event, replace(event.thing, voting=True), "Olu"
    )
    _, voting = await again(officer, path, released)
    await notes.vote(Seat(event, event.thing.tables[0]), "a phone", note.id)
    status, voted = await again(officer, path, voting)
    assert (status, len({seen, released, voting, voted})) == (200, 4)


async def test_an_action_raised_from_a_note_and_a_new_login_draw_it_anew(
    officer: "Console",
) -> None:
    event = await opened(officer, "Forms take too long")
    path = f"/events/{event.id}"
    _, seen = await again(officer, path, "")
    await officer.parts.office.actions.raise_(Action("Shorten them", event.thing.day), "Olu")
    status, raised = await again(officer, path, seen)
    assert status == 200
    await officer.log_in("Ana")
    assert (await again(officer, path, raised))[0] == 200
