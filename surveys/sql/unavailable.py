"""Why the database could not be used, as far as its codes tell; of its words nothing is kept."""

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from surveys.errors import (
    DatabaseAway,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseShut,
    DiskFull,
    HomeShut,
    StoreUnavailable,
)

PRIMARY = 0xFF
"""The part of SQLite's code that says what, without where."""

OF_SQLITE: Mapping[int, type[StoreUnavailable]] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: DiskFull,
        sqlite3.SQLITE_BUSY: DatabaseLocked,
        sqlite3.SQLITE_LOCKED: DatabaseLocked,
        sqlite3.SQLITE_READONLY: DatabaseReadOnly,
        sqlite3.SQLITE_CANTOPEN: DatabaseReadOnly,
        sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
        sqlite3.SQLITE_NOTADB: DatabaseDamaged,
    }
)
OF_POSTGRES: Mapping[str, type[StoreUnavailable]] = MappingProxyType(
    {
        "53100": DiskFull,
        "25006": DatabaseReadOnly,
        "XX001": DatabaseDamaged,
        "XX002": DatabaseDamaged,
        "28000": DatabaseShut,
        "28P01": DatabaseShut,
        "3D000": DatabaseShut,
        "57P01": DatabaseAway,
        "57P02": DatabaseAway,
        "57P03": DatabaseAway,
    }
)
OF_SYSTEM: Mapping[int | None, type[StoreUnavailable]] = MappingProxyType(
    {
        errno.ENOSPC: DiskFull,
        errno.EDQUOT: DiskFull,
        errno.EROFS: DatabaseReadOnly,
        errno.EACCES: HomeShut,
    }
)


def unavailable(error: BaseException) -> StoreUnavailable:
    """The same, in our words, and what to do about it."""
    for each in _behind(error):
        if kind := _kind(each):
            return kind()
    return StoreUnavailable(f"{StoreUnavailable.__doc__} ({type(error).__name__})")


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error, and what SQLAlchemy has wrapped in it."""
    yield error
    within = getattr(error, "orig", None) or error.__cause__
    if isinstance(within, BaseException):
        yield from _behind(within)


def _kind(error: BaseException) -> type[StoreUnavailable] | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return OF_SQLITE.get(code & PRIMARY)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return OF_POSTGRES.get(state)
    if isinstance(error, OSError) and not isinstance(error, TimeoutError):
        return OF_SYSTEM.get(error.errno, DatabaseAway)
    return None
