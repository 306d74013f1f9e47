"""Invitations, on each shelf."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from surveys.memory.register import MemoryRegister
from surveys.office.invitations import Invitations, UnknownInvitation
from surveys.officers.accounts import Officer, Role
from surveys.officers.records import BadMail, BadName, NoAgency, NoRole
from surveys.register import RegisterShelf
from surveys.sql.register import SqlRegister
from surveys.sql.store import SqlStore

BEN = Officer("Ben Hill", frozenset({Role.AGENCY, Role.BOARD}), agency="Highways")


class Time:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def shelf(request: pytest.FixtureRequest) -> AsyncIterator[RegisterShelf]:
    if request.param == "memory":
        yield MemoryRegister()
        return
    async with SqlStore.open(str(request.getfixturevalue(f"{request.param}_url"))) as store:
        yield SqlRegister(store.database)


@pytest.fixture
def invitations(shelf: RegisterShelf, time: Time) -> Invitations:
    return Invitations(shelf, time)


async def test_a_link_finds_the_account_as_it_was_prepared(invitations: Invitations) -> None:
    token = await invitations.make(BEN, "Ana")
    found = await invitations.find(token)
    assert (found.thing.officer, found.by) == (BEN, "Ana")


async def test_the_token_itself_is_not_kept(invitations: Invitations, shelf: RegisterShelf) -> None:
    token = await invitations.make(BEN, "Ana")
    (version,) = await shelf.newest("invitation")
    assert token not in f"{version.id} {version.body}"
    with pytest.raises(UnknownInvitation):
        await invitations.find(version.id)


async def test_a_link_ends_after_seven_days(invitations: Invitations, time: Time) -> None:
    token = await invitations.make(BEN, "Ana")
    time.now += timedelta(days=7, seconds=-1)
    assert await invitations.find(token)
    time.now += timedelta(seconds=1)
    with pytest.raises(UnknownInvitation):
        await invitations.find(token)
    assert await invitations.waiting() == ()


async def test_of_two_at_once_one_takes_it(invitations: Invitations) -> None:
    token = await invitations.make(BEN, "Ana")
    found = [await invitations.find(token) for _ in range(4)]
    ends = await asyncio.gather(*map(invitations.take, found), return_exceptions=True)
    assert sum(isinstance(end, UnknownInvitation) for end in ends) == 3
    with pytest.raises(UnknownInvitation):
        await invitations.find(token)


async def test_one_that_was_withdrawn_works_no_more(invitations: Invitations) -> None:
    token = await invitations.make(BEN, "Ana")
    (waiting,) = await invitations.waiting()
    await invitations.withdraw(waiting.id, "Ana")
    with pytest.raises(UnknownInvitation):
        await invitations.find(token)
    with pytest.raises(UnknownInvitation):
        await invitations.take(waiting)


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "../../etc", "é"])
async def test_an_unknown_link_is_refused_alike(invitations: Invitations, token: str) -> None:
    with pytest.raises(UnknownInvitation):
        await invitations.find(token)


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Officer("x", frozenset({Role.BOARD})), BadName),
        (Officer("Ben", frozenset()), NoRole),
        (Officer("Ben", frozenset({Role.AGENCY})), NoAgency),
        (Officer("Ben", frozenset({Role.BOARD}), mail="nowhere"), BadMail),
    ],
)
async def test_what_could_not_be_an_account_is_not_invited(
    invitations: Invitations, wanted: Officer, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await invitations.make(wanted, "Ana")
    assert await invitations.waiting() == ()
