"""Urgent words of a live wave lie under a cover, made with a key that dies when the wave closes.

The leads' keys live on, so the same sealed bytes before and after close would tell when they
came, from any old copy or log of the database. At close each item is uncovered and named anew:
what lies in old copies can then not be opened by anyone, nor told to be the same.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from surveys import tokens
from surveys.errors import BadSeal
from surveys.keyring import WaveKeys
from surveys.records import UrgentItem

COVERED = b"\1"
"""First byte of the text of a covered item; a bare one begins with leads.BARE."""


def covered(item: UrgentItem, keys: WaveKeys) -> UrgentItem:
    """A new item as it lies while its wave is live."""
    box = _box(item, keys)
    hidden = {name: bytes(box.encrypt(key)) for name, key in item.keys.items()}
    return replace(item, text=COVERED + box.encrypt(item.text), keys=hidden)


def uncovered(item: UrgentItem, keys_of: Callable[[str], WaveKeys]) -> UrgentItem:
    """As it was sealed. Raises KeyMissing, BadSeal."""
    if not item.text.startswith(COVERED):
        return item
    box = _box(item, keys_of(item.wave_id))
    try:
        keys = {name: box.decrypt(key) for name, key in item.keys.items()}
        return replace(item, text=box.decrypt(item.text[len(COVERED) :]), keys=keys)
    except CryptoError:
        raise BadSeal from None


def renewed(item: UrgentItem, keys: WaveKeys) -> UrgentItem:
    """As it lies once its wave is closed. One that cannot be uncovered stays as it is."""
    try:
        bare = uncovered(item, lambda _: keys)
    except BadSeal:
        return item
    return replace(bare, id=secrets.token_hex(16))


def _box(item: UrgentItem, keys: WaveKeys) -> SecretBox:
    return SecretBox(tokens.cover_secret(keys, item.id))
