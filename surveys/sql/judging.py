"""What a batch of writes does, worked out on the few rows it touches before any is written.

The rows are read under lock, the writes are judged one after another as if each were alone, and
only what they leave behind is written. No database here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Self, assert_never

from surveys.records import UrgentItem
from surveys.writes import Finish, ForgetTalk, Outcome, SaveTalk, TalkWrite, Withdraw

KEEPS = (SaveTalk, Finish)
"""What may bring urgent words."""


class Row(NamedTuple):
    """A random key within a wave."""

    wave_id: str
    key: bytes


@dataclass(slots=True)
class Standing:
    """The rows a batch touches: as found, and after `judge` as the writes leave them."""

    open_waves: frozenset[str]
    versions: dict[Row, int]
    tokens: set[Row]
    names: set[Row]
    saves: dict[Row, SaveTalk] = field(default_factory=dict)
    sealed: dict[Row, bytes] = field(default_factory=dict)
    urgent: dict[str, UrgentItem] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    def copied(self) -> Self:
        """To judge on; this one stays as it was found."""
        return type(self)(self.open_waves, dict(self.versions), set(self.tokens), set(self.names))

    def judge(self, write: TalkWrite) -> Outcome:
        """One write, after those before it."""
        outcome = self._judge(write)
        if outcome is Outcome.DONE:
            self._drop(write)
        return outcome

    def _judge(self, write: TalkWrite) -> Outcome:
        if isinstance(write, ForgetTalk):
            self._forget(Row(write.wave_id, write.key))
            return Outcome.DONE
        if write.wave_id not in self.open_waves:
            return Outcome.NOT_OPEN
        match write:
            case SaveTalk():
                return self._save(write)
            case Finish():
                return self._finish(write)
            case Withdraw():
                return self._withdraw(Row(write.wave_id, write.name))
            case _:
                assert_never(write)

    def _save(self, write: SaveTalk) -> Outcome:
        row = Row(write.wave_id, write.key)
        if self.versions.get(row, 0) != write.before:
            return Outcome.STALE
        self.versions[row] = write.before + 1
        self.saves[row] = write
        return Outcome.DONE

    def _finish(self, write: Finish) -> Outcome:
        row, name = Row(write.wave_id, write.key), Row(write.wave_id, write.name)
        token = Row(write.wave_id, write.token)
        if token in self.tokens or name in self.names:
            return Outcome.ALREADY
        if self.versions.get(row, 0) != write.before:
            return Outcome.STALE
        self._forget(row)
        self.tokens.add(token)
        self.names.add(name)
        self.sealed[name] = write.sealed
        return Outcome.DONE

    def _withdraw(self, name: Row) -> Outcome:
        if name not in self.names:
            return Outcome.MISSING
        self.names.remove(name)
        self.sealed.pop(name, None)
        return Outcome.DONE

    def _forget(self, row: Row) -> None:
        self.versions.pop(row, None)
        self.saves.pop(row, None)

    def _drop(self, write: TalkWrite) -> None:
        if write.dropped:
            for item_id in write.dropped:
                self.urgent.pop(item_id, None)
            self.dropped.update(write.dropped)
        if isinstance(write, KEEPS) and write.urgent:
            self.urgent.update({item.id: item for item in write.urgent})


# ---------------------------------------------------------------- the rows to read
def rows_of(writes: Iterable[TalkWrite]) -> set[Row]:
    """The talks."""
    return {
        Row(write.wave_id, write.key)
        for write in writes
        if isinstance(write, SaveTalk | Finish | ForgetTalk)
    }


def unfinished(writes: Iterable[TalkWrite]) -> set[Row]:
    """The tokens that are not to be there yet."""
    return {Row(write.wave_id, write.token) for write in writes if isinstance(write, Finish)}


def named(writes: Iterable[TalkWrite]) -> set[Row]:
    """The sealed responses."""
    return {
        Row(write.wave_id, write.name) for write in writes if isinstance(write, Finish | Withdraw)
    }
