"""Results of a closed wave: a page and files, all drawn from one safe report."""

from aiohttp import web

from bot.console.home import held
from bot.console.visit import Visit
from exports.make import make_report
from exports.render import FORMATS, render
from exports.report import Report
from surveys.audit import Act
from surveys.errors import WaveNotClosed
from surveys.records import Wave, WaveState


async def show(visit: Visit) -> web.StreamResponse:
    wave = await _closed(visit)
    report = await _report(visit, wave)
    waiting = await held(visit, wave)
    return visit.draw("results", wave=wave, report=report, waiting=waiting, formats=FORMATS)


async def download(visit: Visit) -> web.StreamResponse:
    wave = await _closed(visit)
    chosen = visit.part("format")
    if chosen not in FORMATS:
        raise web.HTTPNotFound
    report = await _report(visit, wave)
    body = await visit.desk.make(lambda: render(report, chosen))
    await visit.record(Act.DOWNLOADED, f"{wave.code}, {chosen}")
    made = FORMATS[chosen]
    return visit.file(body, f"{wave.code}-results{made.suffix}", made.media_type)


async def _report(visit: Visit, wave: Wave) -> Report:
    responses = await visit.parts.store.responses(wave.id)
    texts = await visit.parts.store.texts(wave.id)
    today, organisation = visit.today, visit.parts.settings.organisation
    return await visit.desk.make(lambda: make_report(wave, responses, texts, today, organisation))


async def _closed(visit: Visit) -> Wave:
    wave = await visit.parts.waves.one(visit.part("code"))
    if wave.state is not WaveState.CLOSED:
        raise WaveNotClosed
    return wave
