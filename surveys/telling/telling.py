"""Telling people: subscribers what changed, leads that something waits. The parts, together."""

from dataclasses import dataclass
from typing import Protocol

from surveys.anonymity.keyring import Keyring
from surveys.leases import LeaseShelf
from surveys.telling.alerting import AlertBook, AlertShelf, Waits
from surveys.telling.escalation import SHIPPED, Policy
from surveys.telling.outbox import OutboxShelf
from surveys.telling.subscriptions import Subscriptions, SubscriptionShelf
from surveys.telling.updates import Updates, UpdateShelf
from surveys.waves.waves import Waves


class TellingShelf(SubscriptionShelf, UpdateShelf, OutboxShelf, AlertShelf, LeaseShelf, Protocol):
    """All that is kept for telling people. Two keep its promises: memory/ and sql/."""


@dataclass(frozen=True, slots=True)
class Telling:
    shelf: TellingShelf
    subscriptions: Subscriptions
    updates: Updates
    alerts: AlertBook
    policy: Policy

    @classmethod
    def on(
        cls,
        shelf: TellingShelf,
        store: Waits,
        keyring: Keyring,
        waves: Waves,
        policy: Policy = SHIPPED,
    ) -> "Telling":
        subscriptions = Subscriptions(shelf, keyring)
        book = AlertBook(store, shelf, policy)
        return cls(shelf, subscriptions, Updates(shelf, waves), book, policy)
