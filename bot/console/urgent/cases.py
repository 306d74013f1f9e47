"""What a lead does about an item once it is read: its end, hand over, keep it from a lead."""

from aiohttp import web

from bot.console.problems import Problem, of
from bot.console.urgent.held import held
from bot.console.urgent.urgent import about, ask_for, draw_case, item_of
from bot.console.visit import Visit
from bot.console.words import RESULTS
from surveys.officers.audit import Act
from surveys.urgent.casework import LONGEST_NOTE, CaseChanged, NoteTooLong, Result, StillOpens
from surveys.urgent.urgent import Waiting

ANEW = Problem("Nothing was done: the person has written anew since you read it. Read that first")
"""Nobody says what came of words that nobody has read."""

LOCKED = Problem("Enter your passphrase again: your key was locked meanwhile", "passphrase")


async def record(visit: Visit) -> web.StreamResponse:
    """The outcome, from the fixed list, and a note. What can be read is not lost."""
    item, key, result = await item_of(visit), held(visit), visit.form.one("result")
    note = visit.form.one("note").replace("\r\n", "\n")
    if isinstance(item, Waiting):
        return ask_for(visit, item, ANEW)
    if key is None:
        return await draw_case(visit, LOCKED)
    if result not in RESULTS or result == Result.LOST:
        return await draw_case(visit, Problem("Choose how it ended", "result-1"))
    if len(note) > LONGEST_NOTE:
        return await draw_case(visit, of(NoteTooLong(), "note"))
    try:
        async with visit.along(Act.OUTCOME_RECORDED, f"{about(item)}: {RESULTS[Result(result)]}"):
            await visit.parts.casework.record(item.id, key, Result(result), note)
    except CaseChanged as error:
        return await draw_case(visit, of(error))
    return await _settled(visit, item.id)


async def hand_over(visit: Visit) -> web.StreamResponse:
    item, key, to = await item_of(visit), held(visit), visit.form.one("to")
    if isinstance(item, Waiting):
        return ask_for(visit, item, ANEW)
    if key is None:
        return await draw_case(visit, LOCKED)
    if to not in await _leads(visit) or to == visit.officer.name:
        return await draw_case(visit, Problem("Choose the lead to hand it to", "to-1"))
    try:
        async with visit.along(Act.URGENT_HANDED, f"{about(item)}, to {to}"):
            await visit.parts.casework.hand_over(item.id, key, to)
    except CaseChanged as error:
        return await draw_case(visit, of(error))
    return _told_anew(visit, item.id)


async def withhold(visit: Visit) -> web.StreamResponse:
    """It names a lead: from now on they do not see it."""
    item, key = await item_of(visit), held(visit)
    named, to = visit.form.one("named"), visit.form.one("instead")
    if isinstance(item, Waiting):
        return ask_for(visit, item, ANEW)
    if key is None:
        return await draw_case(visit, LOCKED)
    if problems := _conflict_problems(named, to, await _leads(visit)):
        return await draw_case(visit, *problems)
    try:
        async with visit.along(Act.URGENT_WITHHELD, f"{about(item)}, from {named}, to {to}"):
            await visit.parts.casework.withhold(item.id, key, named, to)
    except CaseChanged as error:
        return await draw_case(visit, of(error))
    return _told_anew(visit, item.id)


async def record_lost(visit: Visit) -> web.StreamResponse:
    """No key is left that opens it."""
    item = await item_of(visit)
    try:
        async with visit.along(Act.OUTCOME_RECORDED, f"{about(item)}: {RESULTS[Result.LOST]}"):
            await visit.parts.casework.record_lost(item.id, visit.officer.name)
    except StillOpens as error:
        return visit.draw("went_wrong", status=409, words=" ".join(str(error).split()))
    return await _settled(visit, item.id)


def _conflict_problems(named: str, to: str, known: list[str]) -> list[Problem]:
    found = []
    if named not in known:
        found.append(Problem("Choose the lead whom it names", "named-1"))
    if to not in known:
        found.append(Problem("Choose the lead who deals with it instead", "instead-1"))
    elif to == named:
        found.append(Problem("Choose another lead than the one it names", "instead-1"))
    return found


async def _leads(visit: Visit) -> list[str]:
    return [lead.name for lead in await visit.parts.store.readers()]


async def _settled(visit: Visit, item_id: str) -> web.Response:
    await visit.parts.telling.alerts.forget([item_id])
    return _done(visit, item_id)


def _told_anew(visit: Visit, item_id: str) -> web.Response:
    """Nobody is on it until the other lead says so: the watch tells of it again."""
    visit.parts.alarm.look()
    return _done(visit, item_id)


def _done(visit: Visit, item_id: str) -> web.Response:
    """To the list, which says what has become of it."""
    return visit.go(f"/urgent?done={item_id}")
