"""What a board undertook: actions and decisions as a paper tells them. Nothing of it is counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How an action stands. Overdue first, as a board reads them."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the action log."""

    what: str
    lead: str
    due: date | None
    standing: Standing
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, who leads it, how it stands, and what became of it so far."""

    what: str
    lead: str
    standing: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """Those of the meeting before."""

    meeting: str
    on: date
    lines: tuple[Decision, ...]
