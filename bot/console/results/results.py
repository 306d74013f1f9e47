"""Results of a closed wave: a page and files, all drawn from one safe report."""

from datetime import date

from aiohttp import web

from bot.console.days import EXAMPLE, read_day
from bot.console.problems import Problem
from bot.console.review.queues import held
from bot.console.themes.left import unread
from bot.console.visit import Form, Visit
from bot.documents import housed, material
from exports.brief import Brief
from exports.errors import ExportError, UnfitTemplate
from exports.heading import Purpose
from exports.make import snapshot
from exports.render import FORMATS, OTHERS, Format, Kind, render
from exports.report import Report
from exports.speech import languages
from surveys.errors import WaveNotClosed
from surveys.officers.audit import Act
from surveys.records import Wave, WaveState
from surveys.wording import LANGUAGES

LARGEST_TEMPLATE = 5_000_000
PAPERS = ("docx", "pdf", "html")
"""What a title block and a purpose show in."""


async def show(visit: Visit) -> web.StreamResponse:
    return await _page(visit, await closed(visit))


async def _page(visit: Visit, wave: Wave, *problems: Problem) -> web.StreamResponse:
    report = await _report(visit, wave, Brief())
    spoken = {code: LANGUAGES[code] for code in languages() if code in wave.survey.languages}
    return visit.draw(
        "results",
        problems,
        wave=wave,
        report=report,
        waiting=await held(visit, wave),
        unread=await unread(visit, wave),
        formats=FORMATS,
        others=OTHERS,
        papers=PAPERS,
        purposes=tuple(Purpose),
        languages=spoken,
    )


async def download(visit: Visit) -> web.StreamResponse:
    """A file as it comes, with nothing said about the meeting."""
    wave, chosen = await closed(visit), visit.part("format")
    return await _file(visit, wave, chosen, Brief())


async def write(visit: Visit) -> web.StreamResponse:
    """A paper headed as the officer says."""
    wave = await closed(visit)
    try:
        day = _day(visit.form, visit.today)
    except ValueError:
        return await _page(visit, wave, Problem(f"Enter the day, {EXAMPLE}", "date"))
    try:
        brief = _brief(visit.form, day)
        styled = visit.form.files.get("template", b"")
        return await _file(visit, wave, visit.form.one("format"), brief, styled)
    except UnfitTemplate as error:
        return await _page(visit, wave, Problem(str(error), "template"))
    except ExportError as error:
        return await _page(visit, wave, Problem(str(error), "meeting"))


async def _file(
    visit: Visit, wave: Wave, chosen: str, brief: Brief, template: bytes = b""
) -> web.StreamResponse:
    kind, made = _kind(chosen)
    report = await _report(visit, wave, brief)
    fmt, styled = made.suffix.lstrip("."), template if chosen == "docx" else b""
    body = await visit.desk.press.make(render, report, fmt, kind, styled)
    await visit.record(Act.DOWNLOADED, f"{wave.code}, {chosen}")
    name = "results" if kind is Kind.PAPER else kind.value
    return visit.file(body, f"{wave.code}-{name}{made.suffix}", made.media_type)


def _kind(chosen: str) -> tuple[Kind, Format]:
    if chosen in FORMATS:
        return Kind.PAPER, FORMATS[chosen]
    if chosen in list(OTHERS):
        return Kind(chosen), OTHERS[Kind(chosen)]
    raise web.HTTPNotFound


def _day(form: Form, today: date) -> date | None:
    """Of the meeting, if one is given. Raises ValueError."""
    return read_day(form.one("date"), today) if form.one("date") else None


def _brief(form: Form, day: date | None) -> Brief:
    """Raises UnfitBrief."""
    purpose = form.one("purpose")
    return Brief(
        meeting=form.one("meeting"),
        meeting_on=day,
        report_of=form.one("report_of"),
        contact=form.one("contact"),
        area=form.one("area"),
        marking=form.one("marking"),
        purpose=Purpose(purpose) if purpose in set(Purpose) else Purpose.DECISION,
        recommendations=_lines(form.one("recommendations")),
        implications=_lines(form.one("implications")),
        language=form.one("language") or "en",
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


async def _report(visit: Visit, wave: Wave, brief: Brief) -> Report:
    house = housed(brief, visit.parts)
    made_of = await material(visit.parts, [wave], house, by=visit.officer.name)
    return await visit.desk.press.make(snapshot, made_of)


async def closed(visit: Visit) -> Wave:
    wave = await visit.parts.waves.one(visit.part("code"))
    if wave.state is not WaveState.CLOSED:
        raise WaveNotClosed
    return wave
