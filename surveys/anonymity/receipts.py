"""Eight words that take a response back, and the hash that names it meanwhile."""

import hashlib
import hmac
from functools import cache
from importlib import resources

import re2

from surveys.anonymity.keyring import WaveKeys
from surveys.errors import BadReceipt
from surveys.messages import PersonId

WORDS = 8
BITS_A_WORD = 10
SECRET_BYTES = WORDS * BITS_A_WORD // 8
BETWEEN_WORDS = re2.compile(r"[^a-z]+")
LONGEST_TYPED = 400


class UnknownWord(BadReceipt):
    """One word is not a receipt word. `position` counts from 1; the word itself is not kept."""

    def __init__(self, position: int) -> None:
        super().__init__(f"word {position} is not a receipt word; check how it is spelled")
        self.position = position


@cache
def word_list() -> tuple[str, ...]:
    return tuple(
        resources.files("surveys.anonymity").joinpath("receipt_words.txt").read_text().split()
    )


def receipt_secret(keys: WaveKeys, person: PersonId) -> bytes:
    """80 bits; the same again for the same person, so that a retry shows the same receipt."""
    return hmac.digest(keys.receipt, b"receipt:" + person.encode(), hashlib.sha256)[:SECRET_BYTES]


def receipt_name(secret: bytes) -> bytes:
    """What stands beside the sealed response. Nobody gets from here to the words."""
    return hashlib.blake2b(secret, digest_size=32, person=b"receipt-name").digest()


def urgent_id(secret: bytes, question: str) -> str:
    """Names an urgent text so that only the receipt finds it again."""
    named = secret + question.encode()
    return hashlib.blake2b(named, digest_size=16, person=b"urgent-id").hexdigest()


def words(secret: bytes) -> str:
    """The receipt as a person sees it."""
    number, chosen = int.from_bytes(secret), word_list()
    places = range(BITS_A_WORD * (WORDS - 1), -1, -BITS_A_WORD)
    return " ".join(chosen[number >> place & (1 << BITS_A_WORD) - 1] for place in places)


def secret(typed: str) -> bytes:
    """The 80 bits behind words typed in any case, with spaces, commas or dashes between.

    Raises BadReceipt, or UnknownWord naming the position.
    """
    typed_words = [word for word in BETWEEN_WORDS.split(typed[:LONGEST_TYPED].lower()) if word]
    if len(typed_words) != WORDS:
        raise BadReceipt
    number = 0
    for position, word in enumerate(typed_words, start=1):
        number = number << BITS_A_WORD | _value(word, position)
    return number.to_bytes(SECRET_BYTES)


def all_known(typed: str) -> bool:
    """Receipt words, every one: whoever typed them wants answers back, and says no more."""
    return {*BETWEEN_WORDS.split(typed[:LONGEST_TYPED].lower()), ""} <= {*word_list(), ""}


def _value(word: str, position: int) -> int:
    try:
        return word_list().index(word)
    except ValueError:
        raise UnknownWord(position) from None
