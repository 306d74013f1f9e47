"""The writer: together, durable before it answers, and nobody harmed by a neighbour."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from surveys.errors import StoreUnavailable
from surveys.intake import writer as module
from surveys.intake.writer import Writer
from surveys.memory.store import MemoryStore
from surveys.rooms import ForgetRoom
from surveys.store import Store
from surveys.writes import Outcome, SaveTalk, Write
from tests.factories import finish, save, wave

POISON = b"poison"


class PoisonFound(Exception):
    """A store that cannot stand one write."""


@dataclass
class Slow:
    """A store whose commits wait until the test lets them, and are counted."""

    batches: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    kept: list[Write] = field(default_factory=list)

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        self.batches.append(len(writes))
        await self.gate.wait()
        if any(isinstance(write, SaveTalk) and write.sealed == POISON for write in writes):
            raise PoisonFound
        self.kept.extend(writes)
        return (Outcome.DONE,) * len(writes)


@pytest.fixture
def slow(unhurried: None) -> Slow:  # noqa: ARG001 nobody is late because the machine is busy
    return Slow()


@pytest.fixture
async def open_store(store: Store) -> Store:
    await store.add_wave(wave())
    return store


async def _begin(writer: Writer, writes: Sequence[Write]) -> list[asyncio.Task[Outcome]]:
    """Hand the writes over, as many callers at once, and let them reach the queue."""
    tasks = [asyncio.create_task(writer.write(write)) for write in writes]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_each_caller_is_told_what_became_of_its_own_write(open_store: Store) -> None:
    async with Writer(open_store) as writer:
        writes: list[Write] = [save("a"), save("a"), save("b"), finish("c", 9), finish("d")]
        outcomes = await asyncio.gather(*map(writer.write, writes))
    assert outcomes == ["done", "stale", "done", "stale", "done"]


async def test_a_hundred_identical_finishes_leave_one_response(open_store: Store) -> None:
    async with Writer(open_store) as writer:
        told = await asyncio.gather(*(writer.write(finish("a")) for _ in range(100)))
    assert Counter(told) == {Outcome.DONE: 1, Outcome.ALREADY: 99}
    assert await open_store.finished("wave-one") == 1


async def test_what_waits_is_committed_together(slow: Slow) -> None:
    slow.gate.set()
    async with Writer(slow) as writer:
        await asyncio.gather(*(writer.write(save(f"p{number}")) for number in range(300)))
    assert len(slow.batches) <= 3
    assert sum(slow.batches) == 300


async def test_a_batch_has_a_ceiling(slow: Slow) -> None:
    slow.gate.set()
    async with Writer(slow, most_at_a_time=10) as writer:
        await asyncio.gather(*(writer.write(save(f"p{number}")) for number in range(25)))
    assert max(slow.batches) <= 10
    assert sum(slow.batches) == 25


async def test_nobody_is_answered_before_the_commit(slow: Slow) -> None:
    async with Writer(slow) as writer:
        tasks = await _begin(writer, [save("a"), save("b")])
        await asyncio.sleep(0.05)
        assert not any(task.done() for task in tasks)
        assert slow.batches, "the commit has begun"
        slow.gate.set()
        assert await asyncio.gather(*tasks) == [Outcome.DONE, Outcome.DONE]


async def test_writes_are_committed_in_the_order_they_came(slow: Slow) -> None:
    writes = [save("a", number) for number in range(50)]
    slow.gate.set()
    async with Writer(slow, most_at_a_time=7) as writer:
        await asyncio.gather(*map(writer.write, writes))
    assert slow.kept == writes


@pytest.mark.parametrize("place", [0, 3, 6])
async def test_a_bad_write_fails_alone(slow: Slow, place: int) -> None:
    writes = [save(f"p{number}") for number in range(7)]
    writes[place] = save("bad", sealed=POISON)
    slow.gate.set()
    async with Writer(slow) as writer:
        told = await asyncio.gather(*map(writer.write, writes), return_exceptions=True)
    assert isinstance(told.pop(place), PoisonFound)
    assert told == [Outcome.DONE] * 6
    assert len(slow.kept) == 6


async def test_a_store_that_does_not_answer_is_not_asked_once_for_each() -> None:
    class Down(Slow):
        async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
            self.batches.append(len(writes))
            raise StoreUnavailable

    down = Down()
    async with Writer(down) as writer:
        writes = [save(f"p{number}") for number in range(50)]
        told = await asyncio.gather(*map(writer.write, writes), return_exceptions=True)
    assert all(isinstance(error, StoreUnavailable) for error in told)
    assert len(down.batches) <= 2


async def test_waiting_has_a_limit(slow: Slow) -> None:
    async with Writer(slow, seconds=0.05) as writer:
        with pytest.raises(StoreUnavailable):
            await writer.write(save("a"))
        slow.gate.set()
        assert await writer.write(save("b")) is Outcome.DONE


async def test_a_full_queue_turns_callers_away_in_time(slow: Slow) -> None:
    async with Writer(slow, seconds=0.1, most_waiting=2, most_at_a_time=1) as writer:
        writes = [save(f"p{number}") for number in range(20)]
        told = await asyncio.gather(*map(writer.write, writes), return_exceptions=True)
        assert all(isinstance(error, StoreUnavailable) for error in told)
        slow.gate.set()
        assert await writer.write(save("later")) is Outcome.DONE
    assert slow.kept == [save("later")], "who was turned away before the commit was not written"


async def test_a_caller_who_left_before_the_commit_is_not_written(slow: Slow) -> None:
    async with Writer(slow) as writer:
        first, *_ = await _begin(writer, [save("first")])
        left, stays = await _begin(writer, [save("left"), save("stays")])
        left.cancel()
        await asyncio.sleep(0)
        slow.gate.set()
        await asyncio.gather(first, stays)
    assert slow.kept == [save("first"), save("stays")]


@pytest.mark.usefixtures("unhurried")
async def test_a_retry_after_a_timeout_is_safe() -> None:
    """The outcome was unknown: the write had gone through. Doing it again changes nothing."""

    class Late(MemoryStore):
        late = True

        async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
            outcomes = await super().commit(writes)
            if self.late:
                self.late = False
                await asyncio.sleep(10)
            return outcomes

    store = Late()
    await store.add_wave(wave())
    async with Writer(store, seconds=0.05) as writer:
        with pytest.raises(StoreUnavailable):
            await writer.write(finish("a"))
        assert await writer.write(finish("a")) is Outcome.ALREADY
    assert await store.finished("wave-one") == 1


async def test_stopping_commits_what_waits(slow: Slow) -> None:
    writer = Writer(slow, most_at_a_time=2)
    async with writer:
        tasks = await _begin(writer, [save(f"p{number}") for number in range(9)])
        slow.gate.set()
    assert [task.result() for task in tasks] == [Outcome.DONE] * 9
    assert len(slow.kept) == 9


async def test_stopping_turns_away_what_cannot_be_served(slow: Slow) -> None:
    writer = Writer(slow, seconds=0.05, most_at_a_time=2)
    async with writer:
        tasks = await _begin(writer, [save(f"p{number}") for number in range(9)])
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(error, StoreUnavailable) for error in told)
    assert slow.kept == []


async def test_a_stopped_writer_takes_nothing(slow: Slow) -> None:
    async with Writer(slow) as writer:
        pass
    with pytest.raises(StoreUnavailable):
        await writer.write(save("a"))
    assert slow.batches == []


async def test_what_nobody_waits_for_goes_with_the_next_commit(slow: Slow) -> None:
    slow.gate.set()
    async with Writer(slow) as writer:
        along = writer.begin_along(ForgetRoom(b"room"))
        await asyncio.sleep(0.05)
        assert slow.batches == []
        assert await writer.write(save("a")) is Outcome.DONE
        assert await along is Outcome.DONE
    assert slow.batches == [2]


async def test_it_goes_alone_where_nobody_comes(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.02)
    slow.gate.set()
    async with Writer(slow) as writer:
        assert await writer.begin_along(ForgetRoom(b"room")) is Outcome.DONE
        assert await writer.begin_along(ForgetRoom(b"room")) is Outcome.DONE
    assert slow.batches == [1, 1]


async def test_stopping_commits_what_waits_for_company(slow: Slow) -> None:
    slow.gate.set()
    async with Writer(slow) as writer:
        along = writer.begin_along(ForgetRoom(b"room"))
    assert along.result() is Outcome.DONE
    assert slow.kept == [ForgetRoom(b"room")]


async def test_what_waits_for_company_counts_against_the_ceiling(slow: Slow) -> None:
    async with Writer(slow, seconds=0.1, most_waiting=1) as writer:
        along = writer.begin_along(ForgetRoom(b"room"))
        with pytest.raises(StoreUnavailable):
            await writer.write(save("a"))
        slow.gate.set()
        with pytest.raises(StoreUnavailable):
            await along
