"""What waits for a safeguarding lead. Anyone on duty may see that; only a lead can read it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from surveys import covering, leads
from surveys.errors import NotSealedForYou, UnknownText
from surveys.keyring import Keyring
from surveys.records import CONTACT, Lead, UrgentItem
from surveys.store import Store

CONTACT_NAME = "Request to be contacted"


@dataclass(frozen=True, slots=True)
class Waiting:
    """That something waits, from which wave and which day: never what, never from whom."""

    id: str
    wave: str
    day: date


@dataclass(frozen=True, slots=True)
class Seen:
    """Read by a lead, and when first."""

    id: str
    wave: str
    day: date
    by: str
    on: date


class UrgentBox:
    def __init__(self, store: Store, clock: Callable[[], datetime], keyring: Keyring) -> None:
        self._store = store
        self._clock = clock
        self._keyring = keyring

    async def waiting(self) -> tuple[Waiting, ...]:
        """Unread, oldest day first."""
        names = await self._wave_names()
        return tuple(
            Waiting(item.id, names[item.wave_id], item.day) for item in await self._store.urgent()
        )

    async def seen(self) -> tuple[Seen, ...]:
        """Read already, oldest day first."""
        names = await self._wave_names()
        return tuple(
            Seen(seen.item.id, names[seen.item.wave_id], seen.item.day, seen.by, seen.on)
            for seen in await self._store.urgent_seen()
        )

    async def read(self, item_id: str, lead_name: str, passphrase: str) -> str:
        """The words, for a lead of that name. They count as read only once they were opened.

        Raises UnknownText (taken back meanwhile), WrongPassphrase, NotSealedForYou, KeyMissing.
        """
        lead = await self._lead(lead_name)
        item = covering.uncovered(await self._item(item_id), self._keyring.keys)
        words = await asyncio.to_thread(leads.unseal, item, lead, passphrase)
        await self._store.urgent_read(item.id, lead.name, self._clock().date())
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


def _named(item_id: str, items: Iterable[UrgentItem]) -> UrgentItem:
    for item in items:
        if item.id == item_id:
            return item
    raise UnknownText
