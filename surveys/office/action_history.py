"""What each version of an action changed, told in words a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from surveys.office.actions import Action, KeptAction

NAMES = {
    "title": "What will be done",
    "theme": "Theme",
    "lead": "Lead",
    "agency": "Agency",
    "due": "Due",
    "measure": "Measure",
    "status": "Status",
    "outcome": "Outcome",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One field that was changed. Values are as kept; empty is nothing."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One version: who, when, what, and the note that went with it."""

    number: int
    at: datetime
    by: str
    steps: tuple[Step, ...]
    note: str


def told(history: Sequence[KeptAction]) -> tuple[Change, ...]:
    """Newest first. The first version has no steps: it raised the action."""
    before: list[Action | None] = [None, *(each.thing for each in history)]
    changes = [
        Change(each.number, each.at, each.by, _steps(old, each.thing), each.thing.note)
        for old, each in zip(before, history, strict=False)
    ]
    return tuple(reversed(changes))


def _steps(before: Action | None, after: Action) -> tuple[Step, ...]:
    if before is None:
        return ()
    return tuple(Step(NAMES[name], *pair) for name, pair in differing(before, after).items())


def differing(before: Action, after: Action) -> dict[str, tuple[object, object]]:
    """Named fields whose values differ, with both values."""
    names = [field.name for field in fields(Action) if field.name in NAMES]
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def plain(value: object) -> str:
    """A value as it stands in a cell: a day as year-month-day, nothing as nothing."""
    return value.isoformat() if isinstance(value, date) else str(value or "")
