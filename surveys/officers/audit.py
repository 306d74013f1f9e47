"""The audit trail: who did what to which thing, and when. It only grows.

Each entry carries the hash of the one before, so that a changed or missing line shows.
A subject is a wave code, an officer's name or a text's id; never words a participant wrote.
"""

import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from surveys.along import Line, offered
from surveys.errors import SurveyError

START = bytes(32)
LONGEST_NUMBER = 12
PAGE = 50
AT_A_TIME = 1000


class Act(StrEnum):
    """Everything that is written down."""

    LOGGED_IN = "logged in"
    RECOVERY_USED = "used a recovery code"
    LOGGED_OUT = "logged out"
    PASSKEY_ADDED = "added a passkey"
    PASSKEY_REMOVED = "removed a passkey"
    PASSKEY_USED = "used a passkey"
    RECOVERY_MADE = "made new recovery codes"
    OWN_LOGIN_CHANGED = "changed their own password"
    SESSIONS_ENDED = "ended sessions of their own"
    TRIES_FAILED = "many failed logins"
    OFFICER_ADDED = "added an account"
    INVITED = "invited somebody"
    INVITATION_WITHDRAWN = "withdrew an invitation"
    JOINED = "joined by invitation"
    OFFICER_SHUT = "shut an account"
    OFFICER_REOPENED = "reopened an account"
    OFFICER_AMENDED = "changed what an account may do"
    OFFICER_RENEWED = "gave new login details"
    LEAD_KEY_MADE = "made a lead's key"
    WAVE_CREATED = "created a wave"
    WAVE_DISCARDED = "threw a draft wave away"
    CODES_MADE = "made entry codes"
    WAVE_OPENED = "opened a wave"
    WAVE_CLOSING = "began closing a wave"
    WAVE_CLOSED = "closed a wave"
    WAVE_GIVEN_UP = "gave up the answers of a wave whose key is lost"
    STRAY_KEY_DESTROYED = "destroyed a key that belonged to no wave"
    ANSWERS_LEFT_OUT = "left out answers that cannot be opened"
    POSTER_MADE = "made a poster"
    TEXT_REDACTED = "removed words from a text"
    TEXT_RELEASED = "released a text"
    TEXT_PROPOSED = "proposed to release a text"
    ROWS_WRITTEN = "wrote training rows"
    TEXT_KEPT_OUT = "kept a text out"
    TEXT_PASSED_ON = "passed a text to the safeguarding leads"
    RELEASED = "released numbers"
    DOWNLOADED = "downloaded results"
    URGENT_READ = "read an urgent text"
    URGENT_TAKEN = "said: I am on it"
    URGENT_HANDED = "handed an urgent text over"
    URGENT_WITHHELD = "kept an urgent text from a lead"
    HEAD_SENT = "sent the head of this trail to be kept elsewhere"
    URGENT_FORGOTTEN = "removed read urgent texts, as the policy says"
    OUTCOME_RECORDED = "recorded an outcome"
    KEY_RELOCKED = "changed a lead's passphrase"
    KEY_RENEWED = "renewed a lead's key"
    KEY_LOST = "replaced a lead's lost key"
    RESEALED = "sealed urgent texts to a lead anew"
    ACTION_RAISED = "raised an action"
    ACTION_CHANGED = "changed an action"
    ACTIONS_UPLOADED = "changed actions from a spreadsheet"
    MEETING_PLANNED = "planned a meeting"
    MEETING_CHANGED = "changed a meeting"
    REPEAT_PLANNED = "planned a survey for each quarter"
    REPEAT_STOPPED = "stopped asking a survey each quarter"
    CHASE_STARTED = "asked leads about their actions"
    CHASE_SUMMED_UP = "had a summary of what leads said sent"
    SAID_BY_LINK = "said how far an action is, by personal link"
    PAPER_WRITTEN = "wrote a paper"
    PAPER_CHANGED = "changed a paper"
    PAPER_CHECKED = "checked a paper"
    PAPER_RELEASED = "released a paper"
    EVENT_PLANNED = "planned an event"
    EVENT_MOVED = "opened or closed an event"
    NOTES_MOVED = "decided on table-top notes"
    NOTES_MERGED = "merged table-top notes"
    NOTE_ANSWERED = "answered a table-top note"
    PRIORITIES_STARTED = "started a round of priorities"
    PRIORITIES_MOVED = "moved a round of priorities on"
    PRIORITY_PROPOSED = "proposed a priority"
    PRIORITY_WITHDRAWN = "withdrew a proposed priority"
    PRIORITIES_MERGED = "merged or parted proposed priorities"
    PRIORITIES_PICKED = "picked priorities"
    PRIORITIES_RATED = "rated priorities"
    PRIORITY_CHOSEN = "chose a priority or took it off"
    TEXTS_SORTED = "sorted texts by theme"
    TEXT_TAGGED = "said what a text is about"
    THEME_CONFIRMED = "confirmed a theme's texts"
    CODEBOOK_CHANGED = "changed a codebook"
    QUOTE_APPROVED = "approved a quote"
    QUOTE_DROPPED = "withdrew a quote"
    UPDATE_WRITTEN = "wrote an update"
    UPDATE_CHANGED = "changed an update"
    UPDATE_DISCARDED = "threw away a draft update"
    UPDATE_PUBLISHED = "published an update"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail. `before` is the hash of the line before it."""

    number: int
    at: datetime
    who: str
    act: str
    subject: str
    before: bytes
    hash: bytes


class BadHead(SurveyError):
    """A noted head is a number, a colon and 64 hexadecimal digits, as `audit head` prints it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the trail stands. Whoever keeps one can tell later whether anything before changed."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"

    @classmethod
    def read(cls, noted: str) -> "Head":
        """Raises BadHead."""
        number, _, digits = noted.strip().partition(":")
        good = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
        if not good or not re.fullmatch(r"[0-9a-f]{64}", digits):
            raise BadHead
        return cls(int(number), bytes.fromhex(digits))


class AuditShelf(Protocol):
    """Where the trail is kept."""

    async def append(self, line: Line) -> Entry:
        """As the next entry. Two at once get two numbers."""
        ...

    async def entries(self, below: int | None, limit: int) -> tuple[Entry, ...]:
        """Newest first; those with a number under `below`."""
        ...


class Audit:
    """Writes the trail and reads it."""

    def __init__(self, shelf: AuditShelf, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._clock = clock

    async def record(self, who: str, act: Act, subject: str = "") -> Entry:
        """On return the entry is kept. For what changes nothing; else see `along`."""
        return await self._shelf.append(Line(self._clock(), who, act, subject))

    @asynccontextmanager
    async def along(self, who: str, act: Act, subject: str = "") -> AsyncIterator[Line]:
        """What is changed within, and the entry that says so, are kept together or not at all.

        The first transaction within takes it along. If there was none it is kept at the end, unless
        it was settled otherwise; if anything is raised before, it is not kept.
        """
        line = Line(self._clock(), who, act, subject)
        with offered(line):
            yield line
        if not line.is_settled:
            await self._shelf.append(line)

    async def record_once(self, who: str, act: Act, subject: str) -> None:
        """The same, unless exactly that was written down before, by whomever."""
        if not await self._has(act, subject):
            await self.record(who, act, subject)

    async def _has(self, act: Act, subject: str) -> bool:
        below: int | None = None
        while page := await self._shelf.entries(below, AT_A_TIME):
            if any((entry.act, entry.subject) == (act, subject) for entry in page):
                return True
            below = page[-1].number
        return False

    async def page(self, below: int | None = None) -> tuple[Entry, ...]:
        return await self._shelf.entries(below, PAGE)

    async def broken_at(self) -> int | None:
        """The first entry that was changed or lost its forerunner; None if all is whole."""
        below: int | None = None
        newer: Entry | None = None
        first: int | None = None
        while page := await self._shelf.entries(below, AT_A_TIME):
            for entry in page:
                if newer and (newer.number, newer.before) != (entry.number + 1, entry.hash):
                    first = newer.number
                if seal(entry) != entry.hash:
                    first = entry.number
                newer = entry
            below = page[-1].number
        lost = newer is not None and newer.before != START
        return newer.number if newer and lost else first

    async def head(self) -> Head:
        """The newest entry's number and hash: noted elsewhere, it holds all before it fast."""
        newest = await self._shelf.entries(None, 1)
        return Head(newest[0].number, newest[0].hash) if newest else Head(0, START)

    async def holds(self, noted: Head) -> bool:
        """The trail still has that entry, as it was when its head was noted."""
        if noted.number == 0:
            return noted.hash == START
        found = await self._shelf.entries(noted.number + 1, 1)
        return bool(found) and (found[0].number, found[0].hash) == (noted.number, noted.hash)

    async def has_since(self, act: Act, moment: datetime) -> bool:
        """Something of that kind was written down since then."""
        below: int | None = None
        while page := await self._shelf.entries(below, AT_A_TIME):
            since = [entry for entry in page if entry.at >= moment]
            if any(entry.act == act for entry in since):
                return True
            if len(since) < len(page):
                return False
            below = page[-1].number
        return False


def follow(last: Entry | None, at: datetime, who: str, act: str, subject: str) -> Entry:
    """The entry that comes after `last`."""
    number, before = (last.number + 1, last.hash) if last else (1, START)
    at = at.replace(microsecond=0)
    draft = Entry(number, at, who, str(act), subject, before, b"")
    return replace(draft, hash=seal(draft))


def seal(entry: Entry) -> bytes:
    """The hash of everything an entry says, the hash before it included."""
    moment = int(entry.at.timestamp())
    said = [entry.number, moment, entry.who, entry.act, entry.subject, entry.before.hex()]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).digest()
