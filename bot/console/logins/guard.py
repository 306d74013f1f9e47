"""The door: who is asking, did they mean it, may they. Deny unless all three are answered."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import web

from bot.bodies import FILE_SECONDS, closing, in_time
from bot.console.desk import Desk
from bot.console.logins.cookies import SESSION, read_cookie
from bot.console.logins.login import onward_to
from bot.console.logins.too_late import typed
from bot.console.visit import NO_FORM, Form, Visit
from bot.faults import summary
from surveys.errors import SurveyError, UnknownSurvey, UnknownText, UnknownWave
from surveys.officers.accounts import Role, SignedIn
from surveys.officers.records import UnknownOfficer
from surveys.register import UnknownThing
from surveys.telling.updates import UnknownUpdate

PLAIN_FORM = "application/x-www-form-urlencoded"
TOO_LARGE = "That was too large: nothing was kept. Go back, and give a smaller file or fewer words."
TOO_SLOW = "That took too long to arrive: nothing was kept. Go back and send it again."
OUR_FAULT = (
    "It is not your fault. Go back and try again; if it stays so, tell whoever runs the server."
)
Page = Callable[[Visit], Awaitable[web.StreamResponse]]
NOT_FOUND = (UnknownWave, UnknownText, UnknownSurvey, UnknownOfficer, UnknownUpdate, UnknownThing)


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table of pages. `roles` None lets everybody in, () lets in nobody.

    `upload` is how many bytes a form with a file may have; 0 takes no file.
    """

    method: str
    path: str
    page: Page
    roles: tuple[Role, ...] | None = ()
    upload: int = 0


def guarded(desk: Desk, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The page as aiohttp calls it."""

    async def handle(request: web.Request) -> web.StreamResponse:
        signed = await desk.parts.officers.sessions.find(read_cookie(request, desk, SESSION))
        visit = Visit(request, desk, Form(NO_FORM), signed)
        try:
            return await _page(visit, route)
        except web.HTTPRequestEntityTooLarge:
            return _say(visit, "went_wrong", 413, TOO_LARGE)
        except web.HTTPRequestTimeout:
            return closing(_say(visit, "went_wrong", 408, TOO_SLOW))

    return handle


async def _page(visit: Visit, route: Route) -> web.StreamResponse:
    """Raises HTTPRequestEntityTooLarge, HTTPRequestTimeout."""
    if refusal := await _refusal(visit, route):
        return refusal
    if visit.request.method == "POST":
        visit = replace(visit, form=await _form(visit.request, route.upload))
        if not _meant(visit, route):
            return _too_late(visit, "stale_form")
    return await _answer(visit, route)


async def _refusal(visit: Visit, route: Route) -> web.Response | None:
    if route.roles is None:
        return None
    if visit.signed is None:
        return await _to_login(visit)
    if not visit.officer.may(*route.roles):
        return _say(visit, "not_yours", 403)
    return None


async def _to_login(visit: Visit) -> web.Response:
    """A page asked for without a session waits until after the login; a change is not made."""
    if visit.request.method == "GET":
        to = onward_to(visit.request.path.removeprefix(visit.desk.prefix))
        return visit.go(f"/login?{urlencode({'to': to}, safe='/')}" if to else "/login")
    if visit.request.content_type == PLAIN_FORM:
        visit = replace(visit, form=await _form(visit.request, 0))
    return _too_late(visit, "logged_out")


def _too_late(visit: Visit, template: str) -> web.Response:
    """What was typed is shown again, if it was typed here."""
    here = _from_here(visit.request, visit.parts.settings.public_url)
    return visit.draw(template, status=403, typed=typed(visit.form) if here else ())


async def _answer(visit: Visit, route: Route) -> web.StreamResponse:
    try:
        return await route.page(visit)
    except web.HTTPNotFound:
        return _nowhere(visit)
    except NOT_FOUND as error:
        return _say(visit, "went_wrong", 404, str(error))
    except SurveyError as error:
        return _say(visit, "went_wrong", 409, str(error))
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - the page of the chat would send officers to a code
        structlog.get_logger("bot.console").error("page_failed", what=summary(error), status=500)
        return _say(visit, "went_wrong", 500, OUR_FAULT)


def _nowhere(visit: Visit) -> web.Response:
    return _say(visit, "went_wrong", 404, "There is nothing at this address. Check it.")


def _say(visit: Visit, template: str, status: int, words: str = "") -> web.Response:
    return visit.draw(template, status=status, words=" ".join(words.split()))


# ---------------------------------------------------------------- did they mean it
async def _form(request: web.Request, upload: int) -> Form:
    """A file is read where the page takes one, and nowhere else."""
    roomy = request.clone(client_max_size=upload) if upload else request
    sent = await in_time(roomy.post(), FILE_SECONDS if upload else None)
    files = {name: each for name, each in sent.items() if isinstance(each, web.FileField)}
    kept = {name: await asyncio.to_thread(_content, each) for name, each in files.items()}
    return Form(gathered(sent.items()), kept if upload else {})


def _content(sent: web.FileField) -> bytes:
    with sent.file as file:
        return file.read()


def gathered(sent: Iterable[tuple[str, object]]) -> dict[str, tuple[str, ...]]:
    """The words of a form by field, in time linear in their number: the body has the ceiling."""
    fields: dict[str, list[str]] = {}
    for name, value in sent:
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in fields.items()}


def _meant(visit: Visit, route: Route) -> bool:
    """The form came from a page of ours, shown in this very session."""
    if not _from_here(visit.request, visit.parts.settings.public_url):
        return False
    return route.roles is None or _same_session(visit.signed, visit.form)


def _same_session(signed: SignedIn | None, form: Form) -> bool:
    return signed is not None and signed.meant(form.exact("csrf"))


def _from_here(request: web.Request, public_url: str) -> bool:
    """Browsers say where a form came from; who does not say is not let in.

    Under `no-referrer` the Origin of our own forms is "null"; then Sec-Fetch-Site must speak.
    """
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return urlsplit(origin).netloc in {request.host, urlsplit(public_url).netloc}
