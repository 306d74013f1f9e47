"""Transactions, and the one place where the database's errors become ours.

A driver's message may quote the row it complains of, so it is never passed on: not as text and
not as the cause.
"""

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from typing import Any, TypeVar

from sqlalchemy import Select, text
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.along import Line, going_along
from surveys.errors import StoreRefused, SurveyError
from surveys.sql import trail
from surveys.sql.at_once import AtOnce, CannotTellError
from surveys.sql.engine import open_engine, open_thread_engine
from surveys.sql.in_one_go import InOneGo, PlainSteps, Steps
from surveys.sql.unavailable import unavailable

TRY_AGAIN = frozenset({"40001", "40P01"})  # serialisation failure, deadlock
REFUSALS = (DataError, ProgrammingError, NotSupportedError)

T = TypeVar("T")


class Unchanged(Exception):
    """Nothing was changed after all, so there is nothing to commit and no line to go along."""


class Clash(StoreRefused):
    """Another process wrote the same row first. Nothing was changed; try again."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Whatever the driver says, said in our words and without its parameters."""
    try:
        yield
    except DBAPIError as error:
        raise _plain(error) from None
    except sqlite3.Error as error:
        raise _plain_of_sqlite(error) from None
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        raise unavailable(error) from None


def _plain(error: DBAPIError) -> SurveyError:
    sqlstate = getattr(error.orig, "sqlstate", None)
    if isinstance(error, IntegrityError) or sqlstate in TRY_AGAIN:
        return Clash()
    if isinstance(error, REFUSALS) and not error.connection_invalidated:
        return StoreRefused(f"{StoreRefused.__doc__} ({type(error).__name__})")
    return unavailable(error)


def _plain_of_sqlite(error: sqlite3.Error) -> SurveyError:
    match error:
        case sqlite3.IntegrityError():
            return Clash()
        case sqlite3.DataError() | sqlite3.ProgrammingError() | sqlite3.NotSupportedError():
            return StoreRefused(f"{StoreRefused.__doc__} ({type(error).__name__})")
        case _:
            return unavailable(error)


class Database:
    """Opens transactions. SQLite has one writer at a time, so writers here queue in order."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing_engine = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self._turn = asyncio.Lock()
        self._at_once = AtOnce(self.engine.url.database or "") if self.is_sqlite else None
        self._in_one_go = InOneGo(open_thread_engine(url)) if self.is_sqlite else None

    async def close(self) -> None:
        if self._at_once:
            self._at_once.close()
        if self._in_one_go:
            await asyncio.to_thread(self._in_one_go.close)
        await self.engine.dispose()

    async def write(self, steps: Steps[T]) -> T:
        """As `writing`, for steps that wait for nothing but the connection they are given."""
        if self._in_one_go is None:
            async with self.writing() as connection:
                return await steps(connection)
        with plain_errors():
            async with self.turn():
                loop, go, line = asyncio.get_running_loop(), self._in_one_go, going_along()
                done = await loop.run_in_executor(go.thread, go.write, _with(line, steps))
                _settle(line)
                return done

    async def write_plainly(self, steps: PlainSteps[T]) -> T:
        """Steps of SQLite's own, which begin and commit by themselves."""
        go = self._in_one_go
        if go is None:
            raise StoreRefused
        with plain_errors():
            async with self.turn():
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(go.thread, go.write_plainly, steps)

    async def first(self, query: Select[Any], **parameters: object) -> Sequence[Any] | None:
        """The row of a constant query by a whole key, as last committed."""
        if self._at_once:
            with suppress(CannotTellError):
                return self._at_once.first(query, parameters)
        async with self.reading() as connection:
            found: Sequence[Any] | None = (await connection.execute(query, parameters)).first()
            return found

    def turn(self) -> AbstractAsyncContextManager[object]:
        """The turn to write. On PostgreSQL everybody has it."""
        return self._turn if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One view of the data from start to end on SQLite, one a statement on PostgreSQL."""
        with plain_errors():
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Committed and durable on leaving; nothing happened if it raises.

        So is the line of the audit trail that goes along with what is written.
        """
        with plain_errors():
            line = going_along()
            async with self.turn(), self._writing_engine.begin() as connection:
                yield connection
                if line and not line.is_settled:
                    await trail.append(connection, line)
            _settle(line)

    async def share_waves(self, connection: AsyncConnection, wave_ids: Iterable[str]) -> None:
        """Until the commit, none of these waves changes its state."""
        await self._lock(connection, wave_ids, "pg_advisory_xact_lock_shared")

    async def own_wave(self, connection: AsyncConnection, wave_id: str) -> None:
        """Wait out every write that saw the wave's present state, and hold off new ones."""
        await self._lock(connection, (wave_id,), "pg_advisory_xact_lock")

    async def _lock(
        self, connection: AsyncConnection, wave_ids: Iterable[str], function: str
    ) -> None:
        """Advisory locks queue fairly; row locks would let a busy wave starve its own closing.

        SQLite needs none: a write transaction has the database to itself.
        """
        if not self.is_sqlite:
            for number in sorted(map(_lock_number, wave_ids)):
                await connection.execute(text(f"SELECT {function}(:number)"), {"number": number})


def _with(line: Line | None, steps: Steps[T]) -> Steps[T]:
    if line is None:
        return steps

    async def noted(connection: AsyncConnection) -> T:
        done = await steps(connection)
        await trail.append(connection, line)
        return done

    return noted


def _settle(line: Line | None) -> None:
    if line:
        line.settle()


def _lock_number(wave_id: str) -> int:
    digest = hashlib.blake2b(wave_id.encode(), digest_size=8, person=b"wave lock").digest()
    return int.from_bytes(digest, "big", signed=True)
