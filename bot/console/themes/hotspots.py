"""Hotspots on screen: which theme stands out where, wave by wave, from released results alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.console.visit import Visit
from bot.console.waves.answered import lost
from bot.releasing import latest_releases
from exports.disclosure.pooled import comparable
from exports.findings.hotspots import Divided, Spread, spreads, standing_out
from exports.findings.theme_findings import without_themes
from exports.workbook.hotspot_sheet import workbook
from surveys.definitions.definition import AgeBand, Locality, Picking, Question, Survey
from surveys.office.action_views import by_theme, outstanding
from surveys.officers.audit import Act
from surveys.records import Wave
from surveys.releases import Release

MOST_WAVES = 8
"""Two years of quarters side by side."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Table:
    """What is drawn. `unread` are closed waves of which nothing has left yet."""

    survey: Survey
    by: str
    waves: tuple[Wave, ...]
    unread: tuple[Wave, ...]
    found: tuple[Spread, ...]


async def show(visit: Visit) -> web.StreamResponse:
    surveys = await _surveys(visit)
    table = await _table(visit, surveys)
    actions = outstanding(await visit.parts.office.actions.all())
    on = {theme.casefold(): group for theme, group in by_theme(actions).items()}
    return visit.draw(
        "hotspots",
        table=table,
        surveys=surveys,
        divisions=_divisions(table.survey) if table else {},
        out=tuple(standing_out(table.found)) if table else (),
        actions=on,
        lost=await _lost(visit, table),
    )


async def download(visit: Visit) -> web.StreamResponse:
    table = await _table(visit, await _surveys(visit))
    if table is None:
        raise web.HTTPNotFound
    names, day = [wave.name for wave in table.waves], visit.today
    title = f"Hotspots: {table.survey.title}, {_divisions(table.survey)[table.by].lower()}"
    body = await visit.desk.make(lambda: workbook(table.found, names, title, day))
    await visit.record(Act.DOWNLOADED, f"hotspots, {table.survey.key}, {table.by}")
    return visit.file(body, f"hotspots-{table.survey.key}-{table.by}.xlsx", MEDIA_TYPE)


# ---------------------------------------------------------------- what is looked at
async def _surveys(visit: Visit) -> Mapping[str, tuple[Wave, ...]]:
    """By survey, its closed waves that asked the same as the newest one, oldest first."""
    found: dict[str, list[Wave]] = {}
    whole = [wave for wave in await visit.parts.waves.all() if wave.has_results]
    for wave in sorted(whole, key=_day, reverse=True):
        waves = found.setdefault(wave.survey.key, [])
        if wave.survey.breakdowns and (not waves or _alike(waves[0], wave)):
            waves.append(wave)
    return {key: tuple(reversed(waves)) for key, waves in found.items() if waves}


async def _lost(visit: Visit, table: Table | None) -> tuple[str, ...]:
    """Of the survey shown; of every one that could stand here, where none is shown."""
    waves = await visit.parts.waves.all()
    every = {wave.survey.key for wave in waves if wave.survey.breakdowns}
    return lost(waves, {table.survey.key} if table else every)


async def _with_themes(visit: Visit, surveys: Mapping[str, tuple[Wave, ...]]) -> tuple[Wave, ...]:
    """Of the first survey in which themes were confirmed; of the first of all where none were."""
    for waves in surveys.values():
        for wave in reversed(waves):
            if await visit.parts.themes.confirmed(wave):
                return waves
    return next(iter(surveys.values()), ())


def _day(wave: Wave) -> tuple[str, str]:
    return str(wave.opened_on), wave.code


def _alike(one: Wave, other: Wave) -> bool:
    return comparable(without_themes(one.survey), without_themes(other.survey))


async def _table(visit: Visit, surveys: Mapping[str, tuple[Wave, ...]]) -> Table | None:
    """Of the survey and the division asked for; the first of each where none was."""
    asked = visit.request.query.get("survey", "")
    waves = surveys.get(asked) or await _with_themes(visit, surveys)
    if not waves:
        return None
    survey = waves[-1].survey
    by = visit.request.query.get("by", "")
    by = by if by in survey.breakdowns else survey.breakdowns[0]
    latest = await latest_releases(visit.parts)
    told = [wave for wave in waves if wave.id in latest][-MOST_WAVES:]
    unread = tuple(wave for wave in waves if wave.id not in latest)
    found = await _found(visit, survey, by, [latest[wave.id] for wave in told])
    return Table(survey, by, tuple(told), unread, found)


async def _found(
    visit: Visit, survey: Survey, by: str, releases: Sequence[Release]
) -> tuple[Spread, ...]:
    book = await visit.parts.themes.codebook(survey)
    themes = {theme.key: theme.label for theme in book.in_use}
    question = survey.question(by)
    options = question.options if isinstance(question, Picking) else ()
    divided = Divided(by, {option.key: option.text for option in options})
    return await visit.desk.make(lambda: spreads(releases, themes, divided))


def _divisions(survey: Survey) -> Mapping[str, str]:
    """What each division is called."""
    return {by: _called(survey.question(by)) for by in survey.breakdowns}


def _called(question: Question) -> str:
    match question:
        case Locality():
            return "By area"
        case AgeBand():
            return "By age"
        case _ if question.key == "agency":
            return "By agency"
        case _:
            return f"By “{question.text}”"
