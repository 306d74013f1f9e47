"""The safeguarding leads' keys: urgent words are sealed to all of them and to nobody else."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from surveys.anonymity.padding import pad, rounded_up, unpad
from surveys.definitions.definition import FreeText, Survey
from surveys.errors import NoLead, NotSealedForYou, WrongPassphrase
from surveys.records import Handling, Lead, UrgentItem

BARE = b"\0"
"""First byte of sealed words; a covered item (see covering.py) begins otherwise."""

TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "prof", "rev")
BYTES_A_CHARACTER = 4
WIDTH = 4
"""Bytes of each cost figure kept in front of a lead's private key; memory is in KiB."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard it is to try a passphrase. Kept with the key, so that it can be raised later."""

    passes: int
    memory: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on the outside of urgent words: no person, no time but the day."""

    id: str
    wave_id: str
    day: date
    size: int


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A lead's private keys in the open, the present one first. Never kept, only held."""

    name: str
    keys: tuple[bytes, ...] = field(repr=False)


MODERATE = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)


# ---------------------------------------------------------------- a lead's own key
def new_lead(name: str, passphrase: str, cost: Cost = MODERATE, on: date | None = None) -> Lead:
    """A key pair whose private part only the passphrase opens. There is no way round it."""
    pair = PrivateKey.generate()
    return Lead(name, bytes(pair.public_key), _locked(bytes(pair), passphrase, cost), made_on=on)


def unlock(lead: Lead, passphrase: str) -> Unlocked:
    """Raises WrongPassphrase. Slow on purpose: call it in a thread."""
    private = _unlocked(lead, passphrase)
    former = SecretBox(_former_secret(private)).decrypt(lead.former) if lead.former else b""
    size = PrivateKey.SIZE
    parts = (former[at : at + size] for at in range(0, len(former), size))
    return Unlocked(lead.name, (private, *parts))


def with_passphrase(lead: Lead, old: str, new: str, cost: Cost = MODERATE) -> Lead:
    """The same key under another passphrase. Raises WrongPassphrase."""
    return replace(lead, private=_locked(_unlocked(lead, old), new, cost))


def rotated(lead: Lead, passphrase: str, on: date, cost: Cost = MODERATE) -> Lead:
    """A new key pair under the same passphrase, with the former one in it.

    Raises WrongPassphrase.
    """
    held, pair = unlock(lead, passphrase), PrivateKey.generate()
    former = SecretBox(_former_secret(bytes(pair))).encrypt(b"".join(held.keys))
    private = _locked(bytes(pair), passphrase, cost)
    return Lead(lead.name, bytes(pair.public_key), private, bytes(former), on)


# ---------------------------------------------------------------- sealing
def urgent_size(survey: Survey) -> int:
    """Bytes that hold the longest words any question of this survey takes, and the question."""
    asked = (question for question in survey.questions if isinstance(question, FreeText))
    longest = max((each.cap + len(each.text) for each in asked), default=0)
    return rounded_up(longest * BYTES_A_CHARACTER)


def seal(
    text: str, leads: Sequence[Lead], outside: Envelope, withheld: Sequence[str] = ()
) -> UrgentItem:
    """Padded, under a key of its own that each lead can open. Raises NoLead, TooLarge.

    Those named in `withheld` get no key and never will; if that leaves nobody, all get one:
    somebody must be able to read it. Not every name in it need be among `leads`.
    """
    readers = [lead for lead in leads if lead.name not in withheld]
    if not readers:
        readers, all_named = list(leads), {lead.name for lead in leads}
        withheld = [name for name in withheld if name not in all_named]
    if not readers:
        raise NoLead
    key = secrets.token_bytes(SecretBox.KEY_SIZE)
    sealed = BARE + SecretBox(key).encrypt(pad(text.encode(), outside.size))
    keys = {lead.name: sealed_to(lead, key) for lead in readers}
    handling = Handling(withheld=tuple(sorted(withheld)))
    return UrgentItem(outside.id, outside.wave_id, outside.day, sealed, keys, handling)


def sealed_to(lead: Lead, key: bytes) -> bytes:
    return SealedBox(PublicKey(lead.public)).encrypt(key)


def unseal(item: UrgentItem, lead: Lead, passphrase: str) -> str:
    """Raises WrongPassphrase, NotSealedForYou. Slow on purpose: call it in a thread."""
    if lead.name not in item.keys:
        raise NotSealedForYou
    return opened(item, unlock(lead, passphrase))


def opened(item: UrgentItem, held: Unlocked) -> str:
    """The words. Raises NotSealedForYou."""
    return unpad(SecretBox(item_key(item, held)).decrypt(item.text[len(BARE) :])).decode()


def item_key(item: UrgentItem, held: Unlocked) -> bytes:
    """The key of the item itself. Raises NotSealedForYou, also where the lead's key was lost."""
    sealed = item.keys.get(held.name, b"")
    for private in held.keys:
        with suppress(CryptoError, ValueError, TypeError):
            return SealedBox(PrivateKey(private)).decrypt(sealed)
    raise NotSealedForYou


def named_in(text: str, leads: Sequence[Lead]) -> tuple[str, ...]:
    """Leads whom the words name: by their full name, or by title and last name."""
    return tuple(lead.name for lead in leads if _is_named(lead.name, text))


def _is_named(name: str, text: str) -> bool:
    words = [re.escape(word) for word in name.split()]
    ways = [rf"(?:{'|'.join(TITLES)})\.?\s+{words[-1]}"]
    if len(words) > 1:
        ways.append(r"\s+".join(words))
    return re.search(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", text, re.IGNORECASE) is not None


# ---------------------------------------------------------------- the lock on a private key
def _locked(private: bytes, passphrase: str, cost: Cost) -> bytes:
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    locked = SecretBox(_stretched(passphrase, salt, cost)).encrypt(private)
    return _packed(cost) + salt + bytes(locked)


def _former_secret(private: bytes) -> bytes:
    return hashlib.blake2b(private, digest_size=32, person=b"former keys").digest()


def _unlocked(lead: Lead, passphrase: str) -> bytes:
    cost, rest = _unpacked(lead.private)
    salt, locked = rest[: argon2id.SALTBYTES], rest[argon2id.SALTBYTES :]
    try:
        return SecretBox(_stretched(passphrase, salt, cost)).decrypt(locked)
    except CryptoError:
        raise WrongPassphrase from None


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return argon2id.kdf(
        SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=cost.passes, memlimit=cost.memory
    )


def _packed(cost: Cost) -> bytes:
    return cost.passes.to_bytes(WIDTH) + (cost.memory // 1024).to_bytes(WIDTH)


def _unpacked(private: bytes) -> tuple[Cost, bytes]:
    passes, memory = int.from_bytes(private[:WIDTH]), int.from_bytes(private[WIDTH : 2 * WIDTH])
    return Cost(passes, memory * 1024), private[2 * WIDTH :]
