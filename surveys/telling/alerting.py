"""Alerts: which urgent texts nobody is on, and who has not been told of them yet.

What waits is found from the store itself, so an alert that failed, or was never begun because
the program died, is found again. Each place belongs to a step of the escalation (escalation.py)
and is told once of each item, when its step is due: at least once if the program dies between
telling and noting it. After `MOST_TRIES` a place is given up and only the console, the metrics
and the log still tell.

Who said "I am on it" and did not open it is reminded, once, and the deputy with them; so is a lead
to whom it was handed over, whoever read it before.

The one time kept is when an item's chain began, rounded up, in a row that goes as soon as a lead
has opened the item, or it is taken back; it begins anew when they are on it. Closing a wave keeps
who was told, and no time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from surveys.records import UrgentItem
from surveys.store import UrgentShelf, WaveShelf
from surveys.telling.escalation import REMINDED, SHIPPED, Policy, Step

MOST_TRIES = 1000
"""Ten days of a mail server that is away, at four an hour; a long weekend is four."""

ASKED = "a request to be contacted"


def taken_name(item: str) -> str:
    """What an item is called in the book once a lead is on it."""
    return f"{item}/taken"


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


@dataclass(frozen=True, slots=True)
class Chain:
    """Since when nobody has been on an item, in whole rounded seconds."""

    item: str
    began: int


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
    step: Step


class AlertShelf(Protocol):
    """Where it is kept which alerts went out."""

    async def alerts(self) -> tuple[Tried, ...]: ...

    async def keep_alerts(self, tried: Sequence[Tried]) -> None:
        """Each in the place of the one of the same item and place."""
        ...

    async def drop_alerts(self, items: Collection[str]) -> None:
        """The items' alerts and their chains."""
        ...

    async def chains(self) -> tuple[Chain, ...]: ...

    async def begin_chains(self, chains: Sequence[Chain]) -> None:
        """Keep those of items that have none, or a later one: then the clock was put back."""
        ...


class Waits(UrgentShelf, WaveShelf, Protocol):
    """What is needed of the store."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An item nobody is on, or that was taken and not opened, and since when."""

    item: UrgentItem
    line: Line
    began: datetime

    @property
    def is_taken(self) -> bool:
        return bool(self.item.handling.taken_by)


class AlertBook:
    def __init__(self, store: Waits, shelf: AlertShelf, policy: Policy = SHIPPED) -> None:
        self._store = store
        self._shelf = shelf
        self._policy = policy

    async def due(self, places: Mapping[str, str], now: datetime) -> tuple[Due, ...]:
        """One alert a place where something waits untold. Forgets what waits no more.

        `places` maps the name of each to the key of its step.
        """
        waiting = await self._waiting(now)
        tried = {(each.item, each.place): each for each in await self._shelf.alerts()}
        await self.forget({item for item, _ in tried} - waiting.keys())
        steps = [(place, self._policy.step(key), False) for place, key in places.items()]
        reminded = [place for place, key in places.items() if key in REMINDED]
        steps += [(place, self._policy.unread, True) for place in reminded]
        found = [
            self._due(
                place, step, {k: e for k, e in waiting.items() if e.is_taken == taken}, tried, now
            )
            for place, step, taken in steps
        ]
        return tuple(due for due in found if due.items)

    async def told(self, due: Due) -> None:
        await self._note(due, told=True)

    async def failed(self, due: Due) -> None:
        await self._note(due, told=False)

    async def forget(self, items: Collection[str]) -> None:
        """Somebody is on these: nothing of when they came stays."""
        if items:
            await self._shelf.drop_alerts({*items, *map(taken_name, items)})

    async def began(self) -> Mapping[str, datetime]:
        """Since when nobody has been on each item that is being told of, as coarsely as kept."""
        chains = await self._shelf.chains()
        return {each.item: datetime.fromtimestamp(each.began, UTC) for each in chains}

    # ------------------------------------------------------------ inside
    async def _waiting(self, now: datetime) -> dict[str, _Open]:
        items = await self._open()
        began = await self._began(tuple(items), now)
        names = {wave.id: wave.name for wave in await self._store.waves()} if items else {}
        lines = {key: Line(item.day, names.get(item.wave_id, ASKED)) for key, item in items.items()}
        return {key: _Open(item, lines[key], began[key]) for key, item in items.items()}

    async def _open(self) -> dict[str, UrgentItem]:
        """What nobody is on: unread, or handed to a lead who has not taken it yet.

        What was taken and not opened by who is to stands under a name of its own.
        """
        read = [seen.item for seen in await self._store.urgent_seen()]
        given = [item for item in read if item.handling.handed_to or item.handling.unopened_by]
        every = (*given, *await self._store.urgent())
        taken = {taken_name(item.id): item for item in every if item.handling.taken_by}
        return {item.id: item for item in every if not item.handling.taken_by} | taken

    async def _began(self, items: Sequence[str], now: datetime) -> dict[str, datetime]:
        """When each chain began; those that are new begin now. Others are forgotten.

        One that has yet to begin was written while the clock ran ahead: it begins now as well.
        """
        kept = {chain.item: chain.began for chain in await self._shelf.chains()}
        await self.forget(kept.keys() - set(items))
        begins = self._rounded(now)
        new = [Chain(item, begins) for item in items if kept.get(item, begins + 1) > begins]
        if new:
            await self._shelf.begin_chains(new)
        kept |= {chain.item: chain.began for chain in new}
        return {item: datetime.fromtimestamp(kept[item], UTC) for item in items}

    def _rounded(self, now: datetime) -> int:
        grain = int(self._policy.rounding.total_seconds())
        return -(-int(now.timestamp()) // grain) * grain

    def _due(
        self,
        place: str,
        step: Step,
        waiting: Mapping[str, _Open],
        tried: Mapping[tuple[str, str], Tried],
        now: datetime,
    ) -> Due:
        new = Tried("", place, 0, told=False)
        of_step = [item for item, each in waiting.items() if self._is_due(each, step, now)]
        records = {item: tried.get((item, place), new) for item in of_step}
        items = tuple(sorted(item for item, each in records.items() if not each.settled))
        last = any(records[item].tries == MOST_TRIES - 1 for item in items)
        lines = tuple(sorted({waiting[item].line for item in items}))
        return Due(place, items, lines, last, step)

    def _is_due(self, each: _Open, step: Step, now: datetime) -> bool:
        told = each.is_taken or self._policy.tells(step.key, contact=each.item.is_contact)
        if not told:
            return False
        return not step.after or each.began + step.after <= now

    async def _note(self, due: Due, *, told: bool) -> None:
        tries = {e.item: e.tries for e in await self._shelf.alerts() if e.place == due.place}
        rows = [Tried(item, due.place, tries.get(item, 0) + 1, told) for item in due.items]
        await self._shelf.keep_alerts(rows)
