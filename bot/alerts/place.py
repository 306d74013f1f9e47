"""Places that are told, and the words they are told."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from surveys.alerting import Line

SUBJECT = "Something urgent waits for a safeguarding lead"


class AlertFailed(Exception):
    """The alert did not go out. `kind` is all that is known of why; no address, no words."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Alert:
    """What every place is told, in words."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One address or chat. `name` stands for it in the database without being it.

    `tell` raises AlertFailed.
    """

    name: str
    tell: Callable[[Alert], Awaitable[None]]


def name_of(kind: str, address: str) -> str:
    digest = hashlib.blake2b(address.lower().encode(), digest_size=8, person=b"alert place")
    return f"{kind}:{digest.hexdigest()}"


def worded(lines: Sequence[Line], address: str) -> Alert:
    """Wave name and day, and where to read it. There is nothing else in it."""
    waits = "\n".join(f"- {line.wave}, {line.day:%d %B %Y}" for line in lines)
    text = (
        f"{SUBJECT}:\n\n{waits}\n\n"
        f"Please log in and read it: {address}/console/urgent\n\n"
        "This message never says what was written, or by whom."
    )
    return Alert(SUBJECT, text)
