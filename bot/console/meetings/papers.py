"""Papers of a meeting: draft, checked by a second officer, released; and what was decided."""

from dataclasses import replace

from aiohttp import web

from bot.console.actions.forms import read_due
from bot.console.meetings import meetings
from bot.console.problems import Problem, of
from bot.console.updates.second_look import others
from bot.console.visit import Visit
from bot.documents import housed, material
from exports.brief import Brief
from exports.errors import ExportError
from exports.heading import Purpose
from exports.make import snapshot
from exports.render import FORMATS, Kind, render
from exports.report import Report
from surveys.errors import SurveyError
from surveys.office.actions import Action
from surveys.office.meetings import KeptMeeting
from surveys.office.papers import KeptPaper, Paper, PaperState, UnfinishedPaper, UnknownPaper
from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.records import Wave, WaveState
from surveys.register import Overtaken

PRINTED = ("docx", "pdf", "html")
STATUS = {
    PaperState.DRAFT: "Draft for checking",
    PaperState.CHECKED: "Checked",
    PaperState.RELEASED: "Released",
}


async def ask_new(visit: Visit) -> web.StreamResponse:
    return await _form(visit, await meetings.find(visit), Paper("", "", ""))


async def write(visit: Visit) -> web.StreamResponse:
    meeting, typed = await meetings.find(visit), await _read(visit)
    try:
        paper = await visit.parts.office.papers.write(meeting, typed, visit.officer.name)
    except SurveyError as error:
        return await _form(visit, meeting, typed, [_unfit(error, typed)])
    await visit.record(Act.PAPER_WRITTEN, paper.id)
    return visit.go(f"/meetings/{meeting.id}/papers/{paper.id}")


def _unfit(error: SurveyError, typed: Paper) -> Problem:
    """At the field that it is about."""
    if isinstance(error, UnfinishedPaper) and typed.title and not typed.wave:
        return Problem("Choose the wave it reports", "wave")
    return of(error, "title")


async def one(visit: Visit) -> web.StreamResponse:
    meeting = await meetings.find(visit)
    return await _one(visit, meeting, await find(visit, meeting))


async def ask_change(visit: Visit) -> web.StreamResponse:
    meeting = await meetings.find(visit)
    paper = await find(visit, meeting)
    return await _form(visit, meeting, paper.thing, kept=paper)


async def change(visit: Visit) -> web.StreamResponse:
    meeting = await meetings.find(visit)
    paper, typed = await find(visit, meeting), await _read(visit)
    try:
        _still(visit, paper)
        async with visit.along(Act.PAPER_CHANGED, paper.id):
            await visit.parts.office.papers.change(paper, typed, visit.officer.name)
    except SurveyError as error:
        return await _form(visit, meeting, typed, [_unfit(error, typed)], paper)
    return visit.go(f"/meetings/{meeting.id}/papers/{paper.id}")


async def move(visit: Visit) -> web.StreamResponse:
    """Checked, or released: what was looked at must be what is there."""
    meeting = await meetings.find(visit)
    paper, papers = await find(visit, meeting), visit.parts.office.papers
    moves = {"checked": Act.PAPER_CHECKED, "released": Act.PAPER_RELEASED}
    if (to := visit.form.one("to")) not in moves:
        raise web.HTTPNotFound
    act = moves[to]
    try:
        _still(visit, paper)
        if to == "checked":
            await papers.check(paper, visit.officer.name)
        else:
            await _release(visit, meeting, paper)
    except (SurveyError, ExportError) as error:
        return await _one(visit, meeting, await find(visit, meeting), of(error))
    await visit.record(act, paper.id)
    return visit.go(f"/meetings/{meeting.id}/papers/{paper.id}")


async def _release(visit: Visit, meeting: KeptMeeting, paper: KeptPaper) -> None:
    """Printed as it stands: what the board is sent stays, whatever becomes of the actions in it."""
    papers, by = visit.parts.office.papers, visit.officer.name
    if paper.thing.state is not PaperState.CHECKED:
        await papers.release(paper, by)
        return
    out = replace(paper, thing=replace(paper.thing, state=PaperState.RELEASED))
    report = await _report(visit, meeting, out)
    prints = {name: await _drawn(visit, report, name) for name in PRINTED}
    await papers.release(paper, by, prints)


async def _report(visit: Visit, meeting: KeptMeeting, paper: KeptPaper) -> Report:
    """Raises UnfitBrief, WaveNotClosed, ReleaseClash."""
    wave = await visit.parts.waves.one(paper.thing.wave)
    house = housed(_brief(meeting, paper), visit.parts)
    made_of = await material(visit.parts, [wave], house, by=visit.officer.name)
    return await visit.desk.press.make(snapshot, made_of)


async def _drawn(visit: Visit, report: Report, name: str) -> bytes:
    return await visit.desk.press.make(render, report, name, Kind.PAPER, b"")


async def download(visit: Visit) -> web.StreamResponse:
    """The document itself, headed for its meeting; once released, as it was released."""
    meeting = await meetings.find(visit)
    paper, chosen = await find(visit, meeting), visit.part("format")
    if chosen not in PRINTED:
        raise web.HTTPNotFound
    body = await visit.parts.office.papers.printed(paper, chosen)
    try:
        body = body or await _drawn(visit, await _report(visit, meeting, paper), chosen)
    except ExportError as error:
        return await _one(visit, meeting, paper, of(error))
    await visit.record(Act.DOWNLOADED, f"{paper.id}, {chosen}")
    return visit.file(body, f"paper-{paper.id}.{chosen}", FORMATS[chosen].media_type)


async def decide(visit: Visit) -> web.StreamResponse:
    """What the meeting decided, with a named lead: it becomes an action."""
    meeting, form = await meetings.find(visit), visit.form
    day, problems = read_due(form.one("due"), visit.today)
    if problems:
        return await meetings.draw_one(visit, meeting, *problems)
    try:
        action = Action(
            form.one("words"),
            visit.today,
            lead=form.one("lead"),
            agency=form.one("agency"),
            due=day,
            theme=form.one("theme"),
            measure=form.one("measure"),
        )
        kept = await visit.parts.office.papers.decide(meeting, action, visit.officer.name)
    except SurveyError as error:
        return await meetings.draw_one(visit, meeting, of(error, "words"))
    await visit.record(Act.ACTION_RAISED, kept.id)
    return visit.go(f"/meetings/{meeting.id}#decisions")


# ---------------------------------------------------------------- shared
async def find(visit: Visit, meeting: KeptMeeting) -> KeptPaper:
    """The paper of the address. To who only reads, one that is not released does not exist."""
    paper = await visit.parts.office.papers.one(meeting, visit.part("paper"))
    if paper.thing.state is not PaperState.RELEASED and not visit.officer.may(Role.OFFICER):
        raise UnknownPaper
    return paper


def _still(visit: Visit, paper: KeptPaper) -> None:
    if visit.form.one("version") != str(paper.number):
        raise Overtaken


async def _read(visit: Visit) -> Paper:
    form = visit.form
    purpose = form.one("purpose")
    known = {wave.code for wave in await _closed(visit)}
    return Paper(
        form.one("title"),
        form.one("wave") if form.one("wave") in known else "",
        visit.officer.name,
        purpose if purpose in set(Purpose) else Purpose.DECISION.value,
        form.one("recommendations").replace("\r\n", "\n"),
        form.one("implications").replace("\r\n", "\n"),
    )


async def _closed(visit: Visit) -> list[Wave]:
    return [wave for wave in await visit.parts.waves.all() if wave.state is WaveState.CLOSED]


def _brief(meeting: KeptMeeting, paper: KeptPaper) -> Brief:
    """Raises UnfitBrief."""
    it = paper.thing
    return Brief(
        meeting=meeting.thing.name,
        meeting_on=meeting.thing.day,
        report_of=it.author,
        purpose=Purpose(it.purpose),
        status=STATUS[it.state],
        recommendations=_lines(it.recommendations),
        implications=_lines(it.implications),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


async def _form(
    visit: Visit,
    meeting: KeptMeeting,
    paper: Paper,
    problems: list[Problem] | None = None,
    kept: KeptPaper | None = None,
) -> web.Response:
    return visit.draw(
        "paper_write",
        problems or (),
        meeting=meeting,
        paper=paper,
        kept=kept,
        waves=await _closed(visit),
        purposes=[each.value for each in Purpose],
    )


async def _one(
    visit: Visit, meeting: KeptMeeting, paper: KeptPaper, *problems: Problem
) -> web.Response:
    history = await visit.parts.office.papers.drawer.history(paper.id)
    late = (paper.thing.released or visit.today) > meeting.thing.papers_out
    wave = await visit.parts.waves.one(paper.thing.wave)
    return visit.draw(
        "paper",
        problems,
        meeting=meeting,
        paper=paper,
        wave=wave,
        history=tuple(reversed(history)),
        late=late,
        may_check=paper.thing.author != visit.officer.name,
        others=await others(visit),
    )
