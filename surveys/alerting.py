"""Alerts: which urgent texts wait of which no alert has gone out yet, to each place that is told.

What waits is found from the store itself, so an alert that failed, or was never begun because
the program died, is found again. At least once to each place; after `MOST_TRIES` it is given up
and only the console, the metrics and the log still tell. Nothing here holds a time.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from surveys.store import UrgentShelf, WaveShelf

MOST_TRIES = 100


@dataclass(frozen=True, slots=True)
class Tried:
    """Alerts for one item to one place, so far. `place` names it without being its address."""

    item: str
    place: str
    tries: int
    told: bool

    @property
    def settled(self) -> bool:
        return self.told or self.tries >= MOST_TRIES


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """All that an alert may tell: the day and the name of the wave."""

    day: date
    wave: str


@dataclass(frozen=True, slots=True)
class Due:
    """One alert that must go out: for these items, with these lines."""

    place: str
    items: tuple[str, ...]
    lines: tuple[Line, ...]
    last_try: bool


class AlertShelf(Protocol):
    """Where it is kept which alerts went out."""

    async def alerts(self) -> tuple[Tried, ...]: ...

    async def keep_alerts(self, tried: Sequence[Tried]) -> None:
        """Each in the place of the one of the same item and place."""
        ...

    async def drop_alerts(self, items: Collection[str]) -> None: ...


class Waits(UrgentShelf, WaveShelf, Protocol):
    """What is needed of the store."""


class AlertBook:
    def __init__(self, store: Waits, shelf: AlertShelf) -> None:
        self._store = store
        self._shelf = shelf

    async def due(self, places: Iterable[str]) -> tuple[Due, ...]:
        """One alert a place where something waits untold. Forgets what waits no more."""
        lines = await self._waiting()
        tried = {(each.item, each.place): each for each in await self._shelf.alerts()}
        await self._forget({item for item, _ in tried} - lines.keys())
        found = (self._due(place, lines, tried) for place in places)
        return tuple(due for due in found if due.items)

    async def told(self, due: Due) -> None:
        await self._note(due, told=True)

    async def failed(self, due: Due) -> None:
        await self._note(due, told=False)

    # ------------------------------------------------------------ inside
    async def _waiting(self) -> dict[str, Line]:
        items = await self._store.urgent()
        names = {wave.id: wave.name for wave in await self._store.waves()} if items else {}
        return {item.id: Line(item.day, names[item.wave_id]) for item in items}

    @staticmethod
    def _due(place: str, lines: dict[str, Line], tried: dict[tuple[str, str], Tried]) -> Due:
        new = Tried("", place, 0, told=False)
        records = {item: tried.get((item, place), new) for item in lines}
        items = tuple(sorted(item for item, each in records.items() if not each.settled))
        last = any(records[item].tries == MOST_TRIES - 1 for item in items)
        return Due(place, items, tuple(sorted({lines[item] for item in items})), last)

    async def _forget(self, items: Collection[str]) -> None:
        if items:
            await self._shelf.drop_alerts(items)

    async def _note(self, due: Due, *, told: bool) -> None:
        tries = {e.item: e.tries for e in await self._shelf.alerts() if e.place == due.place}
        rows = [Tried(item, due.place, tries.get(item, 0) + 1, told) for item in due.items]
        await self._shelf.keep_alerts(rows)
