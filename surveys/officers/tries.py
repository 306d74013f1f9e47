"""Failed logins, counted by name and place, so that a stranger's failures cost the stranger.

Kept in memory under a key made at start: no address is stored, and nothing grows on disk.
What must outlive a restart, wrong codes after a right password, is in the account (officers.py).
"""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 3
FREE_TRIES_A_PLACE = 20
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED = timedelta(hours=1)
MOST_PLACES = 10_000
SLOW_AFTER = 10
SLOWEST = 3.0


@dataclass(frozen=True, slots=True)
class _Count:
    failures: int
    last: datetime


class Tries:
    """Growing delays by (name, place), by place, and a mild slowing by name alone."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._counts: OrderedDict[bytes, _Count] = OrderedDict()

    def __len__(self) -> int:
        return len(self._counts)

    def wait(self, name: str, place: str, now: datetime) -> int:
        """Seconds until this place may try this name again; 0 is now."""
        pair = self._left(self._hash(name, place), FREE_TRIES, now)
        alone = self._left(self._hash("", place), FREE_TRIES_A_PLACE, now)
        return max(pair, alone)

    def slowing(self, name: str, now: datetime) -> float:
        """Seconds to hold back an answer to a stranger. It slows; it never refuses."""
        over = self._failures(self._hash(name, ""), now) - SLOW_AFTER
        return min(SLOWEST, max(0, over) * 0.1)

    def failed(self, name: str, place: str, now: datetime) -> int:
        """Count a failure; how many this name has had from everywhere."""
        for key in (self._hash(name, place), self._hash("", place), self._hash(name, "")):
            self._counts[key] = _Count(self._failures(key, now) + 1, now)
            self._counts.move_to_end(key)
        while len(self._counts) > MOST_PLACES:
            self._counts.popitem(last=False)
        return self._failures(self._hash(name, ""), now)

    def passed(self, name: str, place: str) -> None:
        """A right login clears its own place; what others did to the name still counts."""
        self._counts.pop(self._hash(name, place), None)
        self._counts.pop(self._hash("", place), None)

    def _failures(self, key: bytes, now: datetime) -> int:
        count = self._counts.get(key)
        return count.failures if count and now - count.last < REMEMBERED else 0

    def _left(self, key: bytes, free: int, now: datetime) -> int:
        over = self._failures(key, now) - free
        if over < 0:
            return 0
        wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(over, 20)))
        left = self._counts[key].last + wait - now
        return max(0, -int(-left.total_seconds() // 1))

    def _hash(self, name: str, place: str) -> bytes:
        said = f"{name}\0{place}".encode()
        return hashlib.blake2b(said, key=self._secret, digest_size=16).digest()
