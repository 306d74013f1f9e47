"""Chats under way: each with its room, one update at a time, its answers in order."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from bot.telegram.sending import Sender, log
from surveys.errors import BadSeal, SurveyError
from surveys.rooms import (
    LIFE,
    MOST_MESSAGES,
    MOST_SEEN,
    ForgetRoom,
    KeepRoom,
    Room,
    RoomKeys,
    RoomLock,
    RoomShelf,
    RoomWrite,
    open_room,
)
from surveys.writes import Outcome

MOST_CHATS = 600
"""Chats kept in memory; the others are read again when they come back."""

MOST_PENDING = 30
"""Answers waiting for one chat. Whoever sends faster than that is not answered for a while."""

MANY = 8
RUSH_SECONDS = 0.5
"""Rooms that change at the same time; how long they are then gathered before they are written."""

SETTLE_SECONDS = 2.0
"""How long who comes in waits to be known for good."""

DIRECT_SECONDS = 60.0
NEVER = float("-inf")
RECENT = 40
"""Messages among which one that is noted again is looked for."""


@dataclass(slots=True, eq=False)
class Chat:
    """`room` is None while nothing may be kept. What is only here is lost in a restart, safely."""

    id: int = field(repr=False)
    lock_of_room: RoomLock = field(repr=False)
    room: Room | None = field(default=None, repr=False)
    is_known: bool = False
    taking: asyncio.Lock = field(default_factory=asyncio.Lock)
    answering: asyncio.Future[Any] | None = None
    pending: int = 0
    seen: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_SEEN))
    ticks: tuple[int, frozenset[str]] | None = None
    moved: int | None = None
    moved_at: float = 0.0
    asked_at: float = NEVER
    direct_until: float = 0.0
    album: str = ""
    is_stored: bool = False
    saving: bool = False
    dirty: bool = False

    @property
    def is_idle(self) -> bool:
        return not self.pending and not self.taking.locked() and not self.saving

    def saw(self, update: int) -> bool:
        return update in self.seen or (self.room is not None and update in self.room.seen)

    def remember(self, *messages: int | None) -> None:
        """Messages that can be deleted later. Only in a chat that has a room."""
        if self.room is not None and any(messages):
            known = with_new(self.room.messages, messages)
            if known is not self.room.messages:
                self.room = self.room.but(messages=known)

    def go_direct(self, now: float) -> None:
        """Nothing rides in a webhook's answer for a while: there it cannot be seen to fail."""
        self.direct_until = now + DIRECT_SECONDS


class RoomWrites(Protocol):
    """What is needed of a writer."""

    def begin(self, write: RoomWrite) -> asyncio.Future[Outcome]: ...

    def begin_along(self, write: RoomWrite) -> asyncio.Future[Outcome]:
        """With the next commit, or a little later."""
        ...


Begin = Callable[[RoomWrite], asyncio.Future[Outcome]]


class Chats:
    """Rooms are read once and kept up to date here, unless other processes write them too."""

    def __init__(
        self,
        shelf: RoomShelf,
        writer: RoomWrites,
        keys: RoomKeys,
        clock: Callable[[], datetime],
        sender: Sender,
    ) -> None:
        self._shelf = shelf
        self._writer = writer
        self._keys = keys
        self._clock = clock
        self._sender = sender
        self._chats: OrderedDict[int, Chat] = OrderedDict()
        self._unsaved: list[Chat] = []
        self._is_rush = False

    def __len__(self) -> int:
        return len(self._chats)

    def of(self, chat_id: int) -> Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            self._make_space()
            chat = self._chats[chat_id] = Chat(chat_id, self._keys.of(chat_id))
        self._chats.move_to_end(chat_id)
        return chat

    async def load(self, chat: Chat) -> None:
        """The room as it stands. Where the store is away, nothing is known, and nothing lost."""
        if chat.is_known and (chat.pending or chat.saving or not self._shelf.is_shared):
            return
        try:
            sealed = await self._shelf.room(chat.lock_of_room.row, self._clock())
        except SurveyError:
            return
        chat.room = _joined(self._opened(sealed, chat.lock_of_room), chat)
        chat.is_known = True
        chat.is_stored = sealed is not None

    def _opened(self, sealed: bytes | None, lock: RoomLock) -> Room | None:
        try:
            return open_room(sealed, lock.secret) if sealed is not None else None
        except BadSeal:
            return None

    def _make_space(self) -> None:
        if len(self._chats) < MOST_CHATS:
            return
        for chat_id in [key for key, chat in self._chats.items() if chat.is_idle][
            : MOST_CHATS // 10
        ]:
            del self._chats[chat_id]

    # ------------------------------------------------------------ writing
    def keep(self, chat: Chat) -> None:
        """Written with the next commit; nobody waits for it. Lost in a crash, nothing breaks."""
        if chat.room is None and not chat.is_stored:
            return
        chat.dirty = True
        if not chat.saving:
            chat.saving = True
            self._unsaved.append(chat)
            if len(self._unsaved) == 1:
                self._sender.start(self._save_all())

    async def settle_in(self, chat: Chat) -> None:
        """Who has just come into a survey is known from now on, whatever happens next.

        Else, after a crash, words typed as the first answer would be met by the question for the
        code. Where the store is away it is not waited for longer than a person waits.
        """
        if chat.room is None or not chat.room.code or chat.is_stored or chat.saving:
            return
        chat.saving = True
        if begun := self._save(chat, self._writer.begin):
            await asyncio.wait({begun}, timeout=SETTLE_SECONDS)

    async def _save_all(self) -> None:
        """At once where few wait. In a rush a room is written once for several changes."""
        await asyncio.sleep(RUSH_SECONDS if len(self._chats) > MANY and self._is_rush else 0)
        chats, self._unsaved = self._unsaved, []
        self._is_rush = len(chats) > MANY
        for chat in chats:
            self._save(chat, self._begin)

    def _save(self, chat: Chat, begin: Begin) -> asyncio.Future[Outcome] | None:
        chat.dirty = False
        write = self._write(chat)
        try:
            begun = begin(write)
        except SurveyError:
            chat.saving, chat.dirty = False, True
            return None
        begun.add_done_callback(partial(self._saved, chat, write))
        self._sender.mind(begun)
        return begun

    def _begin(self, write: RoomWrite) -> asyncio.Future[Outcome]:
        """Among many, what is kept goes along with what somebody waits for. What goes, goes now."""
        is_many = len(self._chats) > MANY and not self._shelf.is_shared
        can_wait = is_many and isinstance(write, KeepRoom)
        return self._writer.begin_along(write) if can_wait else self._writer.begin(write)

    def _saved(self, chat: Chat, write: RoomWrite, begun: asyncio.Future[Outcome]) -> None:
        """If it failed it is kept in memory; the next turn writes it."""
        chat.saving = False
        if begun.cancelled() or (error := begun.exception()) is not None:
            chat.dirty = True
            if not begun.cancelled() and not isinstance(error, SurveyError):
                log().error("room_not_kept", kind=type(error).__name__)
            return
        chat.is_stored = isinstance(write, KeepRoom)
        if chat.dirty:
            self.keep(chat)

    def _write(self, chat: Chat) -> RoomWrite:
        if chat.room is None:
            return ForgetRoom(chat.lock_of_room.row)
        room = chat.room.but(seen=tuple(chat.seen))
        return chat.lock_of_room.seal(room, self._clock() + LIFE)

    # ------------------------------------------------------------ answering in order
    def fly(self, chat: Chat, calls: int) -> Callable[[], None]:
        """So many calls go out for that chat, now. To be called as each of them has ended."""
        chat.pending += 1
        landed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        chat.answering = landed
        under_way = calls

        def one_ended() -> None:
            nonlocal under_way
            under_way -= 1
            if not under_way:
                landed.set_result(None)
                self._answered(chat)
                self.keep(chat)

        return one_ended

    def _answered(self, chat: Chat) -> None:
        chat.pending -= 1
        if not chat.pending:
            chat.answering = None

    def answer(self, chat: Chat, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """After the answers before it, in the background."""
        before = chat.answering
        chat.pending += 1
        chat.answering = self._sender.start(self._after(before, chat, work))

    async def _after(
        self,
        before: asyncio.Future[Any] | None,
        chat: Chat,
        work: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        try:
            if before is not None and not before.done():
                await asyncio.wait({before})
            await work()
        finally:
            self._answered(chat)


def with_new(known: tuple[int, ...], messages: Iterable[int | None]) -> tuple[int, ...]:
    """The same where there is none that is new."""
    recent = known[-RECENT:]
    new = [each for each in dict.fromkeys(messages) if each is not None and each not in recent]
    return (*known, *new)[-MOST_MESSAGES:] if new else known


def _joined(kept: Room | None, chat: Chat) -> Room | None:
    """What was kept, with what was noted while the store was away."""
    if kept is None or chat.room is None or chat.is_known:
        return kept if chat.is_known else kept or chat.room
    return chat.room.but(messages=(*kept.messages, *chat.room.messages)[-MOST_MESSAGES:])
