"""What every store promises a live conversation."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest

from surveys.records import WaveState
from surveys.store import Store
from surveys.writes import Outcome, Talk, Write
from tests.factories import DAY, LATER, finish, forget, key, save, urgent, wave, withdraw

DONE, STALE, ALREADY = Outcome.DONE, Outcome.STALE, Outcome.ALREADY
NOT_OPEN, MISSING = Outcome.NOT_OPEN, Outcome.MISSING


@pytest.fixture(autouse=True)
async def _one_open_wave(store: Store) -> None:
    await store.add_wave(wave())


@pytest.mark.parametrize(
    ("writes", "outcomes"),
    [
        ([], []),
        ([save("a")], [DONE]),
        ([save("a"), save("a", 1), save("a", 2)], [DONE, DONE, DONE]),
        ([save("a"), save("a")], [DONE, STALE]),
        ([save("a", 1)], [STALE]),
        ([save("a"), finish("a", 1)], [DONE, DONE]),
        ([finish("a")], [DONE]),
        ([finish("a"), finish("a")], [DONE, ALREADY]),
        ([finish("a"), save("a"), finish("a", 1)], [DONE, DONE, ALREADY]),
        ([save("a"), finish("a")], [DONE, STALE]),
        ([finish("a", 3)], [STALE]),
        ([finish("a"), finish("b", token=key("token of a"))], [DONE, ALREADY]),
        ([finish("a"), finish("b", name=key("receipt of a"))], [DONE, ALREADY]),
        ([save("a"), forget("a"), save("a", 1), save("a")], [DONE, DONE, STALE, DONE]),
        ([forget("a")], [DONE]),
        ([withdraw("a")], [MISSING]),
        ([finish("a"), withdraw("a"), withdraw("a")], [DONE, DONE, MISSING]),
        ([finish("a"), withdraw("a"), finish("a")], [DONE, DONE, ALREADY]),
        (
            [finish("a"), withdraw("a"), finish("b", name=key("receipt of a"))],
            [DONE, DONE, DONE],
        ),
        ([save("a", wave_id="none"), forget("a", wave_id="none")], [NOT_OPEN, DONE]),
        ([finish("a", wave_id="none"), withdraw("a", wave_id="none")], [NOT_OPEN, NOT_OPEN]),
        ([save("a"), save("b"), save("a"), finish("b", 1)], [DONE, DONE, STALE, DONE]),
    ],
)
@pytest.mark.parametrize("together", [True, False], ids=["one batch", "one by one"])
async def test_outcomes(
    store: Store, writes: list[Write], outcomes: list[Outcome], *, together: bool
) -> None:
    if together:
        found = list(await store.commit(writes))
    else:
        found = [outcome for write in writes for outcome in await store.commit([write])]
    assert found == outcomes


async def test_a_talk_is_read_back_at_its_version(store: Store, noon: datetime) -> None:
    await store.commit([save("a"), save("a", 1, sealed=b"second")])
    assert await store.talk("wave-one", key("a"), noon) == Talk(2, b"second")
    assert await store.talk("wave-one", key("b"), noon) is None
    assert await store.talk("none", key("a"), noon) is None


async def test_a_stale_save_changes_nothing(store: Store, noon: datetime) -> None:
    await store.commit([save("a", sealed=b"first")])
    await store.commit([save("a", sealed=b"other", urgent=(urgent("a"),))])
    assert await store.talk("wave-one", key("a"), noon) == Talk(1, b"first")
    assert await store.urgent() == ()


async def test_finishing_ends_the_talk_and_keeps_one_response(store: Store, noon: datetime) -> None:
    await store.commit([save("a")])
    await store.commit([finish("a", 1), finish("a", 1)])
    assert await store.talk("wave-one", key("a"), noon) is None
    assert await store.has_token("wave-one", key("token of a"))
    assert await store.sealed("wave-one") == (b"sealed by a",)


async def test_a_retry_after_a_lost_answer_is_told_already(store: Store) -> None:
    await store.commit([save("a"), finish("a", 1)])
    assert await store.commit([finish("a", 1)]) == (ALREADY,)
    assert await store.finished("wave-one") == 1


async def test_withdrawing_takes_the_response_and_leaves_the_token(store: Store) -> None:
    await store.commit([finish("a"), finish("b")])
    await store.commit([withdraw("a")])
    assert await store.sealed("wave-one") == (b"sealed by b",)
    assert await store.has_token("wave-one", key("token of a"))


async def test_a_receipt_withdrawn_and_taken_again_in_one_batch_names_the_new_response(
    store: Store,
) -> None:
    await store.commit([finish("a")])
    await store.commit([withdraw("a"), finish("b", name=key("receipt of a"))])
    assert await store.sealed("wave-one") == (b"sealed by b",)


async def test_a_token_counts_in_its_wave_only(store: Store) -> None:
    await store.add_wave(wave("two"))
    writes = [finish("a"), finish("a", wave_id="wave-two")]
    assert await store.commit(writes) == (DONE, DONE)
    assert (await store.finished("wave-one"), await store.finished("wave-two")) == (1, 1)


# ---------------------------------------------------------------- time
async def test_the_expiry_is_cut_to_the_minute(store: Store, noon: datetime) -> None:
    await store.commit([save("a", expires=noon + timedelta(minutes=5, seconds=59))])
    before = noon + timedelta(minutes=4, seconds=59)
    assert await store.talk("wave-one", key("a"), before) is not None
    assert await store.talk("wave-one", key("a"), noon + timedelta(minutes=5)) is None


async def test_an_expired_talk_can_be_begun_anew(store: Store) -> None:
    await store.commit([save("a"), save("a", 1)])
    assert await store.talk("wave-one", key("a"), LATER) is None
    assert await store.commit([save("a", sealed=b"new")]) == (DONE,)
    assert await store.talk("wave-one", key("a"), LATER - timedelta(minutes=1)) == Talk(1, b"new")


async def test_idle_talks_are_forgotten_and_counted(store: Store, noon: datetime) -> None:
    long = LATER + timedelta(days=1)
    item = urgent("a")
    await store.commit([save("a", urgent=(item,)), save("b"), save("c", expires=long)])
    assert await store.forget_idle(noon) == 0
    assert await store.forget_idle(LATER) == 2
    assert await store.forget_idle(LATER) == 0
    assert await store.talk("wave-one", key("c"), LATER) is not None
    assert await store.urgent() == (item,), "going idle does not silence an urgent text"


# ---------------------------------------------------------------- the wave's state
@pytest.mark.parametrize("state", [state for state in WaveState if state is not WaveState.OPEN])
async def test_only_an_open_wave_takes_anything(store: Store, state: WaveState) -> None:
    await store.add_wave(wave("two", state=state))
    writes: list[Write] = [
        save("a", wave_id="wave-two"),
        finish("a", wave_id="wave-two"),
        withdraw("a", wave_id="wave-two"),
    ]
    assert await store.commit(writes) == (NOT_OPEN,) * 3
    assert await store.finished("wave-two") == 0


async def test_stop_works_even_when_the_wave_is_no_longer_open(store: Store) -> None:
    await store.commit([save("a", urgent=(urgent("a"),))])
    await store.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
    assert await store.commit([forget("a", dropped=("urgent-a",))]) == (DONE,)
    assert await store.urgent() == ()
    assert await store.forget_idle(LATER) == 0


async def test_a_closing_wave_gives_no_response_back(store: Store) -> None:
    await store.commit([finish("a")])
    await store.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
    assert await store.commit([withdraw("a")]) == (NOT_OPEN,)
    assert await store.finished("wave-one") == 1


# ---------------------------------------------------------------- many at once
async def test_a_hundred_at_once_finish_one_response(store: Store) -> None:
    await store.commit([save("a")])
    told = await asyncio.gather(*(store.commit([finish("a", 1)]) for _ in range(100)))
    assert Counter(outcome for (outcome,) in told) == {DONE: 1, ALREADY: 99}
    assert await store.finished("wave-one") == 1


async def test_a_hundred_at_once_move_a_talk_on_once(store: Store) -> None:
    told = await asyncio.gather(*(store.commit([save("a")]) for _ in range(100)))
    assert Counter(outcome for (outcome,) in told) == {DONE: 1, STALE: 99}


async def test_a_batch_larger_than_a_driver_takes_at_a_time(store: Store) -> None:
    people = [f"p{number}" for number in range(4500)]
    assert set(await store.commit([save(who) for who in people])) == {DONE}
    assert set(await store.commit([finish(who, 1) for who in people])) == {DONE}
    assert await store.finished("wave-one") == len(people)
