"""Board meetings: the days counted back from them, and what is ready for each."""

from dataclasses import replace

from aiohttp import web

from bot.console.days import EXAMPLE, read_day
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from surveys.dates import day as day_words
from surveys.errors import SurveyError
from surveys.office.chase import Stage
from surveys.office.meetings import LONGEST_NAME, KeptMeeting, Meeting
from surveys.office.papers import KeptPaper, PaperState
from surveys.officers.accounts import Role
from surveys.officers.audit import Act


async def show(visit: Visit) -> web.StreamResponse:
    meetings = await visit.parts.office.meetings.all()
    coming = [each for each in reversed(meetings) if each.thing.day >= visit.today]
    past = [each for each in meetings if each.thing.day < visit.today]
    return visit.draw("meetings", coming=coming, past=past)


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("meeting_write", kept=None, name="", day="")


async def plan(visit: Visit) -> web.StreamResponse:
    meeting, problems = _read(visit)
    if problems or meeting is None:
        return _form(visit, problems)
    kept = await visit.parts.office.meetings.plan(meeting, visit.officer.name)
    await visit.record(Act.MEETING_PLANNED, kept.id)
    return visit.go(f"/meetings/{kept.id}")


async def one(visit: Visit) -> web.StreamResponse:
    return await draw_one(visit, await find(visit))


async def draw_one(visit: Visit, meeting: KeptMeeting, *problems: Problem) -> web.Response:
    """To who only reads, papers that are not released do not exist."""
    office = visit.parts.office
    rounds = {stage: await office.chase.find(meeting.id, stage) for stage in Stage}
    decided = await office.papers.decisions(meeting)
    papers = await office.papers.of(meeting)
    return visit.draw(
        "meeting",
        problems,
        meeting=meeting,
        rounds=rounds,
        papers=[each for each in papers if _may_see(visit, each)],
        decisions=[(each, await office.actions.one(each.thing.action)) for each in decided],
    )


def _may_see(visit: Visit, paper: KeptPaper) -> bool:
    return visit.officer.may(Role.OFFICER) or paper.thing.state is PaperState.RELEASED


async def ask_change(visit: Visit) -> web.StreamResponse:
    kept = await find(visit)
    return visit.draw(
        "meeting_write", kept=kept, name=kept.thing.name, day=day_words(kept.thing.day)
    )


async def change(visit: Visit) -> web.StreamResponse:
    kept = await find(visit)
    meeting, problems = _read(visit)
    if problems or meeting is None:
        return _form(visit, problems, kept)
    off = visit.form.one("off") == "yes"
    try:
        changed = replace(meeting, off=off)
        async with visit.along(Act.MEETING_CHANGED, kept.id):
            await visit.parts.office.meetings.change(kept, changed, visit.officer.name)
    except SurveyError as error:
        return _form(visit, [of(error)], kept)
    return visit.go(f"/meetings/{kept.id}")


async def find(visit: Visit) -> KeptMeeting:
    """The meeting of the address. Raises UnknownMeeting."""
    return await visit.parts.office.meetings.one(visit.part("meeting"))


def _read(visit: Visit) -> tuple[Meeting | None, list[Problem]]:
    name, typed = visit.form.one("name"), visit.form.one("day")
    problems = []
    if not 0 < len(name) <= LONGEST_NAME:
        problems.append(Problem(f"Enter a name of up to {LONGEST_NAME} characters", "name"))
    try:
        day = read_day(typed, visit.today)
    except ValueError:
        return None, [*problems, Problem(f"Enter the day, {EXAMPLE}", "day")]
    return Meeting(name, day), problems


def _form(visit: Visit, problems: list[Problem], kept: KeptMeeting | None = None) -> web.Response:
    name, day = visit.form.one("name"), visit.form.one("day")
    return visit.draw("meeting_write", problems, kept=kept, name=name, day=day)
