"""What the ids in the audit trail stand for, as far as who reads it may know.

The name of a wave stands in the trail anyway, beside urgent texts. What is said of actions,
meetings, papers, priorities, events and updates, only who may open them reads here.
"""

import re
from collections.abc import AsyncIterator, Iterable, Mapping

from bot.console.actions.actions import visible
from bot.console.visit import Visit
from surveys.office.papers import KeptPaper, PaperState
from surveys.officers.accounts import Role
from surveys.officers.audit import Entry
from surveys.telling.updates import Update


async def named(visit: Visit, entries: Iterable[Entry]) -> Mapping[int, str]:
    """By the number of each entry, what its subject is; empty where that is no known id."""
    known = {key: title async for key, title in _known(visit)}
    return {entry.number: _said(entry.subject, known) for entry in entries}


def _said(subject: str, known: Mapping[str, str]) -> str:
    """It begins with an id, or with several that were counted together."""
    first = re.match(r"\w+(?:\+\w+)*", subject)
    ids = first[0].split("+") if first else []
    return ", ".join(known[each] for each in ids if each in known)


async def _known(visit: Visit) -> AsyncIterator[tuple[str, str]]:
    for wave in await visit.parts.waves.all():
        yield wave.code, wave.name
    for action in visible(visit.officer, await visit.parts.office.actions.all()):
        yield action.id, action.thing.title
    if visit.officer.may(Role.OFFICER, Role.BOARD):
        async for each in _of_the_board(visit):
            yield each
    if visit.officer.may(Role.OFFICER):
        async for each in _of_officers(visit):
            yield each


async def _of_the_board(visit: Visit) -> AsyncIterator[tuple[str, str]]:
    office = visit.parts.office
    for meeting in await office.meetings.all():
        yield meeting.id, meeting.thing.name
        for paper in await office.papers.of(meeting):
            if _may_read(visit, paper):
                yield paper.id, paper.thing.title
    for round_ in await office.priorities.all():
        yield round_.id, round_.thing.name


async def _of_officers(visit: Visit) -> AsyncIterator[tuple[str, str]]:
    for event in await visit.parts.office.events.all():
        yield event.id, event.thing.name
    for repeat in await visit.parts.office.repeats.all():
        yield repeat.id, repeat.thing.title
    for update in await visit.parts.telling.updates.all():
        yield update.id, _update(update)


def _may_read(visit: Visit, paper: KeptPaper) -> bool:
    return visit.officer.may(Role.OFFICER) or paper.thing.state is PaperState.RELEASED


def _update(update: Update) -> str:
    return f"{update.titled('en')}, {update.day.day} {update.day:%B %Y}"
