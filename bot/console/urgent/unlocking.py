"""Leads' unlocked keys: in this process's memory, for one session each, and for a short while.

Each lies encrypted under a key made from the session's own token, which only the browser holds:
what is here opens nothing by itself. Another process of the same server asks for the passphrase
again.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from surveys.urgent.leads import Unlocked

IDLE = timedelta(minutes=15)
MOST = 200


@dataclass(slots=True)
class _Kept:
    sealed: bytes = field(repr=False)
    until: datetime


class Unlocking:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[bytes, _Kept] = {}

    def keep(self, token: str, held: Unlocked) -> None:
        self._forget_old()
        if len(self._kept) >= MOST:
            self._kept.clear()
        said = json.dumps([held.name, *(key.hex() for key in held.keys)])
        sealed = bytes(_box(token).encrypt(said.encode()))
        self._kept[_name(token)] = _Kept(sealed, self._clock() + IDLE)

    def find(self, token: str, name: str) -> Unlocked | None:
        """The key of that lead in that session; each use begins the while anew."""
        self._forget_old()
        kept = self._kept.get(_name(token))
        if kept is None:
            return None
        try:
            said, *keys = json.loads(_box(token).decrypt(kept.sealed))
        except CryptoError:  # pragma: no cover - the name already comes from the token
            return None
        if said != name:
            return None
        kept.until = self._clock() + IDLE
        return Unlocked(said, tuple(map(bytes.fromhex, keys)))

    def drop(self, token: str) -> None:
        self._kept.pop(_name(token), None)

    def _forget_old(self) -> None:
        now = self._clock()
        self._kept = {name: kept for name, kept in self._kept.items() if kept.until > now}


def _name(token: str) -> bytes:
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"unlocked name").digest()


def _box(token: str) -> SecretBox:
    secret = hashlib.blake2b(token.encode(), digest_size=32, person=b"unlocked secret").digest()
    return SecretBox(secret)
