"""Places that are told, and the words they are told."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from surveys.telling.alerting import Due
from surveys.telling.escalation import LEAD, UNREAD, Step

SUBJECT = "Something urgent waits for a safeguarding lead"


class AlertFailed(Exception):
    """The alert did not go out. `kind` is all that is known of why; no address, no words."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Alert:
    """What every place is told, in words. `mark` is the same for the same alert sent again."""

    subject: str
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One address or chat. `name` stands for it in the database without being it.

    `tell` raises AlertFailed. `step`: the step of the escalation at which it is told.
    """

    name: str
    tell: Callable[[Alert], Awaitable[None]]
    step: str = LEAD


def name_of(kind: str, address: str, step: str = LEAD) -> str:
    """The same address at two steps is two places. At the first it goes without saying."""
    digest = hashlib.blake2b(address.lower().encode(), digest_size=8, person=b"alert place")
    name = f"{kind}:{digest.hexdigest()}"
    return name if step == LEAD else f"{step}/{name}"


def worded(due: Due, address: str) -> Alert:
    """Wave name and day, and where to read it. There is nothing else in it."""
    waits = "\n".join(f"- {line.wave}, {line.day.day} {line.day:%B %Y}" for line in due.lines)
    text = (
        f"{SUBJECT}:\n\n{waits}\n\n"
        f"{_why_you(due.step)}"
        f"Please log in, press \u201cI am on it\u201d, and read it: {address}/console/urgent\n\n"
        "This message never says what was written, or by whom. Nobody gets an answer to it."
    )
    late = f"Still waiting: {SUBJECT[0].lower()}{SUBJECT[1:]}"
    return Alert(late if due.step.after else SUBJECT, text, _mark(due))


def _why_you(step: Step) -> str:
    """Nothing for those who are told at once."""
    if not step.after:
        return ""
    minutes = int(step.after.total_seconds() // 60)
    if step.key == UNREAD:
        return (
            f"A lead pressed \u201cI am on it\u201d {minutes} minutes ago and has not opened it. "
            "If you cannot reach them, open it yourself.\n\n"
        )
    return f"Nobody has been on it for {minutes} minutes. You are told as {step.name}.\n\n"


def _mark(due: Due) -> str:
    """Tells two alerts apart, and nothing else. An item's id cannot be found from it."""
    said = "\0".join((due.place, *due.items)).encode()
    return hashlib.blake2b(said, digest_size=16, person=b"alert mark").hexdigest()
