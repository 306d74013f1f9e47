"""Stands before every page: errors become pages, posts from other sites are refused."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.bodies import closing
from bot.faults import summary
from bot.web.keys import CARDS, PAGES, PARTS
from bot.web.words import words_for
from surveys.errors import StoreUnavailable, SurveyError, UnknownWave, WaveClosed, WaveNotOpen
from surveys.register import UnknownThing
from surveys.wording import LANGUAGES, choose, wording

SAME = frozenset({"same-origin", "none"})
STATUS: tuple[tuple[type[SurveyError], int], ...] = (
    (UnknownWave, 404),
    (UnknownThing, 404),
    (WaveNotOpen, 404),
    (WaveClosed, 410),
    (StoreUnavailable, 503),
)
BROKEN = 500
CLIENT_ERROR = 400


def language_of(request: web.Request, offered: Sequence[str] = tuple(LANGUAGES)) -> str:
    """The language asked for in the address, else the best for the browser."""
    wanted = request.query.get("lang", "")
    if wanted in offered:
        return wanted
    return choose(request.headers.get("Accept-Language", ""), offered)


def audience_of(request: web.Request) -> str:
    """Whom the wave in the address asks; its help numbers stand on the page."""
    return request.app[CARDS].audience(request.match_info.get("code", ""))


def error_page(request: web.Request, status: int) -> web.Response:
    """Says what to do and nothing of what went wrong inside."""
    language = language_of(request)
    title, text = words_for(status, wording(language).say)
    return request.app[PAGES].notice(
        language, title, (text,), status=status, audience=audience_of(request)
    )


@web.middleware
async def friendly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever goes wrong into a page. What is logged names the kind and place only."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < CLIENT_ERROR:
            raise
        page = error_page(request, error.status)
        page.headers.update(_kept(error))
        return closing(page) if isinstance(error, web.HTTPRequestTimeout) else page
    except SurveyError as error:
        status = next((status for kind, status in STATUS if isinstance(error, kind)), BROKEN)
        return _noted(request, error, status)
    except Exception as error:  # noqa: BLE001 - the last place that can turn it into a page
        return _noted(request, error, BROKEN)


@web.middleware
async def same_site(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site makes a browser post here."""
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not _is_from_here(request):
        raise web.HTTPForbidden
    return await handler(request)


def _is_from_here(request: web.Request) -> bool:
    """`Sec-Fetch-Site` where the browser sends it; else `Origin`, which no-referrer makes null."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in SAME
    origin = request.headers.get("Origin", "null")
    known = {request.host, urlsplit(request.app[PARTS].settings.public_url).netloc}
    return origin == "null" or urlsplit(origin).netloc in known


def _kept(error: web.HTTPException) -> dict[str, str]:
    names = ("Allow", "Retry-After")
    return {name: error.headers[name] for name in names if name in error.headers}


def _noted(request: web.Request, error: Exception, status: int) -> web.Response:
    if status >= BROKEN:
        structlog.get_logger("bot.web").error("page_failed", what=summary(error), status=status)
    return error_page(request, status)
