"""Urgent items and leads in memory: the promises of sql/urgent.py, forgotten at the end."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from surveys.errors import AlreadyThere
from surveys.records import Lead, UrgentItem
from surveys.store import Count, Renew, SeenUrgent, of_no_interest


class MemoryUrgent:
    """Every method runs from start to end without waiting, so each is one transaction."""

    def __init__(self) -> None:
        super().__init__()
        self._urgent: dict[str, UrgentItem] = {}
        self._seen: list[SeenUrgent] = []
        self._leads: dict[str, Lead] = {}

    # ------------------------------------------------------------ for the conversation and close
    def drop_urgent(self, ids: Iterable[str]) -> None:
        for item_id in ids:
            self._urgent.pop(item_id, None)

    def put_urgent(self, items: Iterable[UrgentItem]) -> None:
        self._urgent.update({item.id: item for item in items})

    def renew_urgent(self, wave_id: str, renew: Renew) -> None:
        def anew(item: UrgentItem) -> UrgentItem:
            return renew(item) if item.wave_id == wave_id else item

        self._urgent = {item.id: item for item in map(anew, self._urgent.values())}
        self._seen = [replace(seen, item=anew(seen.item)) for seen in self._seen]

    # ------------------------------------------------------------ items
    async def urgent(self) -> tuple[UrgentItem, ...]:
        return tuple(sorted(self._urgent.values(), key=lambda item: (item.day, item.id)))

    async def urgent_read(self, item_id: str, by: str, on: date) -> None:
        if item_id in self._urgent:
            self._seen.append(SeenUrgent(self._urgent.pop(item_id), by, on))

    async def urgent_seen(self) -> tuple[SeenUrgent, ...]:
        return tuple(sorted(self._seen, key=lambda seen: (seen.item.day, seen.item.id, seen.on)))

    async def add_urgent(self, item: UrgentItem) -> None:
        if item.id in self._urgent:
            raise AlreadyThere
        self._urgent[item.id] = item

    async def change_urgent(self, before: UrgentItem, after: UrgentItem) -> bool:
        if self._urgent.get(before.id) == before:
            self._urgent[before.id] = after
            return True
        for number, seen in enumerate(self._seen):
            if seen.item == before:
                self._seen[number] = replace(seen, item=after)
                return True
        return False

    async def forget_urgent(self, read_before: date, count: Count = of_no_interest) -> int:
        def stays(seen: SeenUrgent) -> bool:
            return seen.on >= read_before or not seen.item.handling.outcomes

        kept = [seen for seen in self._seen if stays(seen)]
        gone, self._seen = len(self._seen) - len(kept), kept
        count(gone)
        return gone

    # ------------------------------------------------------------ leads
    async def add_lead(self, lead: Lead) -> None:
        if lead.name in self._leads:
            raise AlreadyThere
        self._leads[lead.name] = lead

    async def change_lead(self, before: Lead, after: Lead) -> bool:
        if self._leads.get(before.name) != before:
            return False
        self._leads[before.name] = after
        return True

    async def leads(self) -> tuple[Lead, ...]:
        return tuple(lead for _, lead in sorted(self._leads.items()))

    async def readers(self) -> tuple[Lead, ...]:
        return await self.leads()
