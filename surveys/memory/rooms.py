"""Rooms in memory."""

from datetime import datetime

from surveys.rooms import KeepRoom, RoomWrite
from surveys.writes import Outcome


class MemoryRooms:
    """The `RoomShelf` part of the port."""

    is_shared = False

    def __init__(self) -> None:
        super().__init__()
        self._rooms: dict[bytes, KeepRoom] = {}

    async def room(self, key: bytes, now: datetime) -> bytes | None:
        kept = self._rooms.get(key)
        return kept.sealed if kept and _end(kept) > now else None

    async def forget_rooms(self, now: datetime) -> int:
        gone = [key for key, kept in self._rooms.items() if _end(kept) <= now]
        for key in gone:
            del self._rooms[key]
        return len(gone)

    def change_room(self, write: RoomWrite) -> Outcome:
        if isinstance(write, KeepRoom):
            self._rooms[write.key] = write
        else:
            self._rooms.pop(write.key, None)
        return Outcome.DONE


def _end(kept: KeepRoom) -> datetime:
    return kept.expires.replace(second=0, microsecond=0)
