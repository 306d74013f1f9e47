"""Themes of a wave: sort its texts, confirm, correct, merge, split, take up proposals, quote."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from aiohttp import web

from bot.console.problems import Problem
from bot.console.review import marking
from bot.console.themes.left import unsure
from bot.console.themes.sorting import sort
from bot.console.visit import Visit
from bot.console.waves.answered import with_answers
from exports.themes.samples import Proposed
from surveys.errors import SurveyError, TextChanged, WaveNotClosed
from surveys.officers.audit import Act
from surveys.records import Wave, WaveState
from surveys.themes.codebook_changes import Add, Change, Merge, Retire, Reword, new_theme
from surveys.themes.records import TagState, ThemeTag
from surveys.themes.themes import LINE

MOST_QUOTES = 40
"""Candidates shown at once for one theme."""


async def show(visit: Visit) -> web.StreamResponse:
    return await _overview(visit, await closed(visit))


async def act(visit: Visit) -> web.StreamResponse:
    """What the pressed button says; what cannot be done is said on the same page."""
    wave = await closed(visit)
    doing = ACTS.get(visit.form.one("act"))
    if doing is None:
        return await _overview(visit, wave, Problem("Choose what to do"))
    try:
        return await doing(visit, wave)
    except SurveyError as error:
        return await _overview(visit, wave, Problem(str(error)))


# ---------------------------------------------------------------- quotes
async def quotes(visit: Visit) -> web.StreamResponse:
    return await _draw_quotes(visit, await closed(visit))


async def quote(visit: Visit) -> web.StreamResponse:
    """Approve words for print, or take them back."""
    wave, name = await closed(visit), visit.form.one("text")
    subject = f"{wave.code}, text {name[:8]}"
    try:
        if visit.form.one("act") == "drop":
            async with visit.along(Act.QUOTE_DROPPED, subject):
                await visit.parts.themes.drop_quote(wave.code, name)
        else:
            async with visit.along(Act.QUOTE_APPROVED, subject):
                await _approve(visit, wave, name)
    except SurveyError as error:
        return await _draw_quotes(visit, wave, Problem(str(error)))
    return visit.go(f"/waves/{wave.code}/themes/{visit.part('theme')}/quotes")


async def _approve(visit: Visit, wave: Wave, name: str) -> None:
    found = await visit.parts.store.text(name)
    if visit.form.one("print") != marking.print_of(found.redacted):
        raise TextChanged
    theme, by = visit.part("theme"), visit.officer.name
    await visit.parts.themes.approve(wave.code, name, theme, found.redacted, by)


async def _draw_quotes(visit: Visit, wave: Wave, *problems: Problem) -> web.StreamResponse:
    """The surest first: they are typical of the theme."""
    themes, key = visit.parts.themes, visit.part("theme")
    theme = (await themes.codebook(wave.survey)).theme(key)
    sure = {tag.text_id: tag.score for tag in await themes.tags(wave.code) if tag.theme == key}
    offered = sorted(await themes.quotable(wave.code, key), key=lambda t: (-sure[t.id], t.id))
    approved = {each.text_id for each in await themes.quotes(wave.code)}
    return visit.draw(
        "theme_quotes",
        problems,
        wave=wave,
        theme=theme,
        offered=[(each, marking.print_of(each.redacted)) for each in offered[:MOST_QUOTES]],
        approved=approved,
    )


# ---------------------------------------------------------------- the whole wave
async def _sort(visit: Visit, wave: Wave) -> web.StreamResponse:
    proposals = await sort(visit, wave)
    await visit.record(Act.TEXTS_SORTED, wave.code)
    return await _overview(visit, wave, proposals=proposals)


async def _confirm(visit: Visit, wave: Wave) -> web.StreamResponse:
    key = visit.form.one("theme")
    async with visit.along(Act.THEME_CONFIRMED, f"{wave.code}, {key}"):
        await visit.parts.themes.confirm(wave.code, key, visit.officer.name)
    return visit.go(f"/waves/{wave.code}/themes")


async def _merge(visit: Visit, wave: Wave) -> web.StreamResponse:
    if visit.form.one("theme") == visit.form.one("into"):
        two = Problem("Choose two different themes to merge", "merge")
        return await _overview(visit, wave, two)
    return await _change(visit, wave, Merge(visit.form.one("theme"), visit.form.one("into")))


async def _retire(visit: Visit, wave: Wave) -> web.StreamResponse:
    return await _change(visit, wave, Retire(visit.form.one("theme")))


async def _add(visit: Visit, wave: Wave) -> web.StreamResponse:
    theme = new_theme(visit.form.one("label"), visit.form.one("words"))
    return await _change(visit, wave, Add(theme))


async def _reword(visit: Visit, wave: Wave) -> web.StreamResponse:
    """What is left empty stays as it is."""
    typed = new_theme(visit.form.one("label"), visit.form.one("words"))
    book = await visit.parts.themes.codebook(wave.survey)
    before = book.theme(visit.form.one("theme"))
    label, patterns = typed.label or before.label, typed.patterns or before.patterns
    return await _change(visit, wave, Reword(replace(before, label=label, patterns=patterns)))


async def _split(visit: Visit, wave: Wave) -> web.StreamResponse:
    theme = new_theme(visit.form.one("label"), visit.form.one("words"))
    key, by = visit.form.one("theme"), visit.officer.name
    async with visit.along(Act.CODEBOOK_CHANGED, f"{wave.survey.key}, {theme.key}"):
        await visit.parts.themes.split(wave.code, key, theme, by)
    return visit.go(f"/waves/{wave.code}/themes")


async def _change(visit: Visit, wave: Wave, change: Change) -> web.StreamResponse:
    book = await visit.parts.themes.change(wave.code, change, visit.officer.name)
    await visit.record(Act.CODEBOOK_CHANGED, f"{wave.survey.key}, version {book.version}")
    return visit.go(f"/waves/{wave.code}/themes")


async def _overview(
    visit: Visit, wave: Wave, *problems: Problem, proposals: Sequence[Proposed] = ()
) -> web.StreamResponse:
    themes = visit.parts.themes
    tags, book = await themes.tags(wave.code), await themes.codebook(wave.survey)
    proposed = _per_theme(tags, TagState.PROPOSED)
    confirmed = _per_theme(tags, TagState.CONFIRMED)
    return visit.draw(
        "themes",
        problems,
        wave=wave,
        book=book,
        rows=sorted(book.in_use, key=lambda t: -confirmed.get(t.key, 0) - proposed.get(t.key, 0)),
        editions=await themes.editions(wave.survey),
        texts=len(await themes.texts(wave.code)),
        proposed=proposed,
        confirmed=confirmed,
        unsure=len(unsure(tags)),
        sorted=bool(tags),
        tones=await themes.tones(wave.code),
        proposals=proposals,
    )


def _per_theme(tags: Sequence[ThemeTag], state: TagState) -> Mapping[str, int]:
    """Texts, each once."""
    texts: dict[str, set[str]] = {}
    for tag in tags:
        if tag.state is state and (state is TagState.CONFIRMED or tag.score >= LINE):
            texts.setdefault(tag.theme, set()).add(tag.text_id)
    return {key: len(found) for key, found in texts.items()}


async def closed(visit: Visit) -> Wave:
    """Raises UnknownWave, AnswersLost, WaveNotClosed."""
    wave = await with_answers(visit)
    if wave.state is not WaveState.CLOSED:
        raise WaveNotClosed
    return wave


ACTS: Mapping[str, Callable[[Visit, Wave], Awaitable[web.StreamResponse]]] = MappingProxyType(
    {
        "sort": _sort,
        "confirm": _confirm,
        "merge": _merge,
        "retire": _retire,
        "add": _add,
        "reword": _reword,
        "split": _split,
    }
)
