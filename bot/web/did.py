"""The public page of what changed: "you said, we did", one page a survey, for everybody."""

from aiohttp import web

from bot.web.keys import PAGES, PARTS
from bot.web.middleware import language_of
from surveys.updates import Update, Words

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


def spoken(update: Update, language: str) -> str:
    """The language its words are really in."""
    return language if update.words.get(language, Words()).whole else "en"
