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

from surveys.anonymity import tokens
from surveys.anonymity.keyring import WaveKeys
from surveys.errors import BadSeal
from surveys.records import Handling, UrgentItem
from surveys.urgent import leads

COVERED = b"\1"
"""First byte of the text of a covered item; a bare one begins with leads.BARE."""


def covered(item: UrgentItem, keys: WaveKeys) -> UrgentItem:
    """A new item as it lies while its wave is live."""
    box = _box(item, keys)
    hidden = {name: bytes(box.encrypt(key)) for name, key in item.keys.items()}
    handling = _notes(item.handling, lambda note: bytes(box.encrypt(note)))
    return replace(item, text=COVERED + box.encrypt(item.text), keys=hidden, handling=handling)


def as_it_lay(
    item: UrgentItem, before: UrgentItem, keys_of: Callable[[str], WaveKeys]
) -> UrgentItem:
    """An item changed in the open, under a cover again where it lay under one before."""
    return covered(item, keys_of(item.wave_id)) if is_covered(before) else item


def uncovered(item: UrgentItem, keys_of: Callable[[str], WaveKeys]) -> UrgentItem:
    """As it was sealed. Raises KeyMissing, BadSeal."""
    if not is_covered(item):
        return item
    box = _box(item, keys_of(item.wave_id))
    try:
        keys = {name: box.decrypt(key) for name, key in item.keys.items()}
        handling, text = _notes(item.handling, box.decrypt), item.text[len(COVERED) :]
        return replace(item, text=box.decrypt(text), keys=keys, handling=handling)
    except CryptoError:
        raise BadSeal from None


def renewed(item: UrgentItem, keys: WaveKeys) -> UrgentItem:
    """As it lies once its wave is closed. One that cannot be uncovered stays as it is."""
    try:
        bare = uncovered(item, lambda _: keys)
    except BadSeal:
        return item
    return replace(bare, id=secrets.token_hex(16))


def is_covered(item: UrgentItem) -> bool:
    return item.text.startswith(COVERED)


def given_up(item: UrgentItem) -> UrgentItem:
    """As it lies where the key of its wave is lost: that it came, and how it ended.

    A covered one is opened by no lead any more, and says so by having no keys.
    """
    anew = replace(item, id=secrets.token_hex(16))
    if not is_covered(item):
        return anew
    handling = _notes(item.handling, lambda _: b"")
    return replace(anew, text=leads.BARE, keys={}, handling=handling)


def _notes(handling: Handling, change: Callable[[bytes], bytes]) -> Handling:
    recorded = (
        replace(each, note=change(each.note)) if each.note else each for each in handling.outcomes
    )
    return replace(handling, outcomes=tuple(recorded))


def _box(item: UrgentItem, keys: WaveKeys) -> SecretBox:
    return SecretBox(tokens.cover_secret(keys, item.id))
