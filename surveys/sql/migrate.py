"""Bring the tables up to this version. Needs no alembic.ini."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from surveys.errors import TooNew
from surveys.sql.database import plain_errors
from surveys.sql.engine import open_slow_engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7305164382)")

T = TypeVar("T")


async def upgrade(url: str) -> None:
    """Apply what is missing, all or nothing; nothing to do is fine. Raises TooNew."""
    await _run(url, _upgrade)


async def pending(url: str) -> bool:
    """Whether the tables are of an earlier version than this program's. Raises TooNew."""
    return await _run(url, _pending)


async def _run(url: str, work: Callable[[Connection], T]) -> T:
    engine = open_slow_engine(url)
    try:
        with plain_errors():
            async with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
                return await connection.run_sync(work)
    finally:
        await engine.dispose()


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(ONE_AT_A_TIME)
    if _pending(connection):
        command.upgrade(config(connection), "head")


def _pending(connection: Connection) -> bool:
    """Raises TooNew for tables of a release that this one does not know."""
    present = set(MigrationContext.configure(connection).get_current_heads())
    script = ScriptDirectory.from_config(config())
    if present - {revision.revision for revision in script.walk_revisions()}:
        raise TooNew
    return present != set(script.get_heads())
