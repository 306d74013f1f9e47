"""One message of one person at a time, within this process."""

import asyncio
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(slots=True, eq=False)
class PersonLock:
    """`wanted` by so many who hold it or wait for it."""

    row: bytes = field(repr=False)
    locks: "PersonLocks"
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0

    async def __aenter__(self) -> None:
        self.wanted += 1
        try:
            await self.lock.acquire()
        except BaseException:
            self._gone()
            raise

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock.release()
        self._gone()

    def _gone(self) -> None:
        self.wanted -= 1
        if not self.wanted:
            self.locks.forget(self.row)


class PersonLocks:
    """Locks by row key, made when wanted, gone when nobody holds them.

    Other processes are held off by the version of the talk, which the store looks at.
    """

    def __init__(self) -> None:
        self._locks: dict[bytes, PersonLock] = {}

    def of(self, row: bytes) -> PersonLock:
        """To be entered at once."""
        lock = self._locks.get(row)
        if lock is None:
            lock = self._locks[row] = PersonLock(row, self)
        return lock

    def forget(self, row: bytes) -> None:
        self._locks.pop(row, None)
