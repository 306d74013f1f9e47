"""What is hidden of a wave, and which neighbours counted together would show more.

To look releases nothing. To show the results with neighbours joined does, and says so: from then
on that is how the wave is shown, everywhere.
"""

from aiohttp import web

from bot.console.problems import Problem
from bot.console.results.results import closed
from bot.console.visit import Visit
from bot.releasing import gather, release
from exports.disclosure.joins import joins
from exports.disclosure.policy import DEFAULT
from exports.disclosure.proposals import Visible, propose
from exports.errors import ExportError
from surveys.definitions.definition import Picking, Survey
from surveys.records import Wave

APART = "apart"
"""What is sent to have every group by itself again."""


async def show(visit: Visit) -> web.StreamResponse:
    return await _page(visit, await closed(visit))


async def join(visit: Visit) -> web.StreamResponse:
    """Show the results so from now on, if the ledger lets them leave."""
    wave, asked = await closed(visit), visit.form.one("join")
    try:
        chosen = {} if asked == APART else joins(wave.survey, [asked])
        await release(visit.parts, visit.officer.name, [wave], chosen)
    except ExportError as error:
        return await _page(visit, wave, Problem(str(error), "proposals"))
    return visit.go(f"/waves/{wave.code}/results")


async def _page(visit: Visit, wave: Wave, *problems: Problem) -> web.StreamResponse:
    now, *better = await _look(visit, wave) or (Visible("", 0, 0),)
    named = {each.join: _names(wave.survey, each.join) for each in (now, *better)}
    return visit.draw(
        "joining", problems, wave=wave, now=now, better=better, named=named, apart=APART
    )


async def _look(visit: Visit, wave: Wave) -> tuple[Visible, ...]:
    gathered = await gather(visit.parts, [wave])
    if sum(counts.people for counts in gathered.wanted.counts.values()) < DEFAULT.smallest_group:
        return ()
    earlier = await visit.parts.releases.releases()
    return await visit.desk.press.make(propose, gathered.wanted, earlier)


def _names(survey: Survey, asked: str) -> str:
    """The groups of "locality=a+b", as people call them."""
    return "; ".join(_pair(survey, each) for each in asked.split())


def _pair(survey: Survey, asked: str) -> str:
    by, _, pair = asked.partition("=")
    question = survey.question(by)
    options = question.options if isinstance(question, Picking) else ()
    texts = {option.key: option.text for option in options}
    return " and ".join(texts.get(key, key) for key in pair.split("+"))
