"""One server a SQLite file. A second would show people what they had already answered."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from bot.app import sqlite_file
from bot.errors import BotError
from bot.settings import Settings


class AlreadyServed(BotError):
    """Another server uses this database. Stop it first; several at a time need PostgreSQL."""


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Nobody else serves from this SQLite file meanwhile. Raises AlreadyServed.

    The system gives the mark back when the process ends, however it does. Where a mark cannot be
    made, opening the database tells what is wrong with the place.
    """
    database = sqlite_file(settings)
    if database is None:
        yield
        return
    with ExitStack() as kept:
        with suppress(OSError):
            database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            mark = kept.enter_context(Path(f"{database}.serving").open("ab"))
            _take(mark)
        yield


def _take(mark: IO[bytes]) -> None:
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyServed from None
