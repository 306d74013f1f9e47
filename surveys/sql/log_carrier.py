"""Carries what was committed from SQLite's write-ahead log into the database file.

Left to itself SQLite does so within every two hundredth commit or so, and who waits for that one
waits for two more trips to the disk. Here a thread of its own does it beside the writers. While
they never rest the log cannot begin anew; then the writer that finds it long still helps.
"""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

OFTEN = 700
"""Changes between two rounds: two seconds of a busy evening. What changed twice is carried once."""

LONG = 4_000
"""Pages of the log from which on a writer helps: 16 MiB."""

HELPS = f"PRAGMA wal_autocheckpoint = {LONG}"
"""For the connection that writes."""


class LogCarrier:
    def __init__(self, path: str) -> None:
        self._path = path
        self._changes = 0
        self._is_busy = False
        self._thread = ThreadPoolExecutor(1, "sqlite-log")

    def committed(self, changes: int) -> None:
        """So much more lies in the log. From the thread that writes."""
        self._changes += changes
        if self._changes >= OFTEN and not self._is_busy:
            self._changes, self._is_busy = 0, True
            self._thread.submit(self._carry)

    def close(self) -> None:
        self._thread.shutdown()

    def _carry(self) -> None:
        """As far as nobody is in the way. What is left is carried next time."""
        try:
            with suppress(sqlite3.Error), closing(sqlite3.connect(self._path)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            self._is_busy = False
