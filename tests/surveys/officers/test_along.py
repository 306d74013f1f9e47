"""A line of the trail that goes along with a change is kept with it, or neither is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from surveys.memory.register import MemoryRegister
from surveys.officers.audit import Act, Audit
from surveys.officers.shelf import OfficerShelf
from surveys.register import Drawer, Overtaken, RegisterShelf
from surveys.sql.database import Unchanged
from surveys.sql.officers import SqlOfficers
from surveys.sql.register import SqlRegister
from surveys.sql.store import SqlStore

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def audit(shelf: OfficerShelf) -> Audit:
    return Audit(shelf, lambda: NOON)


@pytest.fixture
async def register(shelf_url: str) -> AsyncIterator[RegisterShelf]:
    """On a connection of its own, as another process has it."""
    if not shelf_url:
        yield MemoryRegister()
        return
    async with SqlStore.open(shelf_url) as store:
        yield SqlRegister(store.database)


@pytest.fixture
def drawer(register: RegisterShelf) -> Drawer[str]:
    return Drawer(register, lambda: NOON, "thing", str)


async def said(audit: Audit) -> list[str]:
    """Oldest first, of a trail that is whole."""
    assert await audit.broken_at() is None
    return [entry.subject for entry in reversed(await audit.page())]


async def test_it_is_written_once_however_much_is_changed(
    audit: Audit, drawer: Drawer[str]
) -> None:
    async with audit.along("Ana", Act.ACTION_CHANGED, "A-1"):
        kept = await drawer.add("one", "Ana")
        await drawer.change(kept, "two", "Ana")
    assert await said(audit) == ["A-1"]
    (entry,) = await audit.page()
    assert (entry.number, entry.at, entry.who, entry.act) == (1, NOON, "Ana", Act.ACTION_CHANGED)


async def test_it_is_written_at_the_end_where_nothing_was_changed(audit: Audit) -> None:
    async with audit.along("Ana", Act.DOWNLOADED, "autumn"):
        pass
    assert await said(audit) == ["autumn"]


async def test_what_was_refused_leaves_no_line(audit: Audit, drawer: Drawer[str]) -> None:
    kept = await drawer.add("one", "Ana")
    await drawer.change(kept, "two", "Ben")
    with pytest.raises(Overtaken):
        async with audit.along("Ana", Act.ACTION_CHANGED, "A-1"):
            await drawer.change(kept, "three", "Ana")
    assert await said(audit) == []


async def test_it_is_tried_again_with_what_is_tried_again(
    audit: Audit, drawer: Drawer[str]
) -> None:
    kept = await drawer.add("one", "Ana", thing_id="first")
    async with audit.along("Ana", Act.ACTION_RAISED, "A-2"):
        with suppress(Overtaken):
            await drawer.add("two", "Ana", thing_id=kept.id)
        assert await said(audit) == []
        await drawer.add("two", "Ana", thing_id="second")
    assert await said(audit) == ["A-2"]


async def test_what_turns_out_not_to_be_so_is_not_written(audit: Audit) -> None:
    async with audit.along("Ana", Act.RELEASED, "release 1") as line:
        line.settle()
    assert await said(audit) == []


async def test_many_at_once_get_numbers_one_after_another(
    audit: Audit, drawer: Drawer[str]
) -> None:
    async def change(number: int) -> None:
        async with audit.along("Ana", Act.ACTION_RAISED, f"A-{number}"):
            await drawer.add("one", "Ana")

    await asyncio.gather(
        *map(change, range(8)), *(audit.record("Ben", Act.LOGGED_IN) for _ in "ab")
    )
    assert sorted(await said(audit)) == ["", "", *(f"A-{number}" for number in range(8))]


# ---------------------------------------------------------------- in a database
async def test_both_are_there_at_the_same_moment_or_neither(url: str) -> None:
    async with SqlStore.open(url) as store, SqlStore.open(url) as other:
        trail = Audit(SqlOfficers(store.database), lambda: NOON)
        watching = Audit(SqlOfficers(other.database), lambda: NOON)
        drawer = Drawer(SqlRegister(store.database), lambda: NOON, "thing", str)
        async with trail.along("Ana", Act.ACTION_RAISED, "A-1"):
            await drawer.add("one", "Ana")
            assert await said(watching) == ["A-1"]


async def test_a_transaction_that_came_to_nothing_takes_no_line(url: str) -> None:
    async with SqlStore.open(url) as store:
        trail = Audit(SqlOfficers(store.database), lambda: NOON)
        async with trail.along("Ana", Act.OUTCOME_RECORDED, "autumn") as line:
            with suppress(Unchanged):
                async with store.database.writing():
                    raise Unchanged
            assert not line.is_settled
            line.settle()
        assert await said(trail) == []


async def test_steps_in_one_go_take_it_along_too(url: str) -> None:
    async with SqlStore.open(url) as store:
        trail = Audit(SqlOfficers(store.database), lambda: NOON)

        async def steps(_connection: object) -> str:
            return "done"

        async with trail.along("Ana", Act.CODES_MADE, "autumn") as line:
            assert await store.database.write(steps) == "done"
            assert line.is_settled
        assert await said(trail) == ["autumn"]
