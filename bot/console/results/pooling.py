"""Several waves of one survey counted as one, where each by itself is too small to show much.

To look releases nothing. A file does, and goes through the ledger like every other.
"""

from collections.abc import Sequence

from aiohttp import web

from bot.console.problems import Problem
from bot.console.results.results import closed
from bot.console.visit import Visit
from bot.documents import housed, material
from bot.releasing import gather
from exports.brief import Brief
from exports.disclosure.policy import DEFAULT
from exports.disclosure.pooled import comparable
from exports.disclosure.proposals import Visible, propose
from exports.errors import ExportError
from exports.make import snapshot
from exports.render import FORMATS, Kind, render
from surveys.officers.audit import Act
from surveys.records import Wave

FEWEST = Problem("Tick at least one other wave", "waves")


async def show(visit: Visit) -> web.StreamResponse:
    wave = await closed(visit)
    return _page(visit, wave, await _others(visit, wave))


async def act(visit: Visit) -> web.StreamResponse:
    """Say how much would show, or make the file."""
    wave = await closed(visit)
    others = await _others(visit, wave)
    ticked = [each for each in others if each.code in visit.form.every("with")]
    if not ticked:
        return _page(visit, wave, others, problem=FEWEST)
    fmt = visit.form.one("format")
    try:
        if fmt in FORMATS:
            return await _file(visit, [wave, *ticked], fmt)
        seen = [await _look(visit, waves) for waves in ([wave], [wave, *ticked])]
    except ExportError as error:
        return _page(visit, wave, others, problem=Problem(str(error), "waves"))
    return _page(visit, wave, others, seen)


async def _file(visit: Visit, waves: Sequence[Wave], fmt: str) -> web.Response:
    house = housed(Brief(), visit.parts)
    made_of = await material(visit.parts, waves, house, by=visit.officer.name)
    report = await visit.desk.press.make(snapshot, made_of)
    body = await visit.desk.press.make(render, report, fmt, Kind.PAPER, b"")
    codes = [wave.code for wave in waves]
    await visit.record(Act.DOWNLOADED, f"{'+'.join(codes)}, {fmt}")
    made = FORMATS[fmt]
    return visit.file(body, f"{'-'.join(codes)}-together{made.suffix}", made.media_type)


async def _look(visit: Visit, waves: Sequence[Wave]) -> Visible:
    """How many numbers could be shown of these as one."""
    gathered = await gather(visit.parts, waves)
    if sum(each.people for each in gathered.wanted.counts.values()) < DEFAULT.smallest_group:
        return Visible("", 0, 0)
    earlier = await visit.parts.releases.releases()
    now, *_ = await visit.desk.press.make(propose, gathered.wanted, earlier)
    return now


async def _others(visit: Visit, wave: Wave) -> list[Wave]:
    """The closed waves that asked the same, newest first."""
    return [
        each
        for each in await visit.parts.waves.all()
        if each.has_results and each.id != wave.id and comparable(each.survey, wave.survey)
    ]


def _page(
    visit: Visit,
    wave: Wave,
    others: Sequence[Wave],
    seen: Sequence[Visible] = (),
    problem: Problem | None = None,
) -> web.Response:
    problems = [problem] if problem else []
    return visit.draw("pooling", problems, wave=wave, others=others, seen=seen, formats=FORMATS)
