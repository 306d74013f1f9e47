"""How many posts at once is too many. Keeps no address, only counts under a passing key."""

import secrets
from collections import Counter
from hashlib import blake2b
from ipaddress import ip_address

SECONDS = 10
PER_ADDRESS = 500
"""Posts in ten seconds from one address. A school of 500, all answering at once, stays under it."""

OVERALL = 50_000


class Limit:
    """Counts posts in windows of ten seconds, then forgets them, key and all.

    Loopback is this machine or a proxy on it that the settings do not name, where many people
    share one address: only the overall ceiling counts there.
    """

    def __init__(self, per_address: int = PER_ADDRESS, overall: int = OVERALL) -> None:
        self._per_address = per_address
        self._overall = overall
        self._window = -1
        self._forget()

    def allows(self, address: str, seconds: float) -> bool:
        """Count one more. `seconds` is any clock that only runs forward."""
        if (window := int(seconds // SECONDS)) != self._window:
            self._window = window
            self._forget()
        self._total += 1
        return self._total <= self._overall and (_is_local(address) or self._one_more(address))

    def _forget(self) -> None:
        self._key = secrets.token_bytes(16)
        self._counts: Counter[bytes] = Counter()
        self._total = 0

    def _one_more(self, address: str) -> bool:
        name = blake2b(address.encode(), digest_size=16, key=self._key).digest()
        self._counts[name] += 1
        return self._counts[name] <= self._per_address


def _is_local(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
