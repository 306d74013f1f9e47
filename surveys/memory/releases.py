"""The release ledger in memory: the promises of sql/releases.py."""

from surveys.releases import Release


class MemoryReleases:
    def __init__(self) -> None:
        self._releases: dict[int, Release] = {}

    async def releases(self) -> tuple[Release, ...]:
        return tuple(self._releases[number] for number in sorted(self._releases))

    async def add_release(self, release: Release) -> bool:
        return self._releases.setdefault(release.number, release) is release
