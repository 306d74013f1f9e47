"""The talks this process saved last, as they lie in the file: encrypted.

Reading one back costs SQLite more than all that a press does to it. Nobody else saves these talks
in a SQLite file that a server has open; should it happen, the version gives it away as the next
write is judged, and the file is asked again.
"""

from collections import OrderedDict
from collections.abc import Sequence

from surveys.sql.judging import Row
from surveys.sql.moments import minute
from surveys.store import Finish, ForgetTalk, Outcome, SaveTalk, Write

MOST = 300
"""Talks under way at a time, seldom more; each takes some 10 KiB."""

Found = tuple[int, bytes, int]
"""Version, sealed talk, and the minute in which it expires."""


class RecentTalks:
    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Row, Found] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, row: Row) -> Found | None:
        """None: ask the file."""
        return self._kept.get(row)

    def forget(self, writes: Sequence[Write]) -> None:
        """Before they are tried: until it is told what became of them, nothing is known."""
        for write in writes:
            if isinstance(write, SaveTalk | Finish | ForgetTalk):
                self._kept.pop(Row(write.wave_id, write.key), None)

    def note(self, writes: Sequence[Write], outcomes: Sequence[Outcome]) -> None:
        """What they came to, in their order."""
        self.forget(writes)
        for write, outcome in zip(writes, outcomes, strict=True):
            match write:
                case SaveTalk() if outcome is Outcome.DONE and self._most:
                    self._keep(Row(write.wave_id, write.key), write)
                case Finish() | ForgetTalk() if outcome is Outcome.DONE:
                    self._kept.pop(Row(write.wave_id, write.key), None)
                case _:
                    pass

    def _keep(self, row: Row, save: SaveTalk) -> None:
        if len(self._kept) >= self._most:
            self._kept.popitem(last=False)
        self._kept[row] = (save.before + 1, save.sealed, minute(save.expires))
