"""A line of the audit trail that goes along with a change: both are kept, or neither.

Whoever changes something says first what the trail will say of it. The first transaction that is
committed meanwhile takes the line with it, so that no kill and no lost connection can part them.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

Along = Callable[[], AbstractAsyncContextManager[object]]
"""For who does several things: within it, the one that a line tells of."""


@dataclass(slots=True, eq=False)
class Line:
    """What the trail is to say. Its number and hash it gets when it is kept."""

    at: datetime
    who: str
    act: str
    subject: str
    is_settled: bool = False

    def count(self, number: int) -> None:
        """What it tells of is so many things; of none there is nothing to tell."""
        self.subject, self.is_settled = str(number), not number

    def settle(self) -> None:
        """It is kept, or it is no longer true: it must not be written (again)."""
        self.is_settled = True


_going_along: ContextVar[Line | None] = ContextVar("line of the trail", default=None)


@contextmanager
def offered(line: Line) -> Iterator[None]:
    """While it lasts, a transaction that this task opens takes the line with it."""
    before = _going_along.set(line)
    try:
        yield
    finally:
        _going_along.reset(before)


def going_along() -> Line | None:
    """What a transaction that is opened now has to take with it."""
    line = _going_along.get()
    return None if line is None or line.is_settled else line
