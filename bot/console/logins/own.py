"""Your account: where you are logged in, your password, your recovery codes."""

import hashlib

from aiohttp import web

from bot.console.logins.cookies import SESSION, read_cookie
from bot.console.logins.login import site_of
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from surveys.errors import SurveyError
from surveys.officers.names import key_of
from surveys.officers.passkeys import PasskeyRefused, TooManyPasskeys, text_of
from surveys.officers.records import TooManyTries, WeakPassword, WrongPassword

HERE = "/account"


async def show(visit: Visit) -> web.StreamResponse:
    return await _page(visit)


async def end(visit: Visit) -> web.StreamResponse:
    """Who ends the session they are in finds the login page next."""
    await visit.parts.officers.own.end(visit.officer.name, visit.form.one("session"))
    return visit.go(HERE)


async def end_others(visit: Visit) -> web.StreamResponse:
    await visit.parts.officers.own.end_others(visit.officer.name, _token(visit))
    return visit.go(HERE)


async def change_password(visit: Visit) -> web.StreamResponse:
    form = visit.form
    if form.exact("new") != form.exact("again"):
        return await _page(visit, [Problem("The two new passwords are not the same", "again")])
    own, name = visit.parts.officers.own, visit.officer.name
    try:
        await own.change_password(name, form.exact("old"), form.exact("new"), _token(visit))
    except WeakPassword as error:
        return await _page(visit, [of(error, "new")])
    except (WrongPassword, TooManyTries) as error:
        return await _page(visit, [refused(error, "old")])
    return await _page(visit, done="Your password is changed. Everywhere else you are logged out.")


async def new_codes(visit: Visit) -> web.StreamResponse:
    """Shown once: the page has no address of its own to come back to."""
    own, name = visit.parts.officers.own, visit.officer.name
    try:
        codes = await own.new_codes(name, visit.form.exact("password"))
    except (WrongPassword, TooManyTries) as error:
        return await _page(visit, [refused(error, "password")])
    return visit.draw("account_codes", recovery=codes)


async def add_passkey(visit: Visit) -> web.StreamResponse:
    """With the password, so that a screen left open lets nobody in for good."""
    form, officers, name = visit.form, visit.parts.officers, visit.officer.name
    try:
        await officers.own.confirm(name, form.exact("passkey_password"))
        await officers.passkeys.add(name, site_of(visit), form.one("challenge"), form.one("answer"))
    except (WrongPassword, TooManyTries, PasskeyRefused, TooManyPasskeys) as error:
        return await _page(visit, [refused(error, "passkey_password")])
    return await _page(visit, done="The passkey is added. It logs you in from now on.")


async def remove_passkey(visit: Visit) -> web.StreamResponse:
    await visit.parts.officers.passkeys.remove(visit.officer.name, visit.form.one("passkey"))
    return visit.go(HERE)


async def _page(
    visit: Visit, problems: list[Problem] | None = None, done: str = ""
) -> web.Response:
    own, name = visit.parts.officers.own, visit.officer.name
    sessions = await own.sessions(name, _token(visit))
    left = await own.codes_left(name)
    passkeys = visit.parts.officers.passkeys
    have = await passkeys.all(name)
    return visit.draw(
        "account",
        problems or (),
        sessions=sessions,
        left=left,
        done=done,
        passkeys=have,
        have=" ".join(text_of(each.id) for each in have),
        site=site_of(visit),
        challenge=await passkeys.ask_new(name),
        user=text_of(hashlib.sha256(key_of(name).encode()).digest()),
    )


def refused(error: SurveyError, field: str) -> Problem:
    """What is said of a password that was not taken."""
    if isinstance(error, TooManyTries):
        return Problem(f"Too many wrong passwords. Try again in {error.seconds} seconds", field)
    return of(error, field)


def _token(visit: Visit) -> str:
    return read_cookie(visit.request, visit.desk, SESSION)
