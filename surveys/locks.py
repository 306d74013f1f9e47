"""One message of one person at a time, within this process."""

import asyncio
from weakref import WeakValueDictionary


class PersonLocks:
    """Locks by row key, made when wanted, gone when nobody holds them.

    Other processes are held off by the version of the talk, which the store looks at.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    def of(self, row: bytes) -> asyncio.Lock:
        lock = self._locks.get(row)
        if lock is None:
            lock = self._locks[row] = asyncio.Lock()
        return lock
