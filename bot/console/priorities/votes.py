"""What members do in a round of priorities: propose, pick, rate; and merging what is the same."""

from aiohttp import web

from bot.console.priorities.priorities import doubt, draw_one, find
from bot.console.problems import of
from bot.console.visit import Visit
from surveys.errors import SurveyError
from surveys.office.rounds import KeptRound, Pitch
from surveys.officers.audit import Act


async def propose(visit: Visit) -> web.StreamResponse:
    """Kept once nothing in it may tell who somebody is, or its author looked and says it stands."""
    round_, form = await find(visit), visit.form
    pitch = Pitch(form.one("title"), form.one("why").replace("\r\n", "\n"))
    words = {"en": pitch}
    if problem := doubt(visit, words):
        return await draw_one(visit, round_, problem, words=words)
    try:
        await visit.parts.office.priorities.propose(round_, pitch, visit.officer.name)
    except SurveyError as error:
        return await draw_one(visit, round_, of(error, "title"))
    return await _done(visit, round_, Act.PRIORITY_PROPOSED)


async def withdraw(visit: Visit) -> web.StreamResponse:
    round_, priorities = await find(visit), visit.parts.office.priorities
    await priorities.withdraw(round_, visit.form.one("proposal"), visit.officer.name)
    return await _done(visit, round_, Act.PRIORITY_WITHDRAWN)


async def merge(visit: Visit) -> web.StreamResponse:
    """Those ticked go into one; or one that went is taken out again."""
    round_, form, by = await find(visit), visit.form, visit.officer.name
    priorities = visit.parts.office.priorities
    try:
        if part := form.one("part"):
            await priorities.part(round_, part, by)
        else:
            await priorities.merge(round_, form.every("proposal"), form.one("into"), by)
    except SurveyError as error:
        return await draw_one(visit, await find(visit), of(error, "into"))
    return await _done(visit, round_, Act.PRIORITIES_MERGED)


async def pick(visit: Visit) -> web.StreamResponse:
    return await _pick(visit, None)


async def pick_for_group(visit: Visit) -> web.StreamResponse:
    """What a group said, taken down by an officer."""
    return await _pick(visit, visit.form.one("group"))


async def _pick(visit: Visit, group: str | None) -> web.StreamResponse:
    round_, ids = await find(visit), visit.form.every("proposal")
    try:
        await visit.parts.office.priorities.pick(round_, ids, visit.officer.name, group=group)
    except SurveyError as error:
        return await draw_one(visit, round_, of(error, "picks" if group is None else "group"))
    return await _done(visit, round_, Act.PRIORITIES_PICKED)


async def rate(visit: Visit) -> web.StreamResponse:
    """One's own marks, in place of those one gave before. The trail says that, not which."""
    round_, priorities = await find(visit), visit.parts.office.priorities
    typed = {each.id: visit.form.one(f"mark-{each.id}") for each in await priorities.picked(round_)}
    marks = {each: int(mark) if mark in set("12345") else 0 for each, mark in typed.items()}
    try:
        await priorities.rate(round_, marks, visit.officer.name)
    except SurveyError as error:
        return await draw_one(visit, round_, of(error, "marks"))
    return await _done(visit, round_, Act.PRIORITIES_RATED)


async def _done(visit: Visit, round_: KeptRound, act: Act) -> web.Response:
    await visit.record(act, round_.id)
    return visit.go(f"/priorities/{round_.id}")
