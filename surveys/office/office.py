"""The officers' side, together: built once in the wiring and handed to the console."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from surveys.office.actions import Actions
from surveys.office.chase import Chase
from surveys.office.chase_answers import Summaries
from surveys.office.events import Events
from surveys.office.invitations import Invitations
from surveys.office.meetings import Meetings
from surveys.office.notes import Notes
from surveys.office.papers import Papers
from surveys.office.passes import Passes
from surveys.office.priorities import Priorities
from surveys.office.repeats import Repeats
from surveys.register import RegisterShelf
from surveys.screening import Screens, here


@dataclass(frozen=True, slots=True)
class Office:
    """Everything stands on one register."""

    register: RegisterShelf
    actions: Actions
    meetings: Meetings
    chase: Chase
    events: Events
    notes: Notes
    papers: Papers
    invitations: Invitations
    priorities: Priorities
    passes: Passes
    summaries: Summaries
    repeats: Repeats

    @classmethod
    def on(
        cls, register: RegisterShelf, clock: Callable[[], datetime], screen: Screens = here
    ) -> "Office":
        actions = Actions(register, clock)
        return cls(
            register,
            actions,
            Meetings(register, clock),
            Chase(register, clock),
            Events(register, clock),
            Notes(register, clock, screen),
            Papers(register, clock, actions),
            Invitations(register, clock),
            Priorities(register, clock),
            Passes(register, clock),
            Summaries(register, clock),
            Repeats(register, clock),
        )
