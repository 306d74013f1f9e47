"""Officers at noon on a fixed day, on each shelf, with a clock that is moved by hand."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from surveys.memory.officers import MemoryOfficers
from surveys.officers.accounts import Attempt, LoggedIn, Officers, OfficerShelf, Role
from surveys.officers.passwords import Vault
from surveys.sql.officers import SqlOfficers
from surveys.sql.store import SqlStore

PASSWORD = "lamp river seven"


@dataclass
class Time:
    """Stands still until somebody moves it."""

    now: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Desk:
    """Officers, and what a person at a keyboard would type."""

    officers: Officers
    shelf: OfficerShelf
    time: Time
    secrets: dict[str, str] = field(default_factory=dict)
    pauses: list[float] = field(default_factory=list)

    async def hire(self, name: str = "Ana", *roles: Role) -> None:
        _, enrolled = await self.officers.add(name, frozenset(roles or {Role.OFFICER}), PASSWORD)
        self.secrets[name] = enrolled.secret

    def code(self, name: str = "Ana") -> str:
        return pyotp.TOTP(self.secrets[name]).at(self.time.now)

    async def log_in(
        self,
        name: str = "Ana",
        password: str = PASSWORD,
        code: str | None = None,
        **brought: str,
    ) -> LoggedIn:
        """`brought`: place, device, former."""
        typed = self.code(name) if code is None else code
        return await self.officers.login(Attempt(name, password, typed, **brought))


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shelf_url(request: pytest.FixtureRequest) -> str:
    """Where the shelf is; nowhere for the one in memory."""
    kind = request.param
    return "" if kind == "memory" else str(request.getfixturevalue(f"{kind}_url"))


@pytest.fixture
async def shelf(shelf_url: str) -> AsyncIterator[OfficerShelf]:
    if not shelf_url:
        yield MemoryOfficers()
        return
    async with SqlStore.open(shelf_url) as store:
        yield SqlOfficers(store.database)


@pytest.fixture
def desk(shelf: OfficerShelf, time: Time) -> Desk:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    cheap = Vault(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return Desk(Officers(shelf, time, cheap, pause), shelf, time, pauses=pauses)
