"""Sealed responses, which only the wave's private key opens, and encrypted talks.

Both are padded: nobody learns from a length who wrote much.
"""

import json
from typing import assert_never

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from moderation.verdict import Kind, Route
from surveys.anonymity import boxes
from surveys.anonymity.padding import pad, rounded_up, unpad
from surveys.definitions.definition import (
    AgeBand,
    FreeText,
    Locality,
    OneChoice,
    Question,
    Scale,
    Several,
    Statement,
    Survey,
)
from surveys.errors import BadSeal
from surveys.limits import MAX_TURNS
from surveys.records import Answer, HeldBack, NoAnswer, Passed, Picked, Response, Screened
from surveys.talk import answer_json
from surveys.talk.session import Session

FORMAT = 1
WIDEST = "\N{GRINNING FACE}"  # four bytes, as wide as a character gets
NONE = Passed(NoAnswer.RATHER_NOT)
LONGEST_NUMBER = -2.2250738585072014e-308
LONGEST_MARK = "f" * 32


# ---------------------------------------------------------------- responses
def seal(response: Response, public_key: bytes, size: int) -> bytes:
    """Padded to `size` and sealed. Raises TooLarge."""
    return SealedBox(PublicKey(public_key)).encrypt(pad(encode(response), size))


def unseal(sealed: bytes, private_key: bytes) -> Response:
    """Raises BadSeal."""
    try:
        return decode(unpad(SealedBox(PrivateKey(private_key)).decrypt(sealed)))
    except CryptoError:
        raise BadSeal from None


def encode(response: Response) -> bytes:
    answers = {key: answer_json.to_json(each) for key, each in response.answers.items()}
    return _compact({"format": FORMAT, "answers": answers})


def decode(content: bytes) -> Response:
    try:
        match json.loads(content):
            case {"format": 1, "answers": dict(answers)}:
                return Response({key: answer_json.from_json(each) for key, each in answers.items()})
            case _:
                raise BadSeal
    except (ValueError, answer_json.UnreadableAnswer):
        raise BadSeal from None


# ---------------------------------------------------------------- talks
def seal_talk(session: Session, secret: bytes, size: int) -> bytes:
    """Padded to `size` and encrypted under a key that is this person's alone in this wave."""
    return boxes.lock(pad(session.to_bytes(), size), secret)


def open_talk(sealed: bytes, secret: bytes) -> Session:
    """Raises BadSeal, or UnreadableSession where another version wrote it."""
    return Session.from_bytes(unpad(boxes.unlock(sealed, secret)))


# ---------------------------------------------------------------- sizes
def sealed_size(survey: Survey) -> int:
    """Bytes that hold any response to this survey, from its definition alone."""
    return rounded_up(len(encode(Response(_longest_answers(survey)))))


def talk_size(survey: Survey) -> int:
    """Bytes that hold any half-done response to this survey."""
    keys = tuple(question.key for question in survey.questions)
    language, place = max((*survey.languages, "en"), key=len), max(keys, key=len)
    answers = _longest_answers(survey)
    longest = Session(language, place, keys, answers, MAX_TURNS, MAX_TURNS, LONGEST_MARK)
    return rounded_up(len(longest.to_bytes()))


def _longest_answers(survey: Survey) -> dict[str, Answer]:
    language = max((*survey.languages, "en"), key=len)
    return {question.key: _longest(question, language) for question in survey.questions}


def _longest(question: Question, language: str) -> Answer:
    match question:
        case Statement():
            return HeldBack()
        case FreeText():
            labels = tuple(kind.value for kind in Kind)
            return Screened(
                WIDEST * question.cap,
                Route.ESCALATE,
                labels,
                LONGEST_NUMBER,
                LONGEST_NUMBER,
                language,
            )
        case OneChoice() | Several() | Scale() | Locality() | AgeBand():
            every = Picked(tuple(option.key for option in question.options))
            return every if _length(every) > _length(NONE) else NONE
        case _:
            assert_never(question)


def _length(answer: Answer) -> int:
    return len(_compact(answer_json.to_json(answer)))


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
