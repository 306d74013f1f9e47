"""The chat: a form in, a page out. What happens in between is the intake's."""

from collections.abc import Sequence

from aiohttp import web

from bot.web.did import News, what_changed
from bot.web.draw import Shown, talk
from bot.web.entrance import OVER, allowed, card_of, chat_path, closed_page, code_of, entry_page
from bot.web.forms import Form, read_form
from bot.web.keys import CARDS, PAGES, PARTS
from bot.web.middleware import audience_of, language_of
from bot.web.people import newcomer
from surveys.errors import UnknownCode
from surveys.intake.intake import WaveCard
from surveys.messages import Came, ChangedLanguage, Incoming, Looked
from surveys.records import Entry, WaveState
from surveys.talk.problems import too_busy
from surveys.wording import LANGUAGES

TOO_MANY = 429
NOT_NOW = 503
GONE = 410
NOT_THERE = 404
FINE = 200

RETRY_AFTER = "5"


async def open_chat(request: web.Request) -> web.Response:
    """The first page, with a fresh id; or the form for the entry code."""
    card = await card_of(request)
    language = language_of(request, card.languages)
    if closed := closed_page(request, card, language):
        return closed
    if card.entry is Entry.CODES:
        return entry_page(request, language, card.languages)
    carried = newcomer()
    incoming = Incoming(carried.person, Looked(), language=language)
    replies = await request.app[PARTS].intake.receive(code_of(request), incoming)
    told = await what_changed(request, card.survey, language)
    return _page(request, language, card.languages, talk(replies, carried, None), told=told)


async def take_answer(request: web.Request) -> web.Response:
    """One message of one person.

    The intake hears it before anything else is looked up: words that tell of harm are answered
    with help even when the database is away or the wave has closed.
    """
    form = await read_form(request)
    came = form.came()
    language = _language(request, form, came)
    if not allowed(request):
        return _too_many(request, form, language)
    carried = form.carried
    incoming = Incoming(carried.person, came, form.turn, language)
    try:
        replies = await request.app[PARTS].intake.receive(code_of(request), incoming)
    except UnknownCode:
        return entry_page(request, language, tuple(LANGUAGES), carried.entry)
    shown = talk(replies, carried, form)
    return await _answer(request, form, came, shown)


async def _answer(request: web.Request, form: Form, came: Came, shown: Shown) -> web.Response:
    """The page, in the right language, with the status the wave calls for."""
    cards, code = request.app[CARDS], code_of(request)
    offered = await cards.offered(code)
    language = _language(request, form, came, offered)
    status = FINE if shown.last else _status(await cards.if_there(code))
    return _page(request, language, offered, shown, status)


def _status(card: WaveCard | None) -> int:
    """Of a page that shows nothing but a problem."""
    if card and card.state in OVER:
        return GONE
    return NOT_THERE if card and card.state is WaveState.DRAFT else NOT_NOW


def _language(
    request: web.Request, form: Form, came: Came, offered: Sequence[str] = tuple(LANGUAGES)
) -> str:
    """The one just asked for, else the page's, else the browser's."""
    asked = came.language if isinstance(came, ChangedLanguage) else ""
    wanted = (asked, form.one("lang"))
    return next((each for each in wanted if each in offered), language_of(request, offered))


def _page(  # noqa: PLR0913 - what a page of the talk is drawn from
    request: web.Request,
    language: str,
    offered: Sequence[str],
    shown: Shown,
    status: int = FINE,
    *,
    told: News | None = None,
) -> web.Response:
    return request.app[PAGES].draw(
        "chat.html",
        language,
        status=status,
        told=told,
        offered=offered,
        audience=audience_of(request),
        path=chat_path(request),
        talking=True,
        shown=shown,
        carried=shown.carried,
    )


def _too_many(request: web.Request, form: Form, language: str) -> web.Response:
    """Not taken: the same form again, with what was typed. Pressing twice is safe, by its turn."""
    shown = talk((too_busy(language),), form.carried, form)
    page = _page(request, language, tuple(LANGUAGES), shown, TOO_MANY)
    page.headers["Retry-After"] = RETRY_AFTER
    return page
