"""In and out."""

from collections.abc import Sequence

import re2
from aiohttp import web

from bot import whence
from bot.console.logins.cookies import (
    DEVICE,
    SESSION,
    drop_session,
    read_cookie,
    set_device,
    set_session,
)
from bot.console.problems import Problem, of
from bot.console.urgent.held import lock
from bot.console.visit import Visit
from surveys.officers.accounts import Attempt, LoggedIn
from surveys.officers.passkeys import Site
from surveys.officers.records import LoginRefused, TooManyTries

LONGEST = 500
LONGEST_WAY = 200
PIECE = re2.compile(r"[A-Za-z0-9_-]{1,80}")
"""One piece of the way to a page. Without dots, colons and empty pieces no way leads outside."""

REFUSED = (
    "The name, password or code is not right. A code works once: if you have just used it, "
    "wait for the next."
)

PASSKEY_REFUSED = "The passkey was not taken. Try again, or log in with password and code."


async def ask(visit: Visit) -> web.StreamResponse:
    """`to` is where the login leads on to: the page that was asked for, such as what waits."""
    to = onward_to(visit.request.query.get("to", ""))
    if visit.signed:
        return visit.go(f"/{to}")
    return await _form(visit, to=to)


async def log_in(visit: Visit) -> web.StreamResponse:
    missing = _missing(visit)
    if missing:
        return await _form(visit, missing, to=_asked(visit))
    try:
        logged_in = await visit.parts.officers.login(_attempt(visit))
    except LoginRefused:
        return await _form(visit, [Problem(REFUSED, "name")], 403, _asked(visit))
    except TooManyTries as error:
        return await _wait(visit, error)
    return _welcome(visit, logged_in)


async def by_passkey(visit: Visit) -> web.StreamResponse:
    form, desk = visit.form, visit.desk
    try:
        logged_in = await visit.parts.officers.login_by_passkey(
            site_of(visit),
            form.one("challenge"),
            form.one("answer"),
            read_cookie(visit.request, desk, DEVICE),
            read_cookie(visit.request, desk, SESSION),
        )
    except LoginRefused:
        return await _form(visit, [Problem(PASSKEY_REFUSED)], 403, _asked(visit))
    return _welcome(visit, logged_in)


def site_of(visit: Visit) -> Site:
    return Site.at(visit.parts.settings.public_url)


async def _form(
    visit: Visit, problems: Sequence[Problem] = (), status: int = 200, to: str = ""
) -> web.Response:
    """A challenge is kept only where a browser could answer it."""
    site = site_of(visit)
    challenge = await visit.parts.officers.passkeys.ask_login() if site.usable else ""
    return visit.draw("login", problems, status, to=to, site=site, challenge=challenge)


async def log_out(visit: Visit) -> web.StreamResponse:
    lock(visit)
    await visit.parts.officers.logout(read_cookie(visit.request, visit.desk, SESSION))
    response = visit.go("/login")
    drop_session(response, visit.desk)
    return response


def onward_to(asked: str) -> str:
    """The page of the console that a login leads on to, or nothing: the first page.

    No address from outside is ever followed: what is left goes behind the console's own prefix.
    """
    way = asked.removeprefix("/")
    if len(way) > LONGEST_WAY or not all(map(PIECE.fullmatch, way.split("/"))):
        return ""
    return way


def _asked(visit: Visit) -> str:
    return onward_to(visit.form.one("to"))


def _missing(visit: Visit) -> list[Problem]:
    code = "the six digits or a recovery code"
    asked = {"name": "your name", "password": "your password", "code": code}
    return [Problem(f"Enter {what}", at) for at, what in asked.items() if not visit.form.one(at)]


def _attempt(visit: Visit) -> Attempt:
    return Attempt(
        visit.form.one("name")[:LONGEST],
        visit.form.exact("password")[:LONGEST],
        visit.form.one("code")[:LONGEST],
        _place(visit),
        read_cookie(visit.request, visit.desk, DEVICE),
        read_cookie(visit.request, visit.desk, SESSION),
    )


def _place(visit: Visit) -> str:
    """Hashed at once, never kept."""
    hops = visit.request.headers.getall(whence.HEADER, [])
    trusted = visit.parts.settings.trusted_proxies
    return whence.place(visit.request.remote or "", hops, trusted)


async def _wait(visit: Visit, error: TooManyTries) -> web.Response:
    said = f"{of(error).text} You can try again in {_time(error.seconds)}."
    response = await _form(visit, [Problem(said, "name")], 429, _asked(visit))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _time(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds} seconds" if seconds > 1 else "a second"
    return f"{minutes} minutes" if minutes > 1 else "a minute"


def _welcome(visit: Visit, logged_in: LoggedIn) -> web.Response:
    response = visit.go(f"/{_asked(visit)}")
    set_session(response, visit.desk, logged_in.session)
    set_device(response, visit.desk, logged_in.device)
    return response
