"""The public page of what changed: "you said, we did", one page a survey, for everybody."""

import asyncio

from aiohttp import web

from bot.web.keys import PAGES, PARTS
from bot.web.middleware import language_of
from surveys.errors import SurveyError
from surveys.updates import Update, Words

AT_MOST = 1.0
"""Seconds that the first page waits to know whether something changed."""

DID = r"/did/{survey:[a-z0-9-]{1,60}}"


def add_did(app: web.Application) -> None:
    app.router.add_get(DID, did)


async def did(request: web.Request) -> web.Response:
    """Newest first. A survey of which nothing is told yet looks like one that does not exist."""
    language = language_of(request)
    updates = request.app[PARTS].telling.updates
    public = await updates.published(request.match_info["survey"])
    shown = [
        (each, each.said(language), await updates.asks(each), spoken(each, language))
        for each in public
    ]
    title = public[0].titled(language) if public else ""
    return request.app[PAGES].draw(
        "did.html", language, here=request.path, shown=shown, survey_title=title
    )


async def what_changed(request: web.Request, survey: str) -> str:
    """The address of what changed since this survey was last asked; nothing where there is none.

    The questions do not wait for it: where the store is away, or slow, there is no link.
    """
    try:
        async with asyncio.timeout(AT_MOST):
            told = await request.app[PARTS].telling.updates.published(survey)
    except (SurveyError, TimeoutError):
        return ""
    return f"/did/{survey}" if told else ""


def spoken(update: Update, language: str) -> str:
    """The language its words are really in."""
    return language if update.words.get(language, Words()).whole else "en"
