"""Leads' keys over time: another passphrase, a new key, a key that was lost.

Only a passphrase opens a key, so a forgotten one is a loss, and said to be: what was sealed to
that key alone cannot be opened by anybody. What another lead can still open, that lead seals
anew to the new key, while their own key is unlocked.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from surveys.anonymity.keyring import Keyring
from surveys.errors import NotSealedForYou, SurveyError
from surveys.records import Lead, UrgentItem
from surveys.store import Store
from surveys.urgent import covering, leads
from surveys.urgent.leads import MODERATE, Cost, Unlocked

SHORTEST = 12
LONGEST = 500
FORMER_DAYS = 2


class WeakPassphrase(SurveyError):
    """A lead's passphrase needs 12 to 500 characters. Four odd words are good."""


class KeyChanged(SurveyError):
    """This lead's key was changed meanwhile, perhaps in another window. Look again."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """One lead's key, and how many items it does not open though it should."""

    name: str
    made_on: date | None
    missing: int


class LeadKeys:
    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        keyring: Keyring,
        cost: Cost = MODERATE,
    ) -> None:
        self._store = store
        self._clock = clock
        self._keyring = keyring
        self._cost = cost

    async def new(self, name: str, passphrase: str) -> Lead:
        """The first key of a lead, not kept yet. Raises WeakPassphrase."""
        check_passphrase(passphrase)
        return await asyncio.to_thread(
            leads.new_lead, name, passphrase, self._cost, self._clock().date()
        )

    async def unlock(self, name: str, passphrase: str) -> Unlocked:
        """Raises WrongPassphrase, NotSealedForYou if there is no such lead."""
        lead = await self._lead(name)
        held = await asyncio.to_thread(leads.unlock, lead, passphrase)
        if len(held.keys) > 1:
            held = await self._settled(lead, held)
        return held

    async def change_passphrase(self, name: str, old: str, new: str) -> None:
        """The key stays, so all that is sealed to it stays open. Raises WrongPassphrase."""
        check_passphrase(new)
        lead = await self._lead(name)
        changed = await asyncio.to_thread(leads.with_passphrase, lead, old, new, self._cost)
        await self._keep(lead, changed)

    async def rotate(self, name: str, passphrase: str) -> tuple[Unlocked, int]:
        """A new key; what was sealed to the old one is sealed to it, and how much that was.

        The new key is kept first and opens the old one too: a crash half-way loses nothing.
        """
        lead = await self._lead(name)
        on = self._clock().date()
        after = await asyncio.to_thread(leads.rotated, lead, passphrase, on, self._cost)
        await self._keep(lead, after)
        held = await asyncio.to_thread(leads.unlock, after, passphrase)
        return held, await self._renew(after, held)

    async def replace_lost(self, name: str, passphrase: str) -> int:
        """A key in the place of one whose passphrase is gone; how many items it no longer opens.

        They stay, for the other leads to open and to seal anew (`reseal_for`). A lead whose
        account was cut off in the making may have had none: then it is the first.
        """
        after = await self.new(name, passphrase)
        before = [lead for lead in await self._store.leads() if lead.name == name]
        if not before:
            await self._store.add_lead(after)
            return 0
        await self._keep(before[0], after)
        lost = [item for item in await self._items() if name in item.keys]
        return sum([await self._without(item, name) for item in lost])

    async def states(self) -> tuple[KeyState, ...]:
        items = await self._items()
        return tuple(
            KeyState(lead.name, lead.made_on, len(_missing(items, lead.name)))
            for lead in await self._store.readers()
        )

    async def reseal_for(self, name: str, held: Unlocked) -> int:
        """Seal to that lead all that `held` opens and they cannot, unless it is kept from them."""
        lead = await self._lead(name)
        missing = _missing(await self._items(), name)
        return sum([await self._sealed_anew(item, held, lead) for item in missing])

    # ------------------------------------------------------------ inside
    async def _settled(self, lead: Lead, held: Unlocked) -> Unlocked:
        """What is still sealed to a former key is sealed anew; a day later the former key goes.

        Not sooner: words that were under way at the change may have been sealed to it. And not
        while it may still be needed: their wave's key was not to be had, or another lead was at
        them at the same moment.
        """
        await self._renew(lead, held)
        made_on, today = lead.made_on, self._clock().date()
        if made_on is None or (today - made_on).days < FORMER_DAYS or await self._stale(lead, held):
            return held
        await self._store.change_lead(lead, replace(lead, former=b""))
        return Unlocked(held.name, held.keys[:1])

    async def _renew(self, lead: Lead, held: Unlocked) -> int:
        stale = await self._stale(lead, held)
        return sum([await self._sealed_anew(item, held, lead) for item in stale])

    async def _stale(self, lead: Lead, held: Unlocked) -> list[UrgentItem]:
        """What the present key alone does not open, as far as one can tell."""
        now = Unlocked(held.name, held.keys[:1])
        mine = [item for item in await self._items() if lead.name in item.keys]
        return [item for item in mine if not self._opens(item, now)]

    def _opens(self, item: UrgentItem, held: Unlocked) -> bool:
        try:
            leads.item_key(covering.uncovered(item, self._keyring.keys), held)
        except SurveyError:
            return False
        return True

    async def _sealed_anew(self, item: UrgentItem, held: Unlocked, lead: Lead) -> int:
        """1 if it is now; 0 if `held` does not open it, or it was changed meanwhile."""
        try:
            bare = covering.uncovered(item, self._keyring.keys)
            key = leads.item_key(bare, held)
        except SurveyError:
            return 0
        after = replace(bare, keys={**bare.keys, lead.name: leads.sealed_to(lead, key)})
        after = covering.as_it_lay(after, item, self._keyring.keys)
        return int(await self._store.change_urgent(item, after))

    async def _without(self, item: UrgentItem, name: str) -> int:
        keys = {each: key for each, key in item.keys.items() if each != name}
        return int(await self._store.change_urgent(item, replace(item, keys=keys)))

    async def _items(self) -> list[UrgentItem]:
        read = [seen.item for seen in await self._store.urgent_seen()]
        return [*await self._store.urgent(), *read]

    async def _lead(self, name: str) -> Lead:
        for lead in await self._store.leads():
            if lead.name == name:
                return lead
        raise NotSealedForYou

    async def _keep(self, before: Lead, after: Lead) -> None:
        if not await self._store.change_lead(before, after):
            raise KeyChanged


def check_passphrase(passphrase: str) -> None:
    """Raises WeakPassphrase."""
    if not SHORTEST <= len(passphrase) <= LONGEST:
        raise WeakPassphrase


def _missing(items: Iterable[UrgentItem], name: str) -> list[UrgentItem]:
    """What others open and this lead does not. What nobody opens no lead can seal anew."""
    mine = (i for i in items if name not in i.handling.withheld)
    return [i for i in mine if i.keys and name not in i.keys]
