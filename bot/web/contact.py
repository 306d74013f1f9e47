"""Somebody who wants to be contacted: a page of its own, reached from anywhere, tied to nothing."""

from collections.abc import Mapping

import structlog
from aiohttp import web

from bot.web.entrance import allowed
from bot.web.forms import Form, read_form
from bot.web.keys import PAGES, PARTS
from bot.web.middleware import language_of
from surveys.errors import StoreUnavailable, SurveyError
from surveys.talk.problems import too_busy
from surveys.urgent import asking_contact as say
from surveys.urgent.contact import LONGEST, NoWayToReach, Request
from surveys.wording import LANGUAGES

PATH = "/contact"


async def contact_page(request: web.Request) -> web.Response:
    return _draw(request, language_of(request))


async def ask_contact(request: web.Request) -> web.Response:
    """Thanks only once it is kept. Whatever becomes of it, help numbers stand on the page."""
    form = await read_form(request)
    language = form.one("lang") if form.one("lang") in LANGUAGES else language_of(request)
    if not allowed(request):
        return _draw(request, language, form, too_busy(language).text, 429)
    try:
        await request.app[PARTS].contact.ask(_given(form))
    except NoWayToReach:
        return _draw(request, language, form, say.nothing_given(language), 422)
    except SurveyError as error:
        structlog.get_logger("bot.web").error("contact_not_kept", kind=type(error).__name__)
        status = 503 if isinstance(error, StoreUnavailable) else 409
        return _draw(request, language, form, say.not_kept(language), status)
    await request.app[PARTS].alarm.ring("contact")
    return _kept(request, language)


def _given(form: Form) -> Request:
    how, name, safe = (form.one(field)[:LONGEST] for field in ("how", "called", "safe"))
    return Request(how, name, safe)


def _within(request: web.Request, language: str) -> str:
    return request.app[PARTS].telling.policy.within(language)


def _draw(
    request: web.Request,
    language: str,
    form: Form | None = None,
    problem: str = "",
    status: int = 200,
) -> web.Response:
    typed: Mapping[str, str] = {
        field: form.one(field) if form else "" for field in ("how", "called", "safe")
    }
    return request.app[PAGES].draw(
        "contact.html",
        language,
        status=status,
        here=PATH,
        lines=say.before(language, _within(request, language)),
        given=typed,
        problem=problem,
        posts=request.app[PAGES].general(language).posts if problem else (),
        longest=LONGEST,
    )


def _kept(request: web.Request, language: str) -> web.Response:
    return request.app[PAGES].draw(
        "contact_kept.html",
        language,
        here=PATH,
        lines=say.after(language, _within(request, language)),
        posts=request.app[PAGES].general(language).posts,
    )
