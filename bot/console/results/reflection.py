"""How the board sees its own work, section by section, over the years: from released results."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.console.visit import Visit
from bot.console.waves.answered import lost
from bot.releasing import latest_releases
from exports.disclosure.ledger import opened
from exports.disclosure.pooled import comparable
from exports.disclosure.suppress import safe_page
from exports.findings.spoken import spoken
from exports.findings.theme_findings import without_themes
from exports.findings.years import by_section
from exports.report import Breakdown
from exports.speech import speech
from surveys.definitions.definition import Survey
from surveys.records import Wave
from surveys.releases import Release

SURVEY = "board-reflection"
MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Year:
    """A wave, and what left of it last."""

    wave: Wave
    release: Release


async def show(visit: Visit) -> web.StreamResponse:
    """What was released, and which closed waves nobody has looked at yet. Nothing new leaves."""
    every = await visit.parts.waves.all()
    closed = _closed(every)
    latest = await latest_releases(visit.parts)
    years = [Year(wave, latest[wave.id]) for wave in closed if wave.id in latest][-MOST_YEARS:]
    parts = await visit.desk.press.make(_told, years) if years else ()
    unread = [wave for wave in closed if wave.id not in latest]
    return visit.draw("reflection", parts=parts, unread=unread, lost=lost(every, [SURVEY]))


def _closed(every: Iterable[Wave]) -> list[Wave]:
    """Those that asked the same as the newest, oldest first."""
    closed = [wave for wave in every if wave.survey.key == SURVEY and wave.has_results]
    ordered = sorted(closed, key=lambda wave: (str(wave.opened_on), wave.code))
    return [wave for wave in ordered if comparable(wave.survey, ordered[-1].survey)]


def _told(years: list[Year]) -> tuple[Breakdown, ...]:
    survey: Survey = without_themes(years[-1].wave.survey)
    say = speech("en").say
    pages = [
        (each.wave.name, spoken(safe_page(survey, opened(survey, each.release)), survey, say))
        for each in years
    ]
    return by_section(say, survey, pages)
