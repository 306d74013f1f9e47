"""Bring the tables up to this version. Needs no alembic.ini.

Alembic is loaded only where there is something to bring up: a server that merely starts does
without its 14 MiB.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

from surveys.errors import TooNew
from surveys.sql.database import plain_errors
from surveys.sql.engine import open_slow_engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"
NAMES = ("revision", "down_revision")
PRESENT = text("SELECT version_num FROM alembic_version")
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


def config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see above

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(ONE_AT_A_TIME)
    if _pending(connection):
        from alembic import command  # noqa: PLC0415 - see above

        command.upgrade(config(connection), "head")


def _pending(connection: Connection) -> bool:
    """Raises TooNew for tables of a release that this one does not know."""
    present, known = _present(connection), _known()
    if present - known.keys():
        raise TooNew
    return present != known.keys() - set(known.values())


def _present(connection: Connection) -> set[str]:
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(PRESENT))


def _known() -> dict[str, str]:
    """Revision -> the one before it, as the files of the migrations say."""
    files = sorted((MIGRATIONS / "versions").glob("*.py"))
    return dict(_named(path.read_text().splitlines()) for path in files)


def _named(lines: Sequence[str]) -> tuple[str, str]:
    said = dict(line.split(" = ", 1) for line in lines if line.startswith(NAMES))
    revision, before = (said[name].strip('"') for name in NAMES)
    return revision, before
