"""All that stands for one person in one wave. Nobody gets from here back to the person."""

import hashlib
from dataclasses import dataclass, field

from surveys.anonymity import receipts, tokens
from surveys.anonymity.keyring import WaveKeys
from surveys.definitions.definition import FreeText, Survey
from surveys.messages import PersonId


@dataclass(frozen=True, slots=True)
class Mask:
    """`row` names the talk, `secret` opens it, `token` says who finished, `receipt` takes back.

    The last two are for the end of a talk, so they are made when they are asked for.
    """

    wave_id: str
    row: bytes = field(repr=False)
    secret: bytes = field(repr=False)
    keys: WaveKeys = field(repr=False)
    person: PersonId = field(repr=False)

    @property
    def token(self) -> bytes:
        return tokens.participation_token(self.keys, self.person)

    @property
    def receipt(self) -> bytes:
        return receipts.receipt_secret(self.keys, self.person)

    @property
    def name(self) -> bytes:
        """Names the sealed response."""
        return receipts.receipt_name(self.receipt)

    def urgent_id(self, question: str) -> str:
        return receipts.urgent_id(self.receipt, question)

    def mark(self, words: str) -> str:
        """Tells whether words are the same again, and nothing else of them."""
        tidy = " ".join(words.split()).encode()
        marked = hashlib.blake2b(tidy, digest_size=16, key=self.secret, person=b"same words")
        return marked.hexdigest()

    def urgent_ids(self, survey: Survey) -> tuple[str, ...]:
        """Every urgent item there could be."""
        return urgent_ids(self.receipt, survey)


def mask(keys: WaveKeys, wave_id: str, person: PersonId) -> Mask:
    return Mask(
        wave_id,
        tokens.talk_key(keys, wave_id, person),
        tokens.talk_secret(keys, wave_id, person),
        keys,
        person,
    )


def urgent_ids(receipt: bytes, survey: Survey) -> tuple[str, ...]:
    """The ids under which urgent words of that receipt's holder may wait."""
    texts = (question.key for question in survey.questions if isinstance(question, FreeText))
    return tuple(receipts.urgent_id(receipt, key) for key in texts)
