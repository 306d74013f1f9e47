"""The talks this process saved last, as they lie in the file: encrypted. And what is not there.

Looking a row up costs SQLite more than all that a press does to it. Nobody else saves these talks
in a SQLite file that a server has open. Should it happen, it is seen as the next write is judged:
the version gives it away, or the token that has finished before. Then the file is asked again.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TypeVar

from surveys.sql.judging import Row
from surveys.sql.moments import minute
from surveys.writes import Finish, ForgetTalk, Outcome, SaveTalk, Write

MOST = 300
"""Talks under way at a time, seldom more; each takes some 10 KiB."""

OF_TALKS = (SaveTalk, Finish, ForgetTalk)

T = TypeVar("T")
Found = tuple[int, bytes, int]
"""Version, sealed talk, and the minute in which it expires."""


class RecentTalks:
    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Row, Found] = OrderedDict()
        self._missing: OrderedDict[Row, None] = OrderedDict()
        self._under_way: set[Row] = set()

    def __len__(self) -> int:
        return len(self._kept) + len(self._missing)

    def find(self, row: Row) -> Found | None:
        """None: ask the file, unless it is known to be missing."""
        return self._kept.get(row)

    def is_missing(self, row: Row) -> bool:
        """A talk or a token that the file had not, and that nobody has put there since."""
        return row in self._missing

    def note_missing(self, row: Row) -> None:
        if row not in self._under_way:
            self._put(self._missing, row, None)

    def begin(self, writes: Sequence[Write]) -> None:
        """Until it is told what became of them, and if never, nothing is known of their rows."""
        rows = _rows(writes)
        for row in rows:
            self._forget(row)
        if self._most:
            self._under_way.update(rows)

    def end(self, writes: Sequence[Write], outcomes: Sequence[Outcome]) -> None:
        """What they came to, in their order."""
        self._under_way.difference_update(_rows(writes))
        for write, outcome in zip(writes, outcomes, strict=True):
            if isinstance(write, SaveTalk) and outcome is Outcome.DONE:
                found = (write.before + 1, write.sealed, minute(write.expires))
                self._put(self._kept, Row(write.wave_id, write.key), found)
            elif isinstance(write, OF_TALKS):
                self._kept.pop(Row(write.wave_id, write.key), None)

    def _forget(self, row: Row) -> None:
        self._kept.pop(row, None)
        self._missing.pop(row, None)

    def _put(self, into: OrderedDict[Row, T], row: Row, what: T) -> None:
        if len(into) >= self._most > 0:
            into.popitem(last=False)
        if self._most:
            into[row] = what


def _rows(writes: Sequence[Write]) -> list[Row]:
    """The talks and the tokens that they touch."""
    talks = [Row(write.wave_id, write.key) for write in writes if isinstance(write, OF_TALKS)]
    tokens = [Row(write.wave_id, write.token) for write in writes if isinstance(write, Finish)]
    return talks + tokens
