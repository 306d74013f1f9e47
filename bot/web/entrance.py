"""Ways in and out besides the talk: landing page, entry code, closed wave, taking answers back."""

import asyncio
from collections.abc import Sequence
from urllib.parse import quote

from aiohttp import web

from bot import whence
from bot.web.forms import Form, read_form
from bot.web.keys import CARDS, LIMIT, PAGES, PARTS
from bot.web.middleware import audience_of, error_page, language_of
from bot.web.people import LONGEST_CODE
from surveys.anonymity.receipts import all_known
from surveys.anonymity.tokens import may_be_words
from surveys.errors import UnknownWave
from surveys.intake.intake import WaveCard
from surveys.messages import Forgotten, Problem
from surveys.records import WaveState
from surveys.talk.problems import too_busy, unknown_code
from surveys.wording import LANGUAGES, wording

OVER = frozenset({WaveState.CLOSING, WaveState.REWRITTEN, WaveState.CLOSED})


# ---------------------------------------------------------------- shared by the chat
def code_of(request: web.Request) -> str:
    return request.match_info["code"]


def chat_path(request: web.Request) -> str:
    return f"/s/{quote(code_of(request), safe='')}"


async def card_of(request: web.Request) -> WaveCard:
    """Raises UnknownWave."""
    return await request.app[CARDS].one(code_of(request))


def allowed(request: web.Request) -> bool:
    """Not too many posts from there just now."""
    seconds = asyncio.get_running_loop().time()
    hops = request.headers.getall(whence.HEADER, [])
    place = whence.place(request.remote or "", hops, request.app[PARTS].settings.trusted_proxies)
    return request.app[LIMIT].allows(place, seconds)


# ---------------------------------------------------------------- pages
async def landing(request: web.Request) -> web.Response:
    """The bare address: asks for the code on the poster."""
    language = language_of(request)
    if code := _normal(request.query.get("code", "")):
        raise _onward(code, language)
    return request.app[PAGES].draw("landing.html", language)


async def enter(request: web.Request) -> web.Response:
    """The code on the poster, posted: what somebody in distress types there stays out of addresses.

    Words are answered with where to turn: nobody will read them.
    """
    form = await read_form(request)
    language = form.one("lang") if form.one("lang") in LANGUAGES else language_of(request)
    typed, pages = form.one("code"), request.app[PAGES]
    if (code := _normal(typed)) and not may_be_words(typed) and await _is_there(request, code):
        raise _onward(code, language)
    problem = unknown_code(language).text
    posts = pages.for_words(typed, language)
    return pages.draw(
        "landing.html", language, status=422, problem=problem, typed=typed, posts=posts
    )


async def _is_there(request: web.Request, code: str) -> bool:
    """Whether a wave has that code: nothing else that was typed goes into an address."""
    try:
        await request.app[CARDS].one(code)
    except UnknownWave:
        return False
    return True


def _normal(typed: str) -> str:
    return "".join(typed.split()).lower()[:LONGEST_CODE]


def _onward(code: str, language: str) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"/s/{quote(code, safe='')}?lang={language}")


def entry_page(
    request: web.Request, language: str, offered: Sequence[str], typed: str = ""
) -> web.Response:
    """Asks for the single-use code; says so if the one typed is not right."""
    return request.app[PAGES].draw(
        "entry.html",
        language,
        status=422 if typed else 200,
        offered=offered,
        audience=audience_of(request),
        path=chat_path(request),
        here=chat_path(request),
        problem=unknown_code(language).text if typed else "",
        typed=typed,
        posts=request.app[PAGES].for_words(typed, language, audience_of(request)),
    )


def closed_page(request: web.Request, card: WaveCard, language: str) -> web.Response | None:
    """The page of a wave that takes no answers; None if it does."""
    if card.state in OVER:
        return error_page(request, 410)
    if card.state is WaveState.DRAFT:
        say = wording(language).say
        lines = (say("These questions are not open yet. Please come back later."),)
        return request.app[PAGES].notice(
            language, say("Not open yet"), lines, status=404, audience=card.audience
        )
    return None


async def withdraw_page(request: web.Request) -> web.Response:
    card = await card_of(request)
    language = language_of(request, card.languages)
    return request.app[PAGES].draw(
        "withdraw.html",
        language,
        offered=card.languages,
        audience=audience_of(request),
        path=chat_path(request),
        here=request.path,
    )


async def withdraw(request: web.Request) -> web.Response:
    """Take a finished response back by its receipt."""
    form = await read_form(request)
    card = await card_of(request)
    offered = card.languages
    language = form.one("lang") if form.one("lang") in offered else language_of(request, offered)
    reply = (
        await request.app[PARTS].intake.withdraw(code_of(request), form.one("receipt"), language)
        if allowed(request)
        else too_busy(language)
    )
    match reply:
        case Forgotten(title, lines):
            path = chat_path(request)
            return request.app[PAGES].notice(
                language, title, lines, path=path, here=path, audience=card.audience
            )
        case Problem(text):
            return _not_withdrawn(request, form, language, text)
        case _:
            raise web.HTTPBadRequest


def _not_withdrawn(request: web.Request, form: Form, language: str, problem: str) -> web.Response:
    pages, typed = request.app[PAGES], form.one("receipt")
    posts = () if all_known(typed) else pages.for_words(typed, language, audience_of(request))
    return pages.draw(
        "withdraw.html",
        language,
        status=422,
        audience=audience_of(request),
        path=chat_path(request),
        here=request.path,
        problem=problem,
        typed=typed,
        posts=posts,
    )
