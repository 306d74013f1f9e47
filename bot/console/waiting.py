"""What waits for whoever is looking, by their roles: a line and a way to it each."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from bot.console.actions.actions import visible
from bot.console.review.queues import Queue
from bot.console.visit import Visit
from bot.console.words import number
from surveys.office.action_views import outstanding, overdue
from surveys.office.chase import Stage
from surveys.office.events import EventState
from surveys.office.meetings import KeptMeeting, to_come
from surveys.office.notes import NoteState
from surveys.office.papers import PaperState
from surveys.office.rounds import KeptRound, RoundState
from surveys.officers.accounts import Role
from surveys.telling.updates import UpdateState

LATE = "/actions?show=overdue"


@dataclass(frozen=True, slots=True)
class Waits:
    words: str
    path: str


async def waits(visit: Visit, queues: Sequence[Queue]) -> tuple[Waits, ...]:
    """`queues`: the texts that wait for review, as the list of waves has counted them."""
    found: list[Waits] = []
    for role, each in (
        (Role.LEAD, _unsettled(visit)),
        (Role.OFFICER, _review(queues)),
        (Role.OFFICER, _updates(visit)),
        (Role.OFFICER, _chases(visit)),
        (Role.OFFICER, _notes(visit)),
        (Role.OFFICER, _papers_to_check(visit)),
        (Role.OFFICER, _late(visit)),
        (Role.BOARD, _papers_to_read(visit)),
        (Role.AGENCY, _actions(visit)),
    ):
        if visit.officer.may(role):
            found += [one async for one in each]
    if visit.officer.may(Role.OFFICER, Role.BOARD):
        found += [one async for one in _priorities(visit)]
    return tuple(found)


async def _unsettled(visit: Visit) -> AsyncIterator[Waits]:
    """Urgent texts handed to this lead, and opened ones whose outcome no other is waited for."""
    me = visit.officer.name
    seen = [each for each in await visit.parts.urgent.seen(me) if me in each.opens]
    if handed := sum(each.handed_to == me for each in seen):
        words = number(handed, "urgent text was handed to you", "urgent texts were handed to you")
        yield Waits(f"{words}: say that you are on it, and read", "/urgent")
    if closed := sum(each.unopened_by == each.taken_by == me for each in seen):
        words = number(closed, "urgent text", "urgent texts")
        yield Waits(f"{words} you are on and have not opened: read now", "/urgent")
    read = [each for each in seen if not each.handed_to and not each.unopened_by]
    if found := sum(not each.results and each.taken_by in {"", me} for each in read):
        words = number(found, "urgent text was read", "urgent texts were read")
        yield Waits(f"{words}: say what came of {'it' if found == 1 else 'them'}", "/urgent")


async def _review(queues: Sequence[Queue]) -> AsyncIterator[Waits]:
    """Wave by wave: each has a queue of its own."""
    for each in queues:
        words = number(each.texts, "text to review", "texts to review")
        yield Waits(f"{words} in {each.wave.name}", f"/waves/{each.wave.code}/review")


async def _updates(visit: Visit) -> AsyncIterator[Waits]:
    """Drafts that somebody else saved last."""
    every = await visit.parts.telling.updates.all()
    drafts = [each for each in every if each.state is UpdateState.DRAFT]
    mine = visit.officer.name
    if found := sum(not each.needs_another(mine) for each in drafts):
        words = number(found, "update to check and publish", "updates to check and publish")
        yield Waits(words, "/updates")


async def _chases(visit: Visit) -> AsyncIterator[Waits]:
    """Letters whose day has come and that have not been sent."""
    chase = visit.parts.office.chase
    for meeting in await _coming(visit):
        it, path = meeting.thing, f"/meetings/{meeting.id}/chase"
        first = await chase.find(meeting.id, Stage.FIRST)
        if first is None and it.chase_on <= visit.today:
            yield Waits(f"Ask the leads before {it.name}", f"{path}/first")
        reminder = await chase.find(meeting.id, Stage.REMINDER)
        if first and reminder is None and it.remind_on <= visit.today:
            yield Waits(f"Remind the leads before {it.name}", f"{path}/reminder")


async def _notes(visit: Visit) -> AsyncIterator[Waits]:
    """Notes of events that nobody has decided on."""
    office = visit.parts.office
    for event in await office.events.all():
        if event.thing.state is EventState.PLANNED:
            continue
        new = (NoteState.NEW, NoteState.HELD)
        notes = [e for e in await office.notes.of(event) if e.thing.state in new]
        if notes:
            words = number(len(notes), "note", "notes")
            yield Waits(f"{words} of {event.thing.name} to look at", f"/events/{event.id}")


async def _papers_to_check(visit: Visit) -> AsyncIterator[Waits]:
    mine = visit.officer.name.casefold()
    for meeting in await _coming(visit):
        for paper in await visit.parts.office.papers.of(meeting):
            it, path = paper.thing, f"/meetings/{meeting.id}/papers/{paper.id}"
            if it.state is PaperState.DRAFT and it.author.casefold() != mine:
                yield Waits(f"Paper to check: {it.title}", path)
            elif it.state is PaperState.CHECKED:
                yield Waits(f"Paper to release: {it.title}", path)


async def _papers_to_read(visit: Visit) -> AsyncIterator[Waits]:
    for meeting in await _coming(visit):
        for paper in await visit.parts.office.papers.of(meeting):
            if paper.thing.state is PaperState.RELEASED:
                path = f"/meetings/{meeting.id}/papers/{paper.id}"
                yield Waits(f"Paper to read for {meeting.thing.name}: {paper.thing.title}", path)


async def _late(visit: Visit) -> AsyncIterator[Waits]:
    """What is past its day, for who runs the log: the calendar of the week does not hold it."""
    if late := len(overdue(await visit.parts.office.actions.all(), visit.today)):
        yield Waits(number(late, "action is overdue", "actions are overdue"), LATE)


async def _actions(visit: Visit) -> AsyncIterator[Waits]:
    """Of the own agency, for who does not run the log."""
    if visit.officer.may(Role.OFFICER):
        return
    own = visible(visit.officer, await visit.parts.office.actions.all())
    late = len(overdue(own, visit.today))
    if waiting := len(outstanding(own)):
        words = number(waiting, "action of your agency", "actions of your agency")
        yield Waits(f"{words}, {late} overdue" if late else words, "/actions")


async def _priorities(visit: Visit) -> AsyncIterator[Waits]:
    for round_ in await visit.parts.office.priorities.all():
        if words := await _missing(visit, round_):
            yield Waits(f"{words}: {round_.thing.name}", f"/priorities/{round_.id}")


async def _missing(visit: Visit, round_: KeptRound) -> str:
    """What this person has not done yet in a round of priorities."""
    priorities, me = visit.parts.office.priorities, visit.officer.name.casefold()
    match round_.thing.state:
        case RoundState.PROPOSING:
            done = [each.thing.who for each in await priorities.proposals(round_)]
            words = "Propose priorities"
        case RoundState.PICKING:
            done = [each.who for each in await priorities.picks(round_) if not each.group]
            words = "Pick priorities"
        case RoundState.RATING:
            done = [each.who for each in await priorities.ratings(round_)]
            words = "Rate the priorities"
        case RoundState.DECIDED:
            return ""
    return "" if me in {who.casefold() for who in done} else words


async def _coming(visit: Visit) -> tuple[KeptMeeting, ...]:
    return to_come(await visit.parts.office.meetings.all(), visit.today)
