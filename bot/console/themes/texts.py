"""The texts of a wave, read for their themes: one at a time, or all of a theme in a list."""

from aiohttp import web

from bot.console.problems import Problem
from bot.console.review import marking
from bot.console.themes.left import unsure
from bot.console.themes.themes import closed
from bot.console.urgent.passing_on import Unread, pass_on
from bot.console.visit import Visit
from surveys.errors import TextChanged, UnknownText
from surveys.officers.audit import Act
from surveys.records import ReviewText, Wave
from surveys.themes.records import TagState
from surveys.themes.themes import LINE

MOST_TEXTS = 100
"""Texts of a theme shown at once."""


# ---------------------------------------------------------------- all of a theme
async def show(visit: Visit) -> web.StreamResponse:
    """What was proposed for it, the least certain first, and what was confirmed."""
    wave, themes, key = await closed(visit), visit.parts.themes, visit.part("theme")
    theme = (await themes.codebook(wave.survey)).theme(key)
    readable = {text.id: text for text in await themes.texts(wave.code)}
    mine = [t for t in await themes.tags(wave.code) if t.theme == key and t.text_id in readable]
    likely = [t for t in mine if t.state is TagState.PROPOSED and t.score >= LINE]
    proposed = sorted(likely, key=lambda tag: (tag.score, tag.text_id))
    sure = [tag for tag in mine if tag.state is TagState.CONFIRMED]
    return visit.draw(
        "theme_texts",
        wave=wave,
        theme=theme,
        proposed=len(proposed),
        confirmed=len(sure),
        shown=[
            ("Proposed", [(readable[tag.text_id], tag.why) for tag in proposed[:MOST_TEXTS]]),
            ("Confirmed", [(readable[tag.text_id], ()) for tag in sure[:MOST_TEXTS]]),
        ],
        most=MOST_TEXTS,
    )


# ---------------------------------------------------------------- one text
async def next_(visit: Visit) -> web.StreamResponse:
    """The text of which the tagger is least sure, of those that no officer has read for it."""
    wave = await closed(visit)
    left = unsure(await visit.parts.themes.tags(wave.code))
    if not left:
        return visit.go(f"/waves/{wave.code}/themes")
    return visit.go(f"/waves/{wave.code}/themes/texts/{left[0]}")


async def text(visit: Visit) -> web.StreamResponse:
    return await _draw(visit, await closed(visit))


async def say(visit: Visit) -> web.StreamResponse:
    """The ticked themes and no others, if the words are still those that were read."""
    wave = await closed(visit)
    found = await _text(visit, wave)
    if visit.form.one("print") != marking.print_of(found.redacted):
        return await _draw(visit, wave, Problem(str(TextChanged())))
    if visit.form.one("act") == "pass_on":
        return await _pass_on(visit, wave, found)
    chosen = frozenset(visit.form.every("theme"))
    async with visit.along(Act.TEXT_TAGGED, f"{wave.code}, text {found.id[:8]}"):
        await visit.parts.themes.say(wave.code, found.id, chosen, visit.officer.name)
    return visit.go(f"/waves/{wave.code}/themes/{await _whence(visit, wave) or 'next'}")


async def _pass_on(visit: Visit, wave: Wave, found: ReviewText) -> web.StreamResponse:
    try:
        await pass_on(visit, found)
    except Unread as error:
        return await _draw(visit, wave, Problem(str(error)))
    return visit.go(f"/waves/{wave.code}/passed-on")


async def _draw(visit: Visit, wave: Wave, *problems: Problem) -> web.StreamResponse:
    themes = visit.parts.themes
    found = await _text(visit, wave)
    every = await themes.tags(wave.code)
    return visit.draw(
        "theme_text",
        problems,
        wave=wave,
        text=found,
        question=wave.survey.question(found.question),
        print=marking.print_of(found.redacted),
        book=await themes.codebook(wave.survey),
        tags={tag.theme: tag for tag in every if tag.text_id == found.id},
        line=LINE,
        history=await themes.history(found.id),
        waiting=len(unsure(every)),
        whence=await _whence(visit, wave),
    )


async def _whence(visit: Visit, wave: Wave) -> str:
    """The list of a theme that led here, or nothing."""
    asked = visit.request.query.get("of", "")
    book = await visit.parts.themes.codebook(wave.survey)
    return f"{asked}/texts" if asked in {theme.key for theme in book.in_use} else ""


async def _text(visit: Visit, wave: Wave) -> ReviewText:
    """Raises UnknownText."""
    wanted = visit.part("text")
    for found in await visit.parts.themes.texts(wave.code):
        if found.id == wanted:
            return found
    raise UnknownText
