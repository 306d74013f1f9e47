"""Rooms: kept, sealed, told apart, forgotten, on every store."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.anonymity.keyring import MemoryKeyring
from surveys.errors import BadSeal
from surveys.rooms import (
    MOST_MESSAGES,
    ForgetRoom,
    Room,
    RoomKeys,
    open_room,
    seal_room,
)
from surveys.store import Store
from surveys.writes import Outcome
from tests.factories import key, save, wave

FULL = Room(
    code="abcdfh",
    language="cy",
    entry="7XKD2MPA",
    of_age=True,
    over=True,
    turn=12,
    asked=99,
    messages=(5, 7, 100_000_000_000),
    seen=(400, 399),
)
SECRET = b"s" * 32


# ---------------------------------------------------------------- sealing
@pytest.mark.parametrize("room", [Room(), FULL])
def test_a_room_comes_back_as_it_was(room: Room) -> None:
    assert open_room(seal_room(room, SECRET), SECRET) == room


@given(st.lists(st.integers(1, 2**52), max_size=300), st.text(max_size=10))
def test_every_room_has_the_same_length(messages: list[int], code: str) -> None:
    sealed = seal_room(Room(code=code, messages=tuple(messages)), SECRET)
    assert len(sealed) == len(seal_room(Room(), SECRET))


def test_the_newest_messages_stay_where_not_all_fit() -> None:
    many = tuple(range(1, 1_000))
    kept = open_room(seal_room(Room(messages=many), SECRET), SECRET).messages
    assert kept == many[-MOST_MESSAGES:]


@pytest.mark.parametrize("spoilt", [b"", b"x" * 2000, seal_room(FULL, b"t" * 32)])
def test_what_cannot_be_opened_says_so(spoilt: bytes) -> None:
    with pytest.raises(BadSeal):
        open_room(spoilt, SECRET)


def test_nothing_of_a_room_shows_in_the_row(noon: datetime) -> None:
    written = RoomKeys(MemoryKeyring()).of(7_000_000_001).seal(FULL, noon)
    for secret in (b"abcdfh", b"7XKD2MPA", b"7000000001"):
        assert secret not in written.sealed + written.key


def test_one_chat_has_one_lock_and_no_two_share_one() -> None:
    keyring = MemoryKeyring()
    one, again = RoomKeys(keyring), RoomKeys(keyring)
    assert one.of(1) == again.of(1)
    locks = [one.of(1), one.of(2), one.of(11), RoomKeys(MemoryKeyring()).of(1)]
    assert len({lock.row for lock in locks} | {lock.secret for lock in locks}) == 8
    assert "row" not in repr(one.of(1))


# ---------------------------------------------------------------- keeping
async def test_a_room_is_kept_replaced_and_forgotten(store: Store, noon: datetime) -> None:
    lock = RoomKeys(MemoryKeyring()).of(1)
    until = noon + timedelta(hours=48)
    for room in (FULL, FULL.but(turn=13)):
        assert await store.commit([lock.seal(room, until)]) == (Outcome.DONE,)
        sealed = await store.room(lock.row, noon)
        assert sealed is not None
        assert open_room(sealed, lock.secret) == room
    assert await store.commit([ForgetRoom(lock.row)]) == (Outcome.DONE,)
    assert await store.room(lock.row, noon) is None


async def test_rooms_and_talks_go_in_one_commit_each_with_its_outcome(
    store: Store, noon: datetime
) -> None:
    await store.add_wave(wave())
    locks = [RoomKeys(MemoryKeyring()).of(chat) for chat in range(3)]
    until = noon + timedelta(hours=1)
    outcomes = await store.commit(
        [
            locks[0].seal(FULL, until),
            save("ana"),
            locks[1].seal(FULL, until),
            save("ana", before=7),
            ForgetRoom(locks[1].row),
            ForgetRoom(key("nobody")),
        ]
    )
    done, stale = Outcome.DONE, Outcome.STALE
    assert outcomes == (done, done, done, stale, done, done)
    assert await store.room(locks[0].row, noon) is not None
    assert await store.room(locks[1].row, noon) is None


async def test_a_room_ends_two_days_later(store: Store, noon: datetime) -> None:
    lock, other = (RoomKeys(MemoryKeyring()).of(chat) for chat in (1, 2))
    until = noon + timedelta(hours=48)
    await store.commit([lock.seal(FULL, until), other.seal(FULL, until + timedelta(hours=1))])
    assert await store.room(lock.row, until - timedelta(minutes=1)) is not None
    assert await store.room(lock.row, until) is None
    assert await store.forget_rooms(until) == 1
    assert await store.forget_rooms(until) == 0
    assert await store.room(other.row, until) is not None
