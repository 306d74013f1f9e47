"""The register: what the officers' side keeps, as versions that are never overwritten.

An action, an event, a note or a paper is a thing of a kind. Each change of it is a new version
with who made it and when; the newest counts, the older ones are its history. Nothing that a
participant of a survey wrote is kept here.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import msgspec

from surveys.errors import SurveyError

T = TypeVar("T")

LARGEST_BODY = 64 * 1024
"""Characters of one version as JSON."""


class Overtaken(SurveyError):
    """Somebody else changed this meanwhile. Look at it as it stands now, then change it again."""


class UnknownThing(SurveyError):
    """There is nothing here of that number. It may be another's, or the address is not whole."""


class ThingTooLarge(SurveyError):
    """This is too long to be kept. Make it shorter and save it again."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version as stored. `number` counts from 1 without gaps; `at` is in whole seconds, UTC.

    `within` is the id of what the thing belongs to (a note to its event), or empty.
    """

    kind: str
    id: str
    number: int
    within: str
    at: datetime
    by: str
    body: str = field(repr=False)


class RegisterShelf(Protocol):
    """Where versions are kept. Two keep its promises: memory/register.py and sql/register.py."""

    async def add_versions(self, versions: Sequence[Version]) -> None:
        """All or none. Raises Overtaken if one does not follow the newest of its thing."""
        ...

    async def newest(self, kind: str, within: str | None = None) -> tuple[Version, ...]:
        """The newest version of each thing of that kind, by id."""
        ...

    async def newest_of(self, kind: str, thing_id: str) -> Version | None: ...

    async def history(self, kind: str, thing_id: str) -> tuple[Version, ...]:
        """First to last."""
        ...

    async def size(self, kind: str, within: str | None = None) -> int:
        """How many versions there are, older ones too. It only grows: the same, no change."""
        ...

    async def tally(self, kind: str, within: str) -> Mapping[str, int]:
        """By what stands in them, how many versions say the same."""
        ...


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A thing as it stands in one of its versions."""

    id: str
    number: int
    within: str
    at: datetime
    by: str
    thing: T


class Drawer(Generic[T]):
    """All things of one kind. `of` is a frozen dataclass of plain values."""

    def __init__(  # noqa: PLR0913 - of what, where, and how large
        self,
        shelf: RegisterShelf,
        clock: Callable[[], datetime],
        kind: str,
        of: type[T],
        unknown: type[SurveyError] = UnknownThing,
        *,
        largest: int = LARGEST_BODY,
    ) -> None:
        self._shelf = shelf
        self._clock = clock
        self._kind = kind
        self._of = of
        self._unknown = unknown
        self._largest = largest

    # ------------------------------------------------------------ reading
    async def one(self, thing_id: str) -> Kept[T]:
        """Raises `unknown`."""
        found = await self._shelf.newest_of(self._kind, thing_id)
        if found is None:
            raise self._unknown
        return self._opened(found)

    async def find(self, thing_id: str) -> Kept[T] | None:
        found = await self._shelf.newest_of(self._kind, thing_id)
        return self._opened(found) if found else None

    async def all(self, within: str | None = None) -> tuple[Kept[T], ...]:
        """By id, which is random: sort them as the page needs."""
        return tuple(map(self._opened, await self._shelf.newest(self._kind, within)))

    async def history(self, thing_id: str) -> tuple[Kept[T], ...]:
        """First to last. Raises `unknown`."""
        found = await self._shelf.history(self._kind, thing_id)
        if not found:
            raise self._unknown
        return tuple(map(self._opened, found))

    async def size(self, within: str | None = None) -> int:
        """How many versions there are: whether anything has changed, without reading it."""
        return await self._shelf.size(self._kind, within)

    async def tally(self, within: str) -> Mapping[T, int]:
        """How many say just the same. For things that are never changed: old versions count too."""
        found = await self._shelf.tally(self._kind, within)
        return {msgspec.json.decode(body, type=self._of): many for body, many in found.items()}

    # ------------------------------------------------------------ writing
    async def add(self, thing: T, by: str, *, within: str = "", thing_id: str = "") -> Kept[T]:
        """A new thing. Raises Overtaken if there is one of that id."""
        return await self._keep(self.first(thing, by, within=within, thing_id=thing_id))

    async def change(self, before: Kept[T], thing: T, by: str) -> Kept[T]:
        """Raises Overtaken if `before` is no longer the newest version."""
        return await self._keep(self.next(before, thing, by))

    async def keep_all(self, versions: Sequence[Version]) -> None:
        """Several, made by `first` and `next`, all or none. Raises Overtaken."""
        await self._shelf.add_versions(versions)

    def first(self, thing: T, by: str, *, within: str = "", thing_id: str = "") -> Version:
        return self._version(thing_id or secrets.token_hex(8), 1, within, by, thing)

    def next(self, before: Kept[T], thing: T, by: str) -> Version:
        return self._version(before.id, before.number + 1, before.within, by, thing)

    async def _keep(self, version: Version) -> Kept[T]:
        await self._shelf.add_versions((version,))
        return self._opened(version)

    def _version(self, thing_id: str, number: int, within: str, by: str, thing: T) -> Version:
        body = msgspec.json.encode(thing).decode()
        if len(body) > self._largest:
            raise ThingTooLarge
        at = self._clock().replace(microsecond=0)
        return Version(self._kind, thing_id, number, within, at, by, body)

    def _opened(self, version: Version) -> Kept[T]:
        thing = msgspec.json.decode(version.body, type=self._of)
        return Kept(version.id, version.number, version.within, version.at, version.by, thing)
