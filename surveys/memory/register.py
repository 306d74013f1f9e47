"""The register in memory: the promises of sql/register.py."""

from collections import Counter
from collections.abc import Mapping, Sequence

from surveys.register import Overtaken, Version


class MemoryRegister:
    """Every method runs from start to end without waiting, so each is one transaction."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str], list[Version]] = {}

    async def add_versions(self, versions: Sequence[Version]) -> None:
        kept = {name: list(each) for name, each in self._versions.items()}
        for version in versions:
            before = kept.setdefault((version.kind, version.id), [])
            if version.number != len(before) + 1:
                raise Overtaken
            before.append(version)
        self._versions = kept

    async def newest(self, kind: str, within: str | None = None) -> tuple[Version, ...]:
        last = (each[-1] for each in self._versions.values())
        wanted = (v for v in last if v.kind == kind and within in (None, v.within))
        return tuple(sorted(wanted, key=lambda each: each.id))

    async def newest_of(self, kind: str, thing_id: str) -> Version | None:
        found = self._versions.get((kind, thing_id))
        return found[-1] if found else None

    async def history(self, kind: str, thing_id: str) -> tuple[Version, ...]:
        return tuple(self._versions.get((kind, thing_id), ()))

    async def size(self, kind: str, within: str | None = None) -> int:
        every = (each for versions in self._versions.values() for each in versions)
        return sum(v.kind == kind and within in (None, v.within) for v in every)

    async def tally(self, kind: str, within: str) -> Mapping[str, int]:
        every = (each for versions in self._versions.values() for each in versions)
        return Counter(v.body for v in every if (v.kind, v.within) == (kind, within))
