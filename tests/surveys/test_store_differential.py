"""Any mixture of writes has the same outcomes and leaves the same on every store.

The store in memory applies one write after another; the SQL store judges a batch on the few rows
it read and writes in bulk. Two ways to the same end.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.memory.store import MemoryStore
from surveys.records import WaveState
from surveys.sql.store import SqlStore
from surveys.store import Store
from surveys.writes import TalkWrite
from tests.factories import DAY, LATER, finish, forget, key, save, urgent, wave, withdraw

PEOPLE = ("a", "b", "c")
WAVES = ("one", "two")
URGENT = ("x", "y", "z")
EXAMPLES = count()


@dataclass(frozen=True)
class Batch:
    writes: tuple[TalkWrite, ...]


@dataclass(frozen=True)
class Forget:
    minutes: int


@dataclass(frozen=True)
class Read:
    name: str


@dataclass(frozen=True)
class Move:
    wave: str
    before: WaveState
    after: WaveState


people, waves = st.sampled_from(PEOPLE), st.sampled_from(WAVES)
versions = st.integers(0, 3)
items = st.lists(st.sampled_from(URGENT), max_size=2, unique=True)
words = st.binary(min_size=1, max_size=3)
minutes = st.integers(-2, 2)


Step = Batch | Forget | Read | Move


@st.composite
def saves(draw: st.DrawFn) -> TalkWrite:
    return save(
        draw(people),
        draw(versions),
        wave_id=draw(waves),
        sealed=draw(words),
        expires=LATER + timedelta(minutes=draw(minutes), seconds=30),
        urgent=tuple(urgent(name, text=draw(words)) for name in draw(items)),
        dropped=tuple(draw(items)),
    )


@st.composite
def finishes(draw: st.DrawFn) -> TalkWrite:
    return finish(
        draw(people),
        draw(versions),
        wave_id=draw(waves),
        token=key(draw(people)),
        name=key(draw(people)),
        urgent=tuple(urgent(name) for name in draw(items)),
        dropped=tuple(draw(items)),
    )


@st.composite
def goings(draw: st.DrawFn) -> TalkWrite:
    dropped = tuple(draw(items))
    if draw(st.booleans()):
        return forget(draw(people), wave_id=draw(waves), dropped=dropped)
    return withdraw("", wave_id=draw(waves), name=key(draw(people)), dropped=dropped)


OPEN, CLOSING = WaveState.OPEN, WaveState.CLOSING
batches = st.builds(
    Batch, st.lists(st.one_of(saves(), saves(), finishes(), goings()), max_size=9).map(tuple)
)
others = st.one_of(
    st.builds(Forget, minutes),
    st.builds(Read, st.sampled_from(URGENT)),
    st.builds(Move, waves, st.just(OPEN), st.just(CLOSING)),
    st.builds(Move, waves, st.just(CLOSING), st.just(OPEN)),
)
steps = st.lists(st.one_of(batches, batches, batches, others), min_size=1, max_size=8)


@pytest.fixture
async def opened(url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(url) as store:
        yield store


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
async def test_every_store_does_the_same(opened: SqlStore, steps: list[Step]) -> None:
    name = f"-{next(EXAMPLES)}"
    pair = (MemoryStore(), opened)
    for store in pair:
        for each in WAVES:
            await store.add_wave(wave(each, id=f"wave-{each}{name}", code=f"{each}{name}"))
    for step in steps:
        first, second = [await _do(store, step, name) for store in pair]
        assert first == second
    here, there = [await _left(store, name) for store in pair]
    assert here == there
    await _clear(opened, name)


async def _do(store: Store, step: Step, name: str) -> object:
    match step:
        case Batch(writes):
            return await store.commit([_renamed(write, name) for write in writes])
        case Forget(after):
            return await store.forget_idle(LATER + timedelta(minutes=after))
        case Read(item):
            await store.urgent_read(f"urgent-{item}", "Ana", DAY)
            return None
        case Move(which, before, after):
            if (await store.wave(f"wave-{which}{name}")).state is before:
                await store.move_wave(f"wave-{which}{name}", before, after, DAY)
            return None


def _renamed(write: TalkWrite, name: str) -> TalkWrite:
    """Each example has waves of its own, so that one database serves them all."""
    return replace(write, wave_id=f"{write.wave_id}{name}")


async def _left(store: Store, name: str) -> object:
    """All that can be seen of these waves."""
    seen: list[object] = [await store.urgent(), await store.urgent_seen()]
    for each in WAVES:
        wave_id = f"wave-{each}{name}"
        seen += [await store.wave(wave_id), sorted(await store.sealed(wave_id))]
        for who in PEOPLE:
            seen.append(await store.has_token(wave_id, key(who)))
            seen.append(await store.talk(wave_id, key(who), LATER - timedelta(minutes=3)))
    return seen


async def _clear(store: SqlStore, name: str) -> None:
    """Take what is shared between waves out, for the next example."""
    everything = tuple(item.id for item in await store.urgent())
    await store.commit([forget("", wave_id=f"wave-one{name}", dropped=everything)])
    await store.forget_idle(LATER + timedelta(days=1))
    async with store.database.writing() as connection:
        await connection.exec_driver_sql("DELETE FROM urgent_seen")
