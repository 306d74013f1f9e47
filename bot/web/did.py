"""The public page of what changed: "you said, we did", for a survey or for one wave of it."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.web.keys import FELT, PAGES, PARTS
from bot.web.middleware import language_of
from surveys.errors import SurveyError, UnknownWave
from surveys.telling.updates import Update, Words

AT_MOST = 1.0
"""Seconds that the first page waits to know whether something changed."""

DID = r"/did/{survey:[a-z0-9-]{1,60}}"
OF_WAVE = DID + r"/{wave:[a-z0-9]{1,20}}"


@dataclass(frozen=True, slots=True)
class News:
    """The newest of what changed, and where the rest stands."""

    address: str
    words: Words
    spoken: str


def add_did(app: web.Application) -> None:
    app.router.add_get(DID, did)
    app.router.add_get(OF_WAVE, did)


async def did(request: web.Request) -> web.Response:
    """Newest first. A survey of which nothing is told yet looks like one that does not exist."""
    language, about = language_of(request), request.match_info.get("wave", "")
    updates, felt = request.app[PARTS].telling.updates, request.app[FELT]
    survey = request.match_info["survey"]
    public = await updates.published(survey, about)
    shown = [
        (
            each,
            each.said(language),
            await updates.asks(each),
            spoken(each, language),
            await felt.of(each, language),
        )
        for each in public
    ]
    return request.app[PAGES].draw(
        "did.html",
        language,
        here=request.path,
        shown=shown,
        survey_title=public[0].titled(language) if public else "",
        wave=await _named(request, about) if public else "",
        everything=f"/did/{survey}" if about else "",
    )


async def _named(request: web.Request, code: str) -> str:
    """The name of a wave that something is told about."""
    try:
        return (await request.app[PARTS].waves.one(code)).name if code else ""
    except UnknownWave:
        return ""


async def what_changed(request: web.Request, survey: str, language: str) -> News | None:
    """What changed since this survey was last asked; None where nothing did.

    The questions do not wait for it: where the store is away, or slow, there is no news.
    """
    try:
        async with asyncio.timeout(AT_MOST):
            told = await request.app[PARTS].telling.updates.published(survey)
    except (SurveyError, TimeoutError):
        return None
    if not told:
        return None
    return News(f"/did/{survey}", told[0].said(language), spoken(told[0], language))


def spoken(update: Update, language: str) -> str:
    """The language its words are really in."""
    return language if update.words.get(language, Words()).whole else "en"
