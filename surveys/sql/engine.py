"""Engines: which driver, and the settings without which SQLite and PostgreSQL are not safe here."""

import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from surveys.errors import DatabaseReadOnly, StoreRefused
from surveys.sql.copying import MOST_PAGES

WAIT_SECONDS = 10
STATEMENT_SECONDS = 60
CONNECTIONS = 5
WRITER_KIB = 512
TRIES, BETWEEN_TRIES = 100, 0.02
NO_ADDRESS = (
    "SAIDANDDONE_DATABASE_URL is not a database address. Write "
    "postgresql://USER:PASSWORD@HOST/NAME, and in the password %40 for @, %2F for / and %3A for :."
)
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
PRAGMAS: Mapping[str, str] = MappingProxyType(
    {
        "busy_timeout": str(WAIT_SECONDS * 1000),
        "journal_mode": "wal",
        "synchronous": "2",  # FULL: a commit survives a power cut
        "secure_delete": "1",  # what is deleted is overwritten with zeros
        "foreign_keys": "1",
        "temp_store": "2",  # VACUUM copies in memory, not to a temporary file
        "trusted_schema": "0",
    }
)


def async_url(url: str) -> URL:
    """The address with its async driver."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the second, of the port
        raise StoreRefused(NO_ADDRESS) from None
    if parsed.drivername not in DRIVERS:
        raise StoreRefused("The database must be sqlite:///PATH or postgresql://HOST/NAME.")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StoreRefused("SQLite needs a file: sqlite:///PATH.")
    return parsed.set(drivername=DRIVERS[parsed.drivername])


def open_engine(url: str) -> AsyncEngine:
    """The engine for daily work. Parameters never show in an error or a log."""
    found = async_url(url)
    if found.get_backend_name() == "sqlite":
        return _sqlite(found)
    return create_async_engine(
        found,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=WAIT_SECONDS,
        connect_args={"timeout": WAIT_SECONDS, "command_timeout": STATEMENT_SECONDS},
    )


def open_slow_engine(url: str) -> AsyncEngine:
    """For scrubbing and upgrades: one statement may take as long as it needs."""
    found = async_url(url)
    if found.get_backend_name() == "sqlite":
        return _sqlite(found)
    return create_async_engine(
        found,
        hide_parameters=True,
        poolclass=NullPool,
        connect_args={"timeout": WAIT_SECONDS},
    )


def _sqlite(url: URL) -> AsyncEngine:
    _keep_to_owner(Path(url.database or ""))
    _log_ahead(Path(url.database or ""))
    engine = create_async_engine(
        url, hide_parameters=True, pool_size=CONNECTIONS, pool_timeout=WAIT_SECONDS
    )
    _make_safe(engine.sync_engine)
    return engine


def open_thread_engine(url: str) -> Engine:
    """SQLite for one thread that only writes."""
    plain = async_url(url).set(drivername="sqlite")
    engine = create_engine(plain, hide_parameters=True, pool_size=1, max_overflow=0)
    _make_safe(engine)
    event.listen(engine, "connect", _only_write)
    return engine.execution_options(begin="BEGIN IMMEDIATE")


def _make_safe(engine: Engine) -> None:
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "invalidate", _let_go)


def _keep_to_owner(path: Path) -> None:
    """Make the file before SQLite does, so that nobody else can read it."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError:
        raise DatabaseReadOnly from None
    except OSError as error:
        said = f"The database file cannot be opened: {error.strerror}."
        raise StoreRefused(f"{said} Check SAIDANDDONE_DATABASE_URL.") from None


def _log_ahead(path: Path) -> None:
    """Give a new file its write-ahead log. SQLite does not wait for that lock, so we do.

    Any other trouble is told where the file is used.
    """
    with closing(sqlite3.connect(path)) as connection:
        for _ in range(TRIES):
            try:
                connection.execute("PRAGMA journal_mode = wal")
            except sqlite3.Error as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    return
                time.sleep(BETWEEN_TRIES)
            else:
                return


def _set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; see _begin
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
        cursor.execute(f"PRAGMA {name}")
        if str((cursor.fetchone() or ("",))[0]) != value:
            raise StoreRefused(f"This SQLite or this disk does not allow {name} = {value}.")
    cursor.close()


def _only_write(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """What is written is seldom read again, and copied out of the log by another thread."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA cache_size = -{WRITER_KIB}")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {MOST_PAGES}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers take the write lock at once, so that none fails half-way for want of it."""
    if statement := connection.get_execution_options().get("begin", "BEGIN"):
        connection.exec_driver_sql(statement)


def _let_go(connection: DBAPIConnection, _: ConnectionPoolEntry, __: BaseException | None) -> None:
    """Give up the write lock before a connection is thrown away.

    When a caller is cancelled its connection is closed, but SQLite keeps it, lock and all, until
    the last cursor is gone, and the exception's traceback may hold one for long.
    """
    connection.rollback()
