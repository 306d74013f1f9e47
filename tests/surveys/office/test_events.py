"""Events and their notes: one road in, each note once, nothing that tells of harm is kept."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from surveys.memory.register import MemoryRegister
from surveys.office import event_words, notes
from surveys.office.events import Event, Events, EventState, Seat, UnfinishedEvent, UnknownTable
from surveys.office.notes import (
    LONGEST,
    Lane,
    NoNotesNow,
    NoteRefused,
    Notes,
    NoteState,
    TooManyVotes,
    UnknownNote,
    merged_into,
)

DAY = date(2026, 3, 10)
URGENT = "A boy in my class told me his dad hits him and he is scared to go home tonight"


class House:
    def __init__(self) -> None:
        register = MemoryRegister()
        self.now = datetime(2026, 3, 10, 12, tzinfo=UTC)
        self.events = Events(register, lambda: self.now)
        self.notes = Notes(register, lambda: self.now)

    async def seats(self, *, state: EventState = EventState.OPEN) -> list[Seat]:
        event = await self.events.plan("Frontline 2026", DAY, ["One", "Two"], "Olu")
        event = await self.events.move(event, state, "Olu")
        return [Seat(event, table) for table in event.thing.tables]

    async def note(self, seat: Seat, key: str, text: str = "Forms take too long") -> str:
        taken = await self.notes.take(seat, key, Lane.ISSUE, text, "en")
        assert taken.note
        return taken.note.id


@pytest.fixture
def house() -> House:
    return House()


async def test_each_table_has_a_code_that_is_found_however_it_is_typed(house: House) -> None:
    first, second = await house.seats()
    assert first.table.code != second.table.code
    typed = f" {first.table.code[:3]}-{first.table.code[3:]} ".lower()
    assert await house.events.seat(typed) == first
    with pytest.raises(UnknownTable):
        await house.events.seat("000000")


@pytest.mark.parametrize(
    ("name", "tables"),
    [("", ["One"]), ("x" * 121, ["One"]), ("Day", []), ("Day", [" ", ""]), ("Day", ["t"] * 41)],
)
async def test_an_event_that_lacks_something_is_not_planned(
    house: House, name: str, tables: list[str]
) -> None:
    with pytest.raises(UnfinishedEvent):
        await house.events.plan(name, DAY, tables, "Olu")


async def test_a_note_that_comes_often_is_kept_once(house: House) -> None:
    seat = (await house.seats())[0]
    names = await asyncio.gather(*(house.note(seat, "k1") for _ in range(20)))
    assert len(set(names)) == 1
    assert len(await house.notes.of(seat.event)) == 1


async def test_personal_data_is_taken_out_and_the_note_held(house: House) -> None:
    seat = (await house.seats())[0]
    await house.note(seat, "k1", "Ring Mr Okonkwo on 020 7946 0018 about forms")
    (kept,) = await house.notes.of(seat.event)
    assert kept.thing.state is NoteState.HELD
    assert "7946" not in kept.thing.text


async def test_what_tells_of_harm_is_not_kept_and_calls_for_help(house: House) -> None:
    seat = (await house.seats())[0]
    taken = await house.notes.take(seat, "k1", Lane.ISSUE, URGENT, "en")
    assert taken.note is None
    assert taken.verdict.urgent
    assert await house.notes.of(seat.event) == ()


@pytest.mark.parametrize(
    ("key", "text"), [("k", " "), ("k", "x" * (LONGEST + 1)), ("", "words"), ("k" * 65, "words")]
)
async def test_a_note_that_does_not_fit_is_refused(house: House, key: str, text: str) -> None:
    seat = (await house.seats())[0]
    with pytest.raises(NoteRefused):
        await house.notes.take(seat, key, Lane.ISSUE, text, "en")


@pytest.mark.parametrize("state", [EventState.PLANNED, EventState.OVER])
async def test_notes_are_taken_while_the_event_is_open(house: House, state: EventState) -> None:
    seat = (await house.seats(state=state))[0]
    with pytest.raises(NoNotesNow):
        await house.note(seat, "k1")


async def test_doubles_are_merged_and_votes_go_with_them(house: House) -> None:
    one, two = await house.seats()
    first, second, third = (
        await house.note(one, "k1"),
        await house.note(two, "k2"),
        await house.note(two, "k3"),
    )
    every = await house.notes.of(one.event)
    await house.notes.move(every, NoteState.RELEASED, "Olu")
    open_ = await house.events.change(one.event, _voting(one), "Olu")
    seat = Seat(open_, one.table)
    for who, note in (("a", first), ("a", first), ("b", first), ("b", second), ("a", third)):
        await house.notes.vote(seat, who, note)
    notes = {each.id: each for each in await house.notes.of(open_)}
    await house.notes.merge([notes[second], notes[third]], notes[second], "Olu")
    notes = {each.id: each for each in await house.notes.of(open_)}
    await house.notes.merge([notes[first], notes[second]], notes[first], "Olu")
    after = await house.notes.of(open_)
    assert dict(await house.notes.votes(open_)) == {first: 4}
    head = next(each for each in after if each.id == first)
    assert {each.id for each in merged_into(after, head)} == {second, third}
    assert [each.thing.table for each in merged_into(after, head)] == ["Two", "Two"]


async def test_nothing_is_merged_into_what_went_elsewhere(house: House) -> None:
    seat = (await house.seats())[0]
    first, second = await house.note(seat, "k1"), await house.note(seat, "k2")
    notes = {each.id: each for each in await house.notes.of(seat.event)}
    await house.notes.merge(list(notes.values()), notes[first], "Olu")
    notes = {each.id: each for each in await house.notes.of(seat.event)}
    with pytest.raises(UnknownNote):
        await house.notes.merge(list(notes.values()), notes[second], "Olu")


async def test_votes_count_only_while_they_are_asked_for(house: House) -> None:
    seat = (await house.seats())[0]
    note = await house.note(seat, "k1")
    with pytest.raises(NoNotesNow):
        await house.notes.vote(seat, "a", note)
    voting = Seat(await house.events.change(seat.event, _voting(seat), "Olu"), seat.table)
    with pytest.raises(UnknownNote):  # it is not released
        await house.notes.vote(voting, "a", note)


async def test_an_event_counts_so_many_votes_and_no_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever makes up a new key for each vote fills no disk."""
    monkeypatch.setattr(notes, "MOST_VOTES", 3)
    seat = (await house.seats())[0]
    note = await house.note(seat, "k1")
    await house.notes.move(await house.notes.of(seat.event), NoteState.RELEASED, "Olu")
    voting = Seat(await house.events.change(seat.event, _voting(seat), "Olu"), seat.table)
    for who in ("a", "b", "c"):
        await house.notes.vote(voting, who, note)
    with pytest.raises(TooManyVotes):
        await house.notes.vote(voting, "d", note)
    await house.notes.vote(voting, "a", note)  # again changes nothing
    assert dict(await house.notes.votes(voting.event)) == {note: 3}
    assert "as many votes" in event_words.problem(TooManyVotes(), "en")
    assert "bleidleisiau" in event_words.problem(TooManyVotes(), "cy")


async def test_a_note_of_another_event_is_not_found(house: House) -> None:
    here = (await house.seats())[0]
    there = (await house.seats())[0]
    note = await house.note(here, "k1")
    with pytest.raises(UnknownNote):
        await house.notes.one(there.event, note)


def _voting(seat: Seat) -> Event:
    return replace(seat.event.thing, voting=True)
