"""What the facilitator does with notes: release, keep out, merge doubles, answer questions."""

from aiohttp import web

from bot.console.events.events import find
from bot.console.visit import Visit
from surveys.office.events import KeptEvent
from surveys.office.notes import KeptNote, NoteState
from surveys.officers.audit import Act

MOVES = {
    "release": NoteState.RELEASED,
    "keep out": NoteState.KEPT_OUT,
    "take back": NoteState.HELD,
}


async def decide(visit: Visit) -> web.StreamResponse:
    """One button for all notes that are ticked."""
    event = await find(visit)
    notes = [await _note(visit, event, name) for name in dict.fromkeys(visit.form.every("note"))]
    what = visit.form.one("do")
    if what == "merge":
        await _merge(visit, notes)
    elif what in MOVES:
        shelf = visit.parts.office.notes
        async with visit.along(Act.NOTES_MOVED, event.id):
            await shelf.move(notes, MOVES[what], visit.officer.name)
    else:
        raise web.HTTPNotFound
    return visit.go(f"/events/{event.id}")


async def _merge(visit: Visit, notes: list[KeptNote]) -> None:
    """The oldest of them stands for all."""
    if len(notes) > 1:
        oldest = min(notes, key=lambda each: (each.at, each.id))
        async with visit.along(Act.NOTES_MERGED, oldest.within):
            await visit.parts.office.notes.merge(notes, oldest, visit.officer.name)


async def answer(visit: Visit) -> web.StreamResponse:
    event = await find(visit)
    note = await _note(visit, event, visit.part("note"))
    words = visit.form.one("answer")
    async with visit.along(Act.NOTE_ANSWERED, event.id):
        await visit.parts.office.notes.answer(note, words, visit.officer.name)
    return visit.go(f"/events/{event.id}#n{note.id}")


async def _note(visit: Visit, event: KeptEvent, name: str) -> KeptNote:
    """Raises UnknownNote."""
    return await visit.parts.office.notes.one(event, name)
