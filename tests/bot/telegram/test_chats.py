"""Rooms in memory and in the store agree, few stay in memory, and none is lost by an outage."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.telegram import chats as module
from bot.telegram.backend import AiohttpRequest
from bot.telegram.chats import Chats
from bot.telegram.sending import Sender
from surveys.anonymity.keyring import MemoryKeyring
from surveys.errors import StoreUnavailable
from surveys.intake.writer import Writer
from surveys.memory.store import MemoryStore
from surveys.rooms import Room, RoomKeys

KEYS = RoomKeys(MemoryKeyring())


class Book:
    """Chats on a store; `again()` is the program started anew."""

    def __init__(self, store: MemoryStore, writer: Writer, now: datetime) -> None:
        self.store, self.writer, self.now = store, writer, now
        self.sender = Sender(AiohttpRequest("1:a"), "")
        self.chats = self.again()

    def again(self) -> Chats:
        return Chats(self.store, self.writer, KEYS, lambda: self.now, self.sender)


@pytest.fixture
async def book(noon: datetime) -> AsyncIterator[Book]:
    store = MemoryStore()
    async with Writer(store) as writer:
        yield Book(store, writer, noon)


async def test_what_is_kept_is_there_after_a_restart(book: Book) -> None:
    chat = book.chats.of(1)
    await book.chats.load(chat)
    chat.room = Room("abc", turn=3)
    chat.remember(5, None, 6, 5)
    chat.seen.append(77)
    book.chats.keep(chat)
    await book.sender.quiet()
    fresh = book.again().of(1)
    await book.again().load(fresh)
    assert fresh.room == Room("abc", turn=3, messages=(5, 6), seen=(77,))
    assert fresh.saw(77)
    assert not fresh.saw(78)


async def test_who_has_come_in_is_known_before_anything_is_said(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a rush too, when other rooms are written later."""
    monkeypatch.setattr(module, "MANY", 0)
    monkeypatch.setattr(module, "RUSH_SECONDS", 60)
    for number in (1, 2):
        chat = book.chats.of(number)
        await book.chats.load(chat)
        chat.room = Room("abc")
        await book.chats.settle_in(chat)
        again = book.again()
        await again.load(again.of(number))
        assert again.of(number).room == Room("abc")
        book.chats.keep(chat)


@pytest.mark.usefixtures("unhurried")
async def test_who_comes_in_while_the_store_is_away_does_not_wait_for_long(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(book.store, "commit", never)
    chat = book.chats.of(1)
    chat.room, chat.is_known = Room("abc"), True
    await asyncio.wait_for(book.chats.settle_in(chat), module.SETTLE_SECONDS + 1)
    assert chat.saving


async def test_a_chat_without_a_room_writes_nothing(book: Book) -> None:
    chat = book.chats.of(1)
    await book.chats.load(chat)
    chat.remember(5)
    book.chats.keep(chat)
    await book.sender.quiet()
    assert await book.store.room(KEYS.of(1).row, book.now) is None


async def test_leaving_removes_what_was_kept(book: Book) -> None:
    chat = book.chats.of(1)
    await book.chats.load(chat)
    chat.room = Room("abc")
    book.chats.keep(chat)
    await book.sender.quiet()
    chat.room = None
    book.chats.keep(chat)
    await book.sender.quiet()
    assert await book.store.room(KEYS.of(1).row, book.now) is None


async def test_only_so_many_chats_stay_in_memory_and_busy_ones_do(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CHATS", 20)
    busy = book.chats.of(0)
    async with busy.taking:
        for chat_id in range(1, 200):
            book.chats.of(chat_id)
        assert book.chats.of(0) is busy
    assert len(book.chats) <= 20


async def test_an_outage_forgets_no_message_that_could_be_deleted(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = book.chats.of(1)
    await book.chats.load(first)
    first.room = Room("abc", messages=(1, 2))
    book.chats.keep(first)
    await book.sender.quiet()

    async def away(*_: object) -> None:
        raise StoreUnavailable

    later = book.again()
    chat = later.of(1)
    with monkeypatch.context() as broken:
        broken.setattr(book.store, "room", away)
        await later.load(chat)
        assert not chat.is_known
        chat.room = Room("abc", messages=(3,))
    await later.load(chat)
    assert chat.room == Room("abc", messages=(1, 2, 3))


async def test_answers_of_one_chat_leave_in_order(book: Book) -> None:
    chat, said = book.chats.of(1), list[int]()

    def saying(number: int) -> None:
        async def work() -> None:
            said.append(number)

        book.chats.answer(chat, work)

    for number in range(20):
        saying(number)
    await book.sender.quiet()
    assert said == list(range(20))
    assert chat.is_idle
