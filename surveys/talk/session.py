"""Where one person is in one conversation. Holds words only as they came out of screening."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from surveys.errors import SurveyError
from surveys.records import Answer
from surveys.talk import answer_json

FORMAT = 1
ENCODE = msgspec.json.Encoder().encode


class UnreadableSession(SurveyError):
    """A half-done response has a form this version does not know. The person may start again."""


@dataclass(frozen=True, slots=True)
class Session:
    """One talk so far.

    `place` is the key of the question being asked, empty after the last one. `path` are the
    questions behind the person, in order. `answers` may hold some that left the path by going
    back; they count again if the path returns to them, and are dropped at finish.
    `turn` grows by one with each answer and each step back. `sent` is the mark (see mask.py) of
    the words before this question, if they went to the safeguarding leads.
    """

    language: str
    place: str
    path: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    turn: int = 1
    backs: int = 0
    sent: str = ""

    def to_bytes(self) -> bytes:
        return ENCODE(
            {
                "format": FORMAT,
                "language": self.language,
                "place": self.place,
                "path": self.path,
                "answers": {key: answer_json.to_json(each) for key, each in self.answers.items()},
                "turn": self.turn,
                "backs": self.backs,
                "sent": self.sent,
            }
        )

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Session":
        """Raises UnreadableSession."""
        try:
            return _read(DECODE(kept))
        except (msgspec.DecodeError, ValueError, answer_json.UnreadableAnswer):
            raise UnreadableSession from None


class _Kept(msgspec.Struct):
    format: int
    language: str
    place: str
    path: tuple[str, ...]
    answers: dict[str, dict[str, Any]]
    turn: int
    backs: int
    sent: str = ""


DECODE = msgspec.json.Decoder(_Kept).decode


def _read(kept: _Kept) -> Session:
    if kept.format != FORMAT:
        raise UnreadableSession
    read = {key: answer_json.from_json(each) for key, each in kept.answers.items()}
    return Session(kept.language, kept.place, kept.path, read, kept.turn, kept.backs, kept.sent)
