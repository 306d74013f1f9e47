"""Reading one row of a SQLite file there and then, in microseconds, beside the pool.

A read through the async engine crosses to another thread and back half a dozen times, which costs
thirty times what SQLite needs to find the row. A reader never waits for a writer here (WAL), so
one row by its key may be read in the event loop. Where that fails, whatever the reason, the
answer is left to the engine.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

PATIENCE_MS = 20
CACHE_KIB = 128
"""Each commit empties it anyway."""

PRAGMAS = (
    f"busy_timeout = {PATIENCE_MS}",
    "query_only = 1",
    "trusted_schema = 0",
    f"cache_size = -{CACHE_KIB}",
)

NAMED = sqlite.dialect(paramstyle="named")

Row = tuple[Any, ...]


class CannotTellError(Exception):
    """The row could not be read at once. Ask the engine."""


class AtOnce:
    """One connection that only reads, each time the newest that was committed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._written: dict[Select[Any], str] = {}

    def first(self, query: Select[Any], parameters: Mapping[str, object]) -> Row | None:
        """Queries are constants: each is written out once. Raises CannotTellError."""
        try:
            with closing(self._opened().execute(self._sql(query), parameters)) as cursor:
                row: Row | None = cursor.fetchone()
                return row
        except sqlite3.Error:
            self.close()
            raise CannotTellError from None

    def _sql(self, query: Select[Any]) -> str:
        if query not in self._written:
            self._written[query] = str(query.compile(dialect=NAMED))
        return self._written[query]

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            self._connection = connection
        return self._connection

    def close(self) -> None:
        """Opened anew when it is asked again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
