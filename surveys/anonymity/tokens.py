"""Names that stand for a person without telling who: tokens, row keys, entry codes.

Each is made with a key of the wave that dies at close; then nobody, not even with the person's
id in hand, can make the name again.
"""

import hashlib
import hmac
import secrets
from functools import lru_cache

from surveys.anonymity.keyring import KEY_BYTES, WaveKeys
from surveys.messages import PersonId

CODE_LETTERS = "0123456789CDFHJKMNPRTVWXY"  # of two that look alike one, and no vowel: no words
LOOKALIKES = str.maketrans("OQILUSZBG", "0011V5286")
WEB, CODE, TELEGRAM, PAPER = "web:", "code:", "telegram:", "paper:"
"""How a person's id begins, by the way they came."""

MOST_WAVES = 64

CODE_GROUP = 4
CODE_PARTS = 2
CODE_LENGTH = 2 * CODE_GROUP


def participation_token(keys: WaveKeys, person: PersonId) -> bytes:
    """Shows that somebody has finished, once, without showing who."""
    return _named(keys.token, "finished", person)


def talk_key(keys: WaveKeys, wave_id: str, person: PersonId) -> bytes:
    """The row under which a half-done response lies."""
    return keys.talks.digest(_before("row", wave_id) + _told_apart(person))


def talk_secret(keys: WaveKeys, wave_id: str, person: PersonId) -> bytes:
    """The key that encrypts a half-done response: one wave, one person, nobody else's."""
    return keys.talks.digest(_before("secret", wave_id) + _told_apart(person))


def cover_secret(keys: WaveKeys, item_id: str) -> bytes:
    """The key under which an urgent item lies while the wave is live."""
    return _named(keys.state, "cover", item_id)


def code_hash(keys: WaveKeys, entry_code: str) -> bytes:
    """How an entry code is kept. The code itself is only ever on paper."""
    return _named(keys.code, "entry", normal_code(entry_code))


def new_entry_code() -> str:
    """Eight letters in two groups, easy to read out and to type."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{letters[:CODE_GROUP]}-{letters[CODE_GROUP:]}"


def normal_code(typed: str) -> str:
    """The code as it was made, however it was typed: case, gaps, dashes and look-alikes."""
    return "".join(filter(str.isalnum, typed.upper())).translate(LOOKALIKES)


def may_be_words(typed: str) -> bool:
    """Rather what somebody has to say than a code typed wrongly: none has these, or three parts."""
    return not {"A", "E"}.isdisjoint(typed.upper()) or len(typed.split()) > CODE_PARTS


def one_id(person: PersonId) -> PersonId:
    """One id for one person, however an entry code was typed."""
    if not person.startswith(CODE):
        return person
    return PersonId(CODE + normal_code(person.removeprefix(CODE)))


def _named(key: bytes, *parts: str) -> bytes:
    return hmac.digest(key, _told_apart(*parts), hashlib.sha256)[:KEY_BYTES]


@lru_cache(MOST_WAVES)
def _before(use: str, wave_id: str) -> bytes:
    """What the names of all persons in a wave begin with."""
    return _told_apart(use, wave_id)


def _told_apart(*parts: str) -> bytes:
    """Each part behind its length."""
    raw = [part.encode() for part in parts]
    return b"".join([len(each).to_bytes(4, "big") + each for each in raw])
