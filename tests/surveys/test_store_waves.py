"""What every store promises about waves and their entry codes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.errors import AlreadyThere, UnknownWave, WrongState
from surveys.records import Entry, WaveState
from surveys.store import Store
from tests.factories import DAY, finish, key, wave

DRAFT = wave(state=WaveState.DRAFT, opened_on=None, entry=Entry.CODES)


async def test_a_wave_is_found_by_code_and_by_id_as_it_was_put(store: Store) -> None:
    await store.add_wave(DRAFT)
    assert await store.wave(DRAFT.code) == DRAFT
    assert await store.wave(DRAFT.id) == DRAFT


async def test_the_newest_wave_comes_first(store: Store) -> None:
    for name in ("b", "a", "c"):
        await store.add_wave(wave(name))
    assert [found.name for found in await store.waves()] == ["Wave c", "Wave a", "Wave b"]


@pytest.mark.parametrize("same", ["id", "code"])
async def test_no_two_waves_share_id_or_code(store: Store, same: str) -> None:
    await store.add_wave(wave())
    other = replace(wave("two"), **{same: getattr(wave(), same)})
    with pytest.raises(AlreadyThere):
        await store.add_wave(other)
    assert await store.waves() == (wave(),)


async def test_moving_a_wave_keeps_the_days(store: Store) -> None:
    await store.add_wave(DRAFT)
    closed = DAY + timedelta(days=7)
    for before, after, on in (
        (WaveState.DRAFT, WaveState.OPEN, DAY),
        (WaveState.OPEN, WaveState.CLOSING, closed - timedelta(days=1)),
        (WaveState.CLOSING, WaveState.REWRITTEN, closed - timedelta(days=1)),
        (WaveState.REWRITTEN, WaveState.CLOSED, closed),
    ):
        await store.move_wave(DRAFT.id, before, after, on)
        assert (await store.wave(DRAFT.id)).state is after
    assert await store.wave(DRAFT.id) == replace(
        DRAFT, state=WaveState.CLOSED, opened_on=DAY, closed_on=closed
    )


async def test_a_wave_is_not_moved_from_where_it_is_not(store: Store) -> None:
    await store.add_wave(DRAFT)
    with pytest.raises(WrongState):
        await store.move_wave(DRAFT.id, WaveState.OPEN, WaveState.CLOSING, DAY)
    assert await store.wave(DRAFT.id) == DRAFT


async def test_an_unknown_wave_is_named_as_such(store: Store) -> None:
    with pytest.raises(UnknownWave):
        await store.wave("none")
    with pytest.raises(UnknownWave):
        await store.move_wave("none", WaveState.OPEN, WaveState.CLOSING, DAY)
    with pytest.raises(UnknownWave):
        await store.finished("none")
    with pytest.raises(UnknownWave):
        await store.sealed("none")
    with pytest.raises(UnknownWave):
        await store.responses("none")
    with pytest.raises(UnknownWave):
        await store.rewrite("none", {}, [])
    with pytest.raises(UnknownWave):
        await store.add_entry_codes("none", [key("code")])
    assert not await store.has_token("none", key("token"))
    assert not await store.has_entry_code("none", key("code"))


async def test_a_draft_is_discarded_with_its_codes_and_nothing_else(store: Store) -> None:
    await store.add_wave(DRAFT)
    await store.add_wave(wave("two"))
    await store.add_entry_codes(DRAFT.id, [key("code")])
    await store.discard_wave(DRAFT.id)
    assert await store.waves() == (wave("two"),)
    assert not await store.has_entry_code(DRAFT.id, key("code"))
    with pytest.raises(UnknownWave):
        await store.discard_wave(DRAFT.id)


@pytest.mark.parametrize("state", [state for state in WaveState if state is not WaveState.DRAFT])
async def test_a_wave_that_was_opened_is_never_discarded(store: Store, state: WaveState) -> None:
    await store.add_wave(wave(state=state))
    with pytest.raises(WrongState):
        await store.discard_wave(wave().id)
    assert await store.waves() == (wave(state=state),)


async def test_finished_counts_what_waits(store: Store) -> None:
    await store.add_wave(wave())
    await store.commit([finish("a"), finish("b")])
    assert await store.finished("wave-one") == 2


async def test_entry_codes_belong_to_one_wave(store: Store) -> None:
    await store.add_wave(wave())
    await store.add_wave(wave("two"))
    await store.add_entry_codes("wave-one", [key("a"), key("b")])
    assert await store.has_entry_code("wave-one", key("a"))
    assert not await store.has_entry_code("wave-one", key("c"))
    assert not await store.has_entry_code("wave-two", key("a"))


async def test_an_entry_code_may_be_added_again(store: Store) -> None:
    await store.add_wave(wave())
    await store.add_entry_codes("wave-one", [key("a")])
    await store.add_entry_codes("wave-one", [key("a"), key("b"), key("b")])
    assert await store.has_entry_code("wave-one", key("b"))


async def test_the_store_answers(store: Store) -> None:
    await store.ping()
