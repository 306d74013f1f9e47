"""The two cookies of the console: a session, and a mark that this browser logged in before.

Neither leaves /console, neither can be read by a script. Over HTTPS the names carry the prefix
that makes browsers insist on it; plain HTTP is served on this machine only (see settings.py).
"""

from datetime import timedelta

from aiohttp import web

from bot.console.desk import Desk
from surveys.officers.sessions import ABSOLUTE

SESSION = "officer"
DEVICE = "seen-before"
DEVICE_LIFE = timedelta(days=400)


def read_cookie(request: web.Request, desk: Desk, name: str) -> str:
    return request.cookies.get(_full(name, desk), "")


def set_session(response: web.Response, desk: Desk, token: str) -> None:
    _set(response, desk, SESSION, token, ABSOLUTE)


def set_device(response: web.Response, desk: Desk, token: str) -> None:
    _set(response, desk, DEVICE, token, DEVICE_LIFE)


def drop_session(response: web.Response, desk: Desk) -> None:
    _set(response, desk, SESSION, "", timedelta(0))


def _set(response: web.Response, desk: Desk, name: str, value: str, life: timedelta) -> None:
    response.set_cookie(
        _full(name, desk),
        value,
        max_age=int(life.total_seconds()),
        path=desk.prefix,
        secure=desk.parts.settings.is_secure,
        httponly=True,
        samesite="Strict",
    )


def _full(name: str, desk: Desk) -> str:
    return f"__Secure-{name}" if desk.parts.settings.is_secure else name
