"""How coarsely time is kept of a person, and only until the talk or the room ends."""

from datetime import datetime


def minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)
