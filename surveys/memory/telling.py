"""Subscriptions, updates, outbox, leases and alerts in memory: the promises of sql/telling.py."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from surveys.leases import too_long
from surveys.telling.alerting import Chain, Tried
from surveys.telling.outbox import Fate, Letter
from surveys.telling.subscriptions import Subscription
from surveys.telling.updates import (
    Progress,
    PublishedUpdate,
    UnknownUpdate,
    Update,
    UpdateState,
    in_order,
)


class MemoryTelling:
    """Every method runs from start to end without waiting, so each is one transaction."""

    def __init__(self) -> None:
        self._subscriptions: dict[bytes, Subscription] = {}
        self._updates: dict[str, Update] = {}
        self._progress: dict[str, Progress] = {}
        self._waiting: set[tuple[str, bytes]] = set()
        self._leases: dict[str, tuple[str, datetime]] = {}
        self._alerts: dict[tuple[str, str], Tried] = {}
        self._chains: dict[str, Chain] = {}

    # ------------------------------------------------------------ subscriptions
    async def subscribe(self, subscription: Subscription) -> None:
        self._subscriptions[subscription.key] = subscription

    async def unsubscribe(self, keys: Iterable[bytes]) -> None:
        gone = set(keys)
        self._subscriptions = {k: s for k, s in self._subscriptions.items() if k not in gone}
        self._waiting = {name for name in self._waiting if name[1] not in gone}

    async def has_subscription(self, keys: Iterable[bytes]) -> bool:
        return any(key in self._subscriptions for key in keys)

    async def subscribed_surveys(self) -> tuple[str, ...]:
        return tuple(sorted({each.survey for each in self._subscriptions.values()}))

    async def subscribers(self, survey: str) -> int:
        return sum(each.survey == survey for each in self._subscriptions.values())

    # ------------------------------------------------------------ updates
    async def keep_update(self, update: Update) -> None:
        self._must_be_draft(update.id)
        self._updates[update.id] = update

    async def drop_update(self, update_id: str) -> None:
        self._must_be_draft(update_id)
        self._updates.pop(update_id, None)

    async def update(self, update_id: str) -> Update:
        if update_id not in self._updates:
            raise UnknownUpdate
        return self._updates[update_id]

    async def updates(self) -> tuple[Update, ...]:
        return in_order(self._updates.values())

    async def publish(self, update: Update) -> int:
        if (await self.update(update.id)).state is UpdateState.PUBLISHED:
            raise PublishedUpdate
        self._updates[update.id] = replace(update, state=UpdateState.PUBLISHED)
        followers = [k for k, s in self._subscriptions.items() if s.survey == update.survey]
        self._waiting |= {(update.id, key) for key in followers}
        return len(followers)

    async def progress(self, update_id: str) -> Progress:
        waiting = sum(name[0] == update_id for name in self._waiting)
        return replace(self._progress.get(update_id, Progress()), waiting=waiting)

    def _must_be_draft(self, update_id: str) -> None:
        known = self._updates.get(update_id)
        if known and known.state is UpdateState.PUBLISHED:
            raise PublishedUpdate

    # ------------------------------------------------------------ outbox
    async def letters(self, limit: int) -> tuple[Letter, ...]:
        first = sorted(self._waiting)[:limit]
        return tuple(Letter(u, key, self._subscriptions[key].sealed) for u, key in first)

    async def settle(self, letter: Letter, fate: Fate) -> None:
        if letter.name not in self._waiting:
            return
        self._waiting.discard(letter.name)
        before = self._progress.get(letter.update, Progress())
        counted = {fate.value: getattr(before, fate.value) + 1}
        self._progress[letter.update] = replace(before, **counted)
        if fate is Fate.GONE:
            await self.unsubscribe([letter.key])

    # ------------------------------------------------------------ leases
    async def take_lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        held = self._leases.get(name)
        if held and held[0] != holder and now < held[1] <= too_long(now, until):
            return False
        self._leases[name] = (holder, until)
        return True

    async def drop_lease(self, name: str, holder: str) -> None:
        if self._leases.get(name, ("",))[0] == holder:
            del self._leases[name]

    # ------------------------------------------------------------ alerts
    async def alerts(self) -> tuple[Tried, ...]:
        return tuple(self._alerts.values())

    async def keep_alerts(self, tried: Sequence[Tried]) -> None:
        self._alerts |= {(each.item, each.place): each for each in tried}

    async def drop_alerts(self, items: Collection[str]) -> None:
        self._alerts = {n: each for n, each in self._alerts.items() if n[0] not in items}
        self._chains = {item: each for item, each in self._chains.items() if item not in items}

    async def chains(self) -> tuple[Chain, ...]:
        return tuple(self._chains.values())

    async def begin_chains(self, chains: Sequence[Chain]) -> None:
        for chain in chains:
            kept = self._chains.setdefault(chain.item, chain)
            self._chains[chain.item] = min(kept, chain, key=lambda each: each.began)
