"""The safeguarding leads' keys: urgent words are sealed to all of them and to nobody else."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from surveys.definition import FreeText, Survey
from surveys.errors import NoLead, NotSealedForYou, WrongPassphrase
from surveys.padding import pad, rounded_up, unpad
from surveys.records import Lead, UrgentItem

BARE = b"\0"
"""First byte of sealed words; a covered item (see covering.py) begins otherwise."""

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


MODERATE = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)


def new_lead(name: str, passphrase: str, cost: Cost = MODERATE) -> Lead:
    """A key pair whose private part only the passphrase opens. There is no way round it."""
    pair, salt = PrivateKey.generate(), secrets.token_bytes(argon2id.SALTBYTES)
    locked = SecretBox(_stretched(passphrase, salt, cost)).encrypt(bytes(pair))
    return Lead(name, bytes(pair.public_key), _packed(cost) + salt + bytes(locked))


def urgent_size(survey: Survey) -> int:
    """Bytes that hold the longest words any question of this survey takes, and the question."""
    asked = (question for question in survey.questions if isinstance(question, FreeText))
    longest = max((each.cap + len(each.text) for each in asked), default=0)
    return rounded_up(longest * BYTES_A_CHARACTER)


def seal(text: str, leads: Sequence[Lead], outside: Envelope) -> UrgentItem:
    """Padded, under a key of its own that each lead can open. Raises NoLead, TooLarge."""
    if not leads:
        raise NoLead
    key = secrets.token_bytes(SecretBox.KEY_SIZE)
    sealed = BARE + SecretBox(key).encrypt(pad(text.encode(), outside.size))
    keys = {lead.name: SealedBox(PublicKey(lead.public)).encrypt(key) for lead in leads}
    return UrgentItem(outside.id, outside.wave_id, outside.day, sealed, keys)


def unseal(item: UrgentItem, lead: Lead, passphrase: str) -> str:
    """Raises WrongPassphrase, NotSealedForYou. Slow on purpose: call it in a thread."""
    if lead.name not in item.keys:
        raise NotSealedForYou
    private = PrivateKey(_unlocked(lead, passphrase))
    key = SealedBox(private).decrypt(item.keys[lead.name])
    return unpad(SecretBox(key).decrypt(item.text[len(BARE) :])).decode()


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
