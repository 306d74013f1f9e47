"""The release ledger grows and never changes, on each kind of shelf."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from surveys.memory.releases import MemoryReleases
from surveys.releases import Release, ReleaseShelf, broken_at, follow
from surveys.sql.releases import SqlReleases
from surveys.sql.store import SqlStore

DAY = date(2026, 3, 20)
ONE = Release(DAY, "R-1", ("w1",), '{"shown": []}', '{"people": 40}')


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def shelf(request: pytest.FixtureRequest) -> AsyncIterator[ReleaseShelf]:
    if request.param == "memory":
        yield MemoryReleases()
        return
    url = str(request.getfixturevalue(f"{request.param}_url"))
    async with SqlStore.open(url) as store:
        yield SqlReleases(store.database)


def chain(number: int) -> list[Release]:
    made: list[Release] = []
    for n in range(number):
        made.append(follow(made, replace(ONE, name=f"R-{n}", waves=("w1", f"w{n}"))))
    return made


async def test_releases_come_back_as_they_went_in_oldest_first(shelf: ReleaseShelf) -> None:
    made = chain(3)
    assert await shelf.releases() == ()
    for release in (made[1], made[0], made[2]):
        assert await shelf.add_release(release)
    assert await shelf.releases() == tuple(made)


async def test_of_two_with_one_number_the_first_stays(shelf: ReleaseShelf) -> None:
    first, second = follow([], ONE), follow([], replace(ONE, name="R-2"))
    assert await shelf.add_release(first)
    assert not await shelf.add_release(second)
    assert await shelf.releases() == (first,)


def test_an_unbroken_chain_is_whole() -> None:
    assert broken_at([]) is None
    assert broken_at(chain(3)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "{}"},
        {"behind": "{}"},
        {"name": "R-9"},
        {"waves": ("w2",)},
        {"on": date(2026, 3, 21)},
        {"before": bytes(32)},
    ],
)
def test_a_changed_release_shows(changes: dict[str, object]) -> None:
    made = chain(3)
    made[1] = replace(made[1], **changes)  # type: ignore[arg-type]
    assert broken_at(made) == 2


def test_a_missing_release_shows() -> None:
    made = chain(3)
    assert broken_at([made[0], made[2]]) == 2
    assert broken_at(made[1:]) == 1


def test_what_stood_behind_is_not_in_what_is_printed_of_a_release() -> None:
    assert "40" not in repr(ONE)
