"""Many statements of one SQLite transaction on one trip to a thread of its own.

Through the async engine every statement crosses to a thread and back; a commit of a few rows
crossed some twenty times, which cost more than all the rest of a message. Here the same steps,
written once for both databases, run to their end in that thread without ever waiting.
"""

import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.sql.copying import Copying

T = TypeVar("T")
Steps = Callable[[AsyncConnection], Awaitable[T]]
PlainSteps = Callable[[sqlite3.Connection], T]


class _Ready:
    """As much of an AsyncConnection as the steps use; each answer is there at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, *asked: Any) -> Any:
        return self._connection.execute(*asked)

    async def scalars(self, *asked: Any) -> Any:
        return self._connection.scalars(*asked)


class InOneGo:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._copying = Copying(engine.url.database or "")
        self.thread = ThreadPoolExecutor(1, "sqlite-writer")

    def write(self, steps: Steps[T]) -> T:
        """Committed and durable on return; nothing happened if it raises. Only in `thread`."""
        with self._engine.begin() as connection:
            ended = _ended(steps(cast("AsyncConnection", _Ready(connection))))
        self._copying.committed()
        return ended

    def write_plainly(self, steps: PlainSteps[T]) -> T:
        """Steps that begin and commit by themselves, past SQLAlchemy. Only in `thread`."""
        connection = self._engine.raw_connection()
        try:
            ended = steps(cast("sqlite3.Connection", connection.driver_connection))
        except sqlite3.Error:
            connection.invalidate()
            raise
        finally:
            connection.close()
        self._copying.committed()
        return ended

    def close(self) -> None:
        """After what is under way."""
        self.thread.shutdown()
        self._copying.close()
        self._engine.dispose()


def _ended(work: Awaitable[T]) -> T:
    try:
        next(work.__await__())
    except StopIteration as end:
        return cast("T", end.value)
    raise RuntimeError("a step waited for something else than this transaction")
