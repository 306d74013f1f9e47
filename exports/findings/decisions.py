"""What became of the decisions of the meeting before: told where the next paper is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from exports.speech import Say
from exports.undertaken import Decision, Decisions
from surveys.office.actions import Action, Status

STANDINGS: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_STARTED: "Not started",
        Status.UNDER_WAY: "Under way",
        Status.DONE: "Done",
        Status.DROPPED: "Closed without being done",
    }
)


@dataclass(frozen=True, slots=True)
class Meant:
    """A decision as it was recorded, and the action that it became as it stands now."""

    words: str
    action: Action


@dataclass(frozen=True, slots=True)
class Before:
    """The last meeting before this one that decided something."""

    meeting: str
    on: date
    meant: tuple[Meant, ...]


def decisions(say: Say, before: Before | None, today: date) -> Decisions | None:
    if before is None:
        return None
    return Decisions(before.meeting, before.on, tuple(_lines(say, before.meant, today)))


def _lines(say: Say, meant: Sequence[Meant], today: date) -> list[Decision]:
    return [
        Decision(
            each.words,
            ", ".join(part for part in (each.action.lead, each.action.agency) if part),
            _standing(say, each.action, today),
            each.action.outcome or each.action.note,
        )
        for each in meant
    ]


def _standing(say: Say, action: Action, today: date) -> str:
    told = say(STANDINGS[action.status])
    return f"{told}, {say('overdue')}" if action.overdue(today) else told
