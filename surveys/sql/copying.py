"""Copying SQLite's log into its file beside the commits, not within one of them.

Left to itself SQLite does it in the commit that finds a thousand pages in the log: that one writes
fifty times as much as the others, and waits for the disk twice more, and so does all that stands
behind it. A copy of what is committed already holds up no writer. Only where the copying never
catches up does a commit see to it again, so that the log cannot grow for ever.
"""

import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

COMMITS = 50
"""After so many the log is copied."""

MOST_PAGES = 4_000
"""In the log, before a commit copies it; 16 MiB."""

PRAGMAS = ("synchronous = 2", "cache_size = -64", "busy_timeout = 0")


class Copying:
    """`committed` after each commit; a thread of its own does the rest."""

    def __init__(self, path: str) -> None:
        self._address = f"{Path(path).absolute().as_uri()}?mode=rw"
        self._commits = 0
        self._thread = ThreadPoolExecutor(1, "sqlite-copying")
        self._under_way: Future[None] | None = None

    def committed(self) -> None:
        self._commits += 1
        if self._commits >= COMMITS and (self._under_way is None or self._under_way.done()):
            self._commits = 0
            self._under_way = self._thread.submit(self._copy)

    def _copy(self) -> None:
        """What fails is done the next time."""
        try:
            with closing(sqlite3.connect(self._address, uri=True)) as connection:
                for pragma in PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error:
            return

    def close(self) -> None:
        """After what is under way."""
        self._thread.shutdown()
