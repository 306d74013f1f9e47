"""The calendar: what falls on which day, drawn from what is there. Nothing is kept twice."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from surveys.office.action_views import outstanding
from surveys.office.actions import KeptAction
from surveys.office.events import EventState, KeptEvent
from surveys.office.meetings import KeptMeeting
from surveys.office.repeats import KeptRepeat
from surveys.records import Wave, WaveState
from surveys.telling.difference import KEY

QUARTER = timedelta(days=91)
WEEK = timedelta(days=7)


class What(StrEnum):
    CHASE = "chase"
    REMINDER = "reminder"
    PAPERS = "papers"
    MEETING = "meeting"
    EVENT = "event"
    FOLLOW_UP = "follow-up"
    ACTION = "action"
    WAVE = "wave"  # a survey that is repeated is due again
    REPEAT = "repeat"  # the same, planned by an officer: its wave can be made with one press


@dataclass(frozen=True, slots=True)
class Due:
    """`of` names the thing, `id` stands in its address: of a wave it is the survey's key."""

    day: date
    what: What
    of: str
    id: str


def calendar(
    meetings: Iterable[KeptMeeting],
    events: Iterable[KeptEvent],
    actions: Iterable[KeptAction],
    waves: Iterable[Wave],
    repeats: Iterable[KeptRepeat] = (),
) -> tuple[Due, ...]:
    """Everything that has a day, the first on top."""
    planned = tuple(repeats)
    found = [
        *_of_meetings(meetings),
        *_of_events(events),
        *_of_actions(actions),
        *_of_waves(tuple(waves), {each.id for each in planned}),
        *(
            Due(e.thing.next, What.REPEAT, f"{e.thing.title}: {e.thing.name}", e.id)
            for e in planned
        ),
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.what, each.of)))


def within(dues: Iterable[Due], first: date, days: timedelta) -> tuple[Due, ...]:
    """Those from that day on, for so long."""
    return tuple(each for each in dues if first <= each.day < first + days)


def _of_meetings(meetings: Iterable[KeptMeeting]) -> Iterator[Due]:
    for each in meetings:
        it = each.thing
        if it.off:
            continue
        yield Due(it.chase_on, What.CHASE, it.name, each.id)
        yield Due(it.remind_on, What.REMINDER, it.name, each.id)
        yield Due(it.papers_out, What.PAPERS, it.name, each.id)
        yield Due(it.day, What.MEETING, it.name, each.id)


def _of_events(events: Iterable[KeptEvent]) -> Iterator[Due]:
    for each in events:
        if each.thing.state is not EventState.OVER:
            yield Due(each.thing.day, What.EVENT, each.thing.name, each.id)
        if each.thing.follow_up:
            yield Due(each.thing.follow_up_on, What.FOLLOW_UP, each.thing.name, each.id)


def _of_actions(actions: Iterable[KeptAction]) -> Iterator[Due]:
    for each in outstanding(actions):
        if each.thing.due:
            yield Due(each.thing.due, What.ACTION, each.thing.title, each.id)


def _of_waves(waves: tuple[Wave, ...], planned: Collection[str]) -> Iterator[Due]:
    """A survey asked twice or more is one that is repeated: a quarter after it was last opened.

    Those for which an officer has planned a day are left out.
    """
    opened: dict[str, list[Wave]] = {}
    for wave in waves:
        if wave.opened_on and wave.survey.key != KEY:
            opened.setdefault(wave.survey.key, []).append(wave)
    for key, found in opened.items():
        last = max(found, key=lambda each: each.opened_on or date.min)
        if (
            key not in planned
            and len(found) > 1
            and last.opened_on
            and last.state is WaveState.CLOSED
        ):
            yield Due(last.opened_on + QUARTER, What.WAVE, last.survey.title, key)
