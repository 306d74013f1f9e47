"""The release ledger: everything that ever left as a number. It only grows.

Each release carries the hash of the one before, so that a changed or missing one shows. `content`
is what its readers saw: every number and the groups it was of. `behind` is what stood behind it,
exactly: without it nobody could tell whether a second release beside the first gives somebody
away. It never leaves; the answers it was counted from lie in the same database.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

START = bytes(32)


@dataclass(frozen=True, slots=True)
class Release:
    """One release, of one wave or of several added up. `waves` are ids."""

    on: date
    name: str
    waves: tuple[str, ...]
    content: str
    behind: str = field(repr=False)
    number: int = 0
    before: bytes = START
    hash: bytes = b""


class ReleaseShelf(Protocol):
    """Where releases are kept. Two keep its promises: memory/releases.py and sql/releases.py."""

    async def releases(self) -> tuple[Release, ...]:
        """All, oldest first."""
        ...

    async def add_release(self, release: Release) -> bool:
        """False, and nothing written, if there is one of that number."""
        ...


def follow(earlier: Sequence[Release], release: Release) -> Release:
    """The release as the next one after `earlier`."""
    last = earlier[-1] if earlier else None
    number, before = (last.number + 1, last.hash) if last else (1, START)
    numbered = replace(release, number=number, before=before)
    return replace(numbered, hash=seal(numbered))


def seal(release: Release) -> bytes:
    """The hash of everything a release says, of what stood behind it, and of the hash before."""
    said = [
        release.number,
        release.on.isoformat(),
        release.name,
        list(release.waves),
        release.content,
        hashlib.sha256(release.behind.encode()).hexdigest(),
        release.before.hex(),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).digest()


def broken_at(releases: Sequence[Release]) -> int | None:
    """The number of a release that was changed or lost its forerunner; None if all is whole."""
    before = START
    for number, release in enumerate(releases, start=1):
        if (release.number, release.before, seal(release)) != (number, before, release.hash):
            return number
        before = release.hash
    return None
