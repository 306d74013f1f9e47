"""The action log in numbers: how much was done, and how much of it in time.

These are counts of the board's own actions, not of people who answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from surveys.office.actions import Action, KeptAction, Status


@dataclass(frozen=True, slots=True)
class Work:
    """`timed` are those done that had a day, `on_time` those of them done by it.

    `raised` counts all; `here` those that one wave was the origin of; `updates` what was published.
    """

    raised: int = 0
    here: int = 0
    done: int = 0
    dropped: int = 0
    overdue: int = 0
    timed: int = 0
    on_time: int = 0
    updates: int = 0

    @property
    def open(self) -> int:
        return self.raised - self.done - self.dropped


def work(kept: Iterable[KeptAction], origin: str, today: date, updates: int = 0) -> Work:
    """`origin` is the code of the wave that is reported."""
    actions = [each.thing for each in kept]
    done = [each for each in actions if each.status is Status.DONE]
    timed = [each for each in done if each.due]
    return Work(
        raised=len(actions),
        here=sum(bool(origin) and each.origin == origin for each in actions),
        done=len(done),
        dropped=sum(each.status is Status.DROPPED for each in actions),
        overdue=sum(each.overdue(today) for each in actions),
        timed=len(timed),
        on_time=sum(map(_in_time, timed)),
        updates=updates,
    )


def _in_time(action: Action) -> bool:
    return bool(action.due and action.closed and action.closed <= action.due)
