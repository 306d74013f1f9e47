"""A key that belongs to no wave: left where the making of one was cut off.

It is destroyed only where this database and this keyring surely belong together: with the wrong
database every key would look like a stray, and with a key all that is sealed under it goes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from surveys import rooms
from surveys.anonymity.keyring import Keyring
from surveys.errors import KeyMissing, SurveyError
from surveys.records import Wave
from surveys.store import Store
from surveys.telling import subscriptions

LASTING = frozenset({subscriptions.KEYRING_NAME, rooms.KEYRING_NAME})
"""Keys of no wave: deleting one loses every subscription, or every chat's place."""

OLD = timedelta(hours=1)
"""A younger one may be of a wave that is being made this moment."""


class KeyInUse(SurveyError):
    """This key is needed: a wave, the subscriptions or Telegram's chats are under it."""


class KeyTooNew(SurveyError):
    """This key was made within the hour: its wave may be on its way. Try again later."""


class StrangeKeyring(SurveyError):
    """No wave of this database has its key in this keyring, so they may not belong together.

    Check SAIDANDDONE_DATABASE_URL and SAIDANDDONE_KEYRING. If both are right, make again the wave
    that was cut off, then do the same again.
    """


async def must_be_stray(
    store: Store, keyring: Keyring, name: str, made: datetime, now: datetime
) -> None:
    """Raises KeyInUse, KeyTooNew, StrangeKeyring."""
    waves = await store.waves()
    if name in LASTING or name in {wave.id for wave in waves}:
        raise KeyInUse
    if now - made < OLD:
        raise KeyTooNew
    if not any(_has_own_key(keyring, wave) for wave in waves):
        raise StrangeKeyring


async def destroy_stray(
    store: Store, keyring: Keyring, name: str, made: datetime, now: datetime
) -> None:
    """For good, after a last look. Raises KeyInUse, KeyTooNew, StrangeKeyring, KeyringShut."""
    await must_be_stray(store, keyring, name, made, now)
    keyring.destroy(name)


def strays(waves: Iterable[Wave], names: Iterable[str]) -> list[str]:
    """Those names that belong to no wave and to nothing else."""
    known = {wave.id for wave in waves} | LASTING
    return sorted(name for name in names if name not in known)


def _has_own_key(keyring: Keyring, wave: Wave) -> bool:
    try:
        return keyring.keys(wave.id).public == wave.public_key
    except KeyMissing:
        return False
