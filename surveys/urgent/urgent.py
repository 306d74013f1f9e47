"""What waits for a safeguarding lead. Anyone on duty may see that; only a lead can read it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from surveys.anonymity.keyring import Keyring
from surveys.errors import NotSealedForYou, UnknownText
from surveys.records import CONTACT, Handling, Lead, UrgentItem
from surveys.store import Store
from surveys.urgent import covering, leads
from surveys.urgent.leads import Unlocked

CONTACT_NAME = "Request to be contacted"


@dataclass(frozen=True, slots=True)
class Waiting:
    """That something waits, from which wave and which day: never what, never from whom.

    `taken_by`, `handed_to`: the lead who is on it, and who is to be. `opens`: who has a key.
    """

    id: str
    wave: str
    day: date
    taken_by: str = ""
    handed_to: str = ""
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """Read by a lead, and when first. `results`: what was recorded about it, first to last.

    `unopened_by`: the lead it was handed to, who has not opened it yet.
    """

    id: str
    wave: str
    day: date
    by: str
    on: date
    taken_by: str = ""
    handed_to: str = ""
    opens: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    unopened_by: str = ""


class UrgentBox:
    def __init__(self, store: Store, clock: Callable[[], datetime], keyring: Keyring) -> None:
        self._store = store
        self._clock = clock
        self._keyring = keyring

    async def waiting(self, lead: str = "") -> tuple[Waiting, ...]:
        """Unread, oldest day first. What is kept from a lead is not there for them."""
        names = await self._wave_names()
        return tuple(
            Waiting(item.id, names[item.wave_id], item.day, *_who(item))
            for item in await self._store.urgent()
            if lead not in item.handling.withheld
        )

    async def seen(self, lead: str = "") -> tuple[Seen, ...]:
        """Read already, oldest day first."""
        names = await self._wave_names()
        return tuple(
            Seen(
                seen.item.id,
                names[seen.item.wave_id],
                seen.item.day,
                seen.by,
                seen.on,
                *_who(seen.item),
                tuple(each.outcome for each in seen.item.handling.outcomes),
                seen.item.handling.unopened_by,
            )
            for seen in await self._store.urgent_seen()
            if lead not in seen.item.handling.withheld
        )

    async def read(self, item_id: str, lead_name: str, passphrase: str) -> str:
        """The words, for a lead of that name. They count as read only once they were opened.

        Raises UnknownText (taken back meanwhile), WrongPassphrase, NotSealedForYou, KeyMissing.
        """
        lead = await self._lead(lead_name)
        item = await self._item(item_id)
        if lead.name not in item.keys:
            raise NotSealedForYou
        return await self.read_with(
            item_id, await asyncio.to_thread(leads.unlock, lead, passphrase)
        )

    async def read_with(self, item_id: str, held: Unlocked) -> str:
        """As `read`, for a lead whose key is unlocked. Who reads it is on it."""
        found = await self._item(item_id)
        item = covering.uncovered(found, self._keyring.keys)
        words = leads.opened(item, held)
        mine = _opened(found.handling, held.name)
        if mine != found.handling:
            await self._store.change_urgent(found, replace(found, handling=mine))
        await self._store.urgent_read(item.id, held.name, self._clock().date())
        return words

    async def _item(self, item_id: str) -> UrgentItem:
        """The one that waits; else the one last read, which may be read again."""
        read_before = (seen.item for seen in reversed(await self._store.urgent_seen()))
        return _named(item_id, (*await self._store.urgent(), *read_before))

    async def _lead(self, name: str) -> Lead:
        for lead in await self._store.leads():
            if lead.name == name:
                return lead
        raise NotSealedForYou

    async def _wave_names(self) -> dict[str, str]:
        names = {wave.id: wave.name for wave in await self._store.waves()}
        return {CONTACT: CONTACT_NAME, **names}


def _opened(before: Handling, lead: str) -> Handling:
    """This lead has seen the words; and is on them, if no other is or is to be."""
    known = replace(before, unopened_by="") if before.unopened_by == lead else before
    if before.taken_by or before.handed_to not in {"", lead}:
        return known
    return replace(known, taken_by=lead, handed_to="")


def _who(item: UrgentItem) -> tuple[str, str, tuple[str, ...]]:
    return item.handling.taken_by, item.handling.handed_to, tuple(sorted(item.keys))


def _named(item_id: str, items: Iterable[UrgentItem]) -> UrgentItem:
    for item in items:
        if item.id == item_id:
            return item
    raise UnknownText
