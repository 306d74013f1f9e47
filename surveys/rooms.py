"""Rooms: what a messaging channel must remember of a chat to go on with it. Nothing of a person.

A room lies encrypted under a key that is made from the room key and the chat's id; without the
id in hand nobody can find the row, open it, or tell whose it is. It says which survey the chat
is in, in which language, at which turn, and which messages may be deleted again: no answer, no
name. It goes two days after the last message, or at once when the person asks.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from surveys.anonymity import boxes
from surveys.anonymity.keyed import Keyed
from surveys.anonymity.keyring import Keyring
from surveys.anonymity.padding import pad, unpad
from surveys.errors import BadSeal, KeyExists

KEYRING_NAME = "telegramrooms"
LIFE = timedelta(hours=48)
"""As long as the messages themselves can be deleted."""

SIZE = 2048
MOST_MESSAGES = 150
MOST_SEEN = 12
FORMAT = 1
ENCODE = msgspec.json.Encoder().encode


class Room(msgspec.Struct, frozen=True):
    """`turn` is that of the question shown last, `asked` its message.

    `entry` is the entry code given, where the survey asks for one; `of_age` that the age question
    was answered; `over` that the response was sent. `messages` can be deleted, newest last;
    `seen` are the updates handled last.
    """

    code: str = ""
    language: str = ""
    entry: str = ""
    of_age: bool = False
    over: bool = False
    turn: int | None = None
    asked: int | None = None
    messages: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()

    def but(self, **changes: object) -> "Room":
        """The same with these changes."""
        return msgspec.structs.replace(self, **changes)


@dataclass(frozen=True, slots=True)
class KeepRoom:
    """Keep this in the place of what was there. `expires` is cut to the minute."""

    key: bytes
    sealed: bytes
    expires: datetime


@dataclass(frozen=True, slots=True)
class ForgetRoom:
    key: bytes


RoomWrite = KeepRoom | ForgetRoom


class RoomShelf(Protocol):
    """Where rooms are kept."""

    @property
    def is_shared(self) -> bool:
        """Other processes may write here too, so nothing read may be relied on later."""
        ...

    async def room(self, key: bytes, now: datetime) -> bytes | None:
        """What is kept under that key, unless it has expired by `now`."""
        ...

    async def forget_rooms(self, now: datetime) -> int:
        """Remove the rooms that have expired; how many there were."""
        ...


@dataclass(frozen=True, slots=True)
class RoomLock:
    """Row and key of one chat's room."""

    row: bytes = field(repr=False)
    secret: bytes = field(repr=False)

    def seal(self, room: Room, until: datetime) -> KeepRoom:
        return KeepRoom(self.row, seal_room(room, self.secret), until)


class RoomKeys:
    """Makes the lock of a chat from the one room key, which lies in the keyring."""

    def __init__(self, keyring: Keyring) -> None:
        """Makes the room key at the first use."""
        if not keyring.has(KEYRING_NAME):
            with suppress(KeyExists):  # another process starts as well, and was quicker
                keyring.create(KEYRING_NAME)
        self._key = Keyed(keyring.keys(KEYRING_NAME).state)

    def of(self, chat: int) -> RoomLock:
        return RoomLock(self._named("room row", chat), self._named("room secret", chat))

    def _named(self, use: str, chat: int) -> bytes:
        return self._key.digest(f"{use} {chat}".encode())


# ---------------------------------------------------------------- sealing
def seal_room(room: Room, secret: bytes) -> bytes:
    """Padded to one size and encrypted. The oldest messages go if they do not fit."""
    content = _to_bytes(room, MOST_MESSAGES)
    if len(content) >= SIZE:
        content = _to_bytes(room, MOST_MESSAGES // 2)
    return boxes.lock(pad(content, SIZE), secret)


def open_room(sealed: bytes, secret: bytes) -> Room:
    """Raises BadSeal."""
    try:
        return _from_bytes(unpad(boxes.unlock(sealed, secret)))
    except (msgspec.DecodeError, ValueError, TypeError, KeyError):
        raise BadSeal from None


def _to_bytes(room: Room, most: int) -> bytes:
    held = {
        "format": FORMAT,
        "code": room.code,
        "language": room.language,
        "entry": room.entry,
        "of_age": room.of_age,
        "over": room.over,
        "turn": room.turn,
        "asked": room.asked,
        "messages": _steps(room.messages[-most:]),
        "seen": _steps(room.seen[-MOST_SEEN:]),
    }
    return ENCODE(held)


def _from_bytes(content: bytes) -> Room:
    held = msgspec.json.decode(content)
    if held.pop("format") != FORMAT:
        raise BadSeal
    held["messages"] = _sums(held["messages"])
    held["seen"] = _sums(held["seen"])
    return Room(**held)


def _steps(numbers: Sequence[int]) -> list[int]:
    """Each as its distance from the one before: shorter to write."""
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]


def _sums(steps: Sequence[int]) -> tuple[int, ...]:
    total = 0
    return tuple(total := total + step for step in steps)
