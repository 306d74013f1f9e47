"""Table-top notes: the one open intake. A note belongs to a table, not to a person.

Every note is screened before anybody else reads it. What tells of harm to somebody is not kept
at all: the table is told so at once, with where to turn. A note that comes twice is kept once.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from moderation.verdict import Route, Verdict
from surveys.errors import SurveyError
from surveys.office.events import EventState, KeptEvent, Seat
from surveys.register import Drawer, Kept, Overtaken, RegisterShelf, UnknownThing
from surveys.screening import Screens, here

KIND, VOTE = "note", "vote"
LONGEST = 500
MOST_NOTES = 3000
MOST_VOTES = 20_000
"""Of an event: 400 people and 50 votes each."""

LONGEST_KEY = 64


class UnknownNote(UnknownThing):
    """There is no such note."""


class NoteRefused(SurveyError):
    """A note needs a few words, 500 characters at most."""


class NoNotesNow(SurveyError):
    """Notes are not taken now. They are from when the event is opened until it is over."""


class TooManyNotes(SurveyError):
    """This event has as many notes as it can hold."""


class TooManyVotes(SurveyError):
    """This event has as many votes as it can count."""


class Lane(StrEnum):
    ISSUE = "issue"
    SUGGESTION = "suggestion"
    QUESTION = "question"


class NoteState(StrEnum):
    NEW = "new"  # nothing was found in it; waits for the facilitator
    HELD = "held"  # screening found something
    RELEASED = "released"
    KEPT_OUT = "kept out"
    MERGED = "merged"  # says the same as the note it went into


@dataclass(frozen=True, slots=True)
class Note:
    """`text` is as screening left it. `into` is the note it was merged into."""

    table: str
    lane: Lane
    text: str
    state: NoteState
    labels: tuple[str, ...] = ()
    into: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    note: str


KeptNote = Kept[Note]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a note. `note` None: it tells of harm and was not kept."""

    note: KeptNote | None
    verdict: Verdict


class Notes:
    def __init__(
        self, shelf: RegisterShelf, clock: Callable[[], datetime], screen: Screens = here
    ) -> None:
        self._screen = screen
        self.drawer = Drawer(shelf, clock, KIND, Note, UnknownNote)
        self._votes = Drawer(shelf, clock, VOTE, Vote, UnknownNote)

    # ------------------------------------------------------------ from the tables
    async def take(self, seat: Seat, key: str, lane: Lane, text: str, language: str) -> Taken:
        """Kept once, however often it comes with the same key.

        Raises NoNotesNow, NoteRefused, TooManyNotes.
        """
        words = _checked(seat.event, key, text)
        verdict = await self._screen(words, language)
        if verdict.urgent:
            return Taken(None, verdict)
        note = Note(seat.table.name, lane, verdict.redacted, _state(verdict), verdict.labels)
        return Taken(await self._keep(seat, key, note), verdict)

    async def _keep(self, seat: Seat, key: str, note: Note) -> KeptNote:
        name = _named(seat.event.id, key)
        if found := await self.drawer.find(name):
            return found
        if len(await self.drawer.all(seat.event.id)) >= MOST_NOTES:
            raise TooManyNotes
        try:
            by = f"table {seat.table.name}"
            return await self.drawer.add(note, by, within=seat.event.id, thing_id=name)
        except Overtaken:
            return await self.drawer.one(name)

    async def vote(self, seat: Seat, key: str, note_id: str) -> None:
        """One vote a phone and note; again changes nothing.

        Raises NoNotesNow, UnknownNote, TooManyVotes.
        """
        event, note = seat.event, await self.one(seat.event, note_id)
        if not (event.thing.voting and event.thing.state is EventState.OPEN and _fits(key)):
            raise NoNotesNow
        if note.thing.state is not NoteState.RELEASED:
            raise UnknownNote
        name = _named(event.id, f"{note.id} {key}")
        if await self._votes.find(name):
            return
        if await self._votes.size(event.id) >= MOST_VOTES:
            raise TooManyVotes
        with suppress(Overtaken):  # it came twice in one moment
            await self._votes.add(Vote(note.id), "a table", within=event.id, thing_id=name)

    # ------------------------------------------------------------ for the facilitator
    async def of(self, event: KeptEvent) -> tuple[KeptNote, ...]:
        """All of an event, the newest first."""
        found = await self.drawer.all(event.id)
        return tuple(sorted(found, key=lambda each: (each.at, each.id), reverse=True))

    async def revision(self, event: KeptEvent) -> tuple[int, int, int]:
        """Another whenever the event, one of its notes or a vote is; none of them is read."""
        return event.number, await self.drawer.size(event.id), await self._votes.size(event.id)

    async def one(self, event: KeptEvent, note_id: str) -> KeptNote:
        """Raises UnknownNote, also for a note of another event."""
        note = await self.drawer.one(note_id)
        if note.within != event.id:
            raise UnknownNote
        return note

    async def votes(self, event: KeptEvent) -> Mapping[str, int]:
        """By note. What went to a merged note counts for the one it went into."""
        notes = {each.id: each for each in await self.drawer.all(event.id)}
        found = Counter[str]()
        for vote, many in (await self._votes.tally(event.id)).items():
            found[_home(notes, vote.note)] += many
        return found

    async def move(self, notes: Iterable[KeptNote], state: NoteState, by: str) -> None:
        """All or none. Raises Overtaken."""
        await self.drawer.keep_all(
            [
                self.drawer.next(each, replace(each.thing, state=state, into=""), by)
                for each in notes
                if each.thing.state is not state
            ]
        )

    async def merge(self, notes: Sequence[KeptNote], into: KeptNote, by: str) -> None:
        """They say the same: `into` stands for all, and the others say where they went.

        Raises UnknownNote if `into` itself went into another, Overtaken.
        """
        if into.thing.state is NoteState.MERGED:
            raise UnknownNote
        moved = [
            replace(each.thing, state=NoteState.MERGED, into=into.id)
            for each in notes
            if each.id != into.id
        ]
        others = [each for each in notes if each.id != into.id]
        pairs = zip(others, moved, strict=True)
        await self.drawer.keep_all([self.drawer.next(one, note, by) for one, note in pairs])

    async def answer(self, note: KeptNote, text: str, by: str) -> KeptNote:
        """Raises NoteRefused, Overtaken."""
        if len(text) > LONGEST:
            raise NoteRefused
        return await self.drawer.change(note, replace(note.thing, answer=text.strip()), by)


def merged_into(notes: Iterable[KeptNote], note: KeptNote) -> tuple[KeptNote, ...]:
    """Those that say the same, wherever they were merged on the way."""
    every = {each.id: each for each in notes}
    return tuple(
        each for each in every.values() if each.id != note.id and _home(every, each.id) == note.id
    )


def _home(notes: Mapping[str, KeptNote], note_id: str) -> str:
    """The note that stands for this one; itself if it was not merged."""
    seen = set()
    while note_id not in seen and note_id in notes and notes[note_id].thing.into:
        seen.add(note_id)
        note_id = notes[note_id].thing.into
    return note_id


def _checked(event: KeptEvent, key: str, text: str) -> str:
    if event.thing.state is not EventState.OPEN:
        raise NoNotesNow
    words = " ".join(text.split())
    if not words or len(words) > LONGEST or not _fits(key):
        raise NoteRefused
    return words


def _fits(key: str) -> bool:
    return 0 < len(key) <= LONGEST_KEY


def _state(verdict: Verdict) -> NoteState:
    clean = verdict.route is Route.PUBLISH and not verdict.labels
    return NoteState.NEW if clean else NoteState.HELD


def _named(event_id: str, key: str) -> str:
    return hashlib.blake2b(f"{event_id} {key}".encode(), digest_size=8).hexdigest()
