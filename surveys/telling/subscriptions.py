"""Subscriptions: who asked to be told what changed. A list of its own, tied to nothing else.

A row holds the survey's key and, encrypted and padded, the channel id and the language. Its name
is an HMAC of person and survey, so that without the person's id in hand nobody can find it or
tell that two rows are of one person. No answer, token, order or time is near it. Both secrets
come from one subscription key in the keyring; a copy of the database alone names nobody.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from surveys.anonymity.keyring import Keyring
from surveys.anonymity.padding import pad, unpad
from surveys.errors import BadSeal, KeyExists
from surveys.messages import PersonId

KEYRING_NAME = "subscriptions"
SIZE = 160


@dataclass(frozen=True, slots=True)
class Subscription:
    """As it is kept."""

    key: bytes = field(repr=False)
    survey: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whom to tell, and in which language."""

    person: PersonId = field(repr=False)
    language: str


class SubscriptionShelf(Protocol):
    """Where subscriptions are kept."""

    async def subscribe(self, subscription: Subscription) -> None:
        """Keep it, in the place of one of the same key."""
        ...

    async def unsubscribe(self, keys: Iterable[bytes]) -> None:
        """Those subscriptions are gone, and with them every message that waits for them."""
        ...

    async def has_subscription(self, keys: Iterable[bytes]) -> bool:
        """Any of them is there."""
        ...

    async def subscribed_surveys(self) -> tuple[str, ...]:
        """The key of every survey that somebody follows."""
        ...

    async def subscribers(self, survey: str) -> int:
        """How many follow that survey."""
        ...


class Subscriptions:
    """`subscribe`, `leave`, `is_subscribed`: one tap each."""

    def __init__(self, shelf: SubscriptionShelf, keyring: Keyring) -> None:
        self._shelf = shelf
        self._keyring = keyring

    async def subscribe(self, person: PersonId, survey: str, language: str) -> None:
        """Tell this person what came of that survey. Doing it again changes the language."""
        key = self._row(person, survey)
        await self._shelf.subscribe(Subscription(key, survey, self._sealed(person, language)))

    async def leave(self, person: PersonId) -> None:
        """No more messages, of any survey, from now on. Nothing there is fine."""
        await self._shelf.unsubscribe(await self._rows(person))

    async def is_subscribed(self, person: PersonId, survey: str = "") -> bool:
        """Of that survey; of any at all where none is named."""
        rows = (self._row(person, survey),) if survey else await self._rows(person)
        return await self._shelf.has_subscription(rows)

    async def count(self, survey: str) -> int:
        return await self._shelf.subscribers(survey)

    def opened(self, sealed: bytes) -> Subscriber:
        """Raises BadSeal."""
        try:
            content = json.loads(unpad(self._box().decrypt(sealed)))
            return Subscriber(PersonId(content["person"]), content["language"])
        except (CryptoError, ValueError, KeyError, TypeError):
            raise BadSeal from None

    # ------------------------------------------------------------ secrets
    async def _rows(self, person: PersonId) -> tuple[bytes, ...]:
        surveys = await self._shelf.subscribed_surveys()
        return tuple(self._row(person, survey) for survey in surveys)

    def _row(self, person: PersonId, survey: str) -> bytes:
        return self._named(f"subscription row {len(survey)} {survey} {person}")

    def _sealed(self, person: PersonId, language: str) -> bytes:
        content = json.dumps({"person": person, "language": language}).encode()
        return bytes(self._box().encrypt(pad(content, SIZE)))

    def _box(self) -> SecretBox:
        return SecretBox(self._named("subscription secret"))

    def _named(self, use: str) -> bytes:
        return hmac.digest(_key(self._keyring), use.encode(), hashlib.sha256)


def _key(keyring: Keyring) -> bytes:
    """The subscription key, made at the first use."""
    if not keyring.has(KEYRING_NAME):
        try:
            return keyring.create(KEYRING_NAME).state
        except KeyExists:  # another process was quicker
            pass
    return keyring.keys(KEYRING_NAME).state
