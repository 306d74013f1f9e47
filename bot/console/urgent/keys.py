"""A lead's own key: what it opens, another passphrase, a new key, and the road after a loss."""

from aiohttp import web

from bot.console.logins.own import refused
from bot.console.problems import Problem, of
from bot.console.urgent.held import LONGEST, held, hold, lock
from bot.console.visit import Visit
from surveys.errors import NotSealedForYou, WrongPassphrase
from surveys.officers.audit import Act
from surveys.officers.records import TooManyTries, WrongPassword
from surveys.urgent.lead_keys import WeakPassphrase, check_passphrase

DONE = {
    "passphrase": "Your passphrase is changed. Write the new one down, and lock it away.",
    "new": "You have a new key. It opens all that the old one did, with the same passphrase.",
    "lost": "You have a new key, for what comes from now on. Write its passphrase down, and lock "
    "it away. Ring another lead about what it does not open.",
}
"""What is said once it is done."""


async def show(visit: Visit) -> web.StreamResponse:
    return await _draw(visit)


async def ask_passphrase(visit: Visit) -> web.StreamResponse:
    return visit.draw("key_passphrase")


async def change_passphrase(visit: Visit) -> web.StreamResponse:
    old = visit.form.exact("old")[:LONGEST]
    if problems := _new_problems(visit):
        return visit.draw("key_passphrase", problems)
    try:
        new = visit.form.exact("passphrase")
        async with visit.along(Act.KEY_RELOCKED, visit.officer.name):
            await visit.parts.lead_keys.change_passphrase(visit.officer.name, old, new)
    except (WrongPassphrase, NotSealedForYou) as error:
        return visit.draw("key_passphrase", [of(error, "old")])
    return visit.go("/keys?done=passphrase")


async def ask_new(visit: Visit) -> web.StreamResponse:
    return visit.draw("key_new")


async def renew(visit: Visit) -> web.StreamResponse:
    """A new key under the same passphrase; all that the old one opened is sealed to it."""
    passphrase = visit.form.exact("passphrase")[:LONGEST]
    if not passphrase:
        return visit.draw("key_new", [Problem("Enter your passphrase", "passphrase")])
    try:
        key, count = await visit.parts.lead_keys.rotate(visit.officer.name, passphrase)
    except (WrongPassphrase, NotSealedForYou) as error:
        return visit.draw("key_new", [of(error, "passphrase")])
    hold(visit, key)
    await visit.record(Act.KEY_RENEWED, f"{visit.officer.name}, {count} sealed anew")
    return visit.go("/keys?done=new")


async def ask_lost(visit: Visit) -> web.StreamResponse:
    return visit.draw("key_lost", others=await _others(visit))


async def replace_lost(visit: Visit) -> web.StreamResponse:
    """A loss, and said to be one: the box must be ticked.

    With the password, so that a screen left open gives nobody a key of their own.
    """
    name, problems = visit.officer.name, _new_problems(visit)
    if visit.form.one("understood") != "yes":
        problems.append(Problem("Tick that you have read what will be lost", "understood"))
    if not problems:
        problems = await _password_problems(visit)
    if problems:
        return visit.draw("key_lost", problems, others=await _others(visit))
    count = await visit.parts.lead_keys.replace_lost(name, visit.form.exact("passphrase"))
    lock(visit)
    await visit.record(Act.KEY_LOST, f"{name}, {count} no longer opened by it")
    return visit.go("/keys?done=lost")


async def reseal(visit: Visit) -> web.StreamResponse:
    """Seal to another lead what this lead opens and the other does not."""
    name, key = visit.form.one("name"), held(visit)
    if key is None:
        return await _draw(
            visit, Problem("Unlock your key first: read an item, or below", "unlock")
        )
    count = await visit.parts.lead_keys.reseal_for(name, key)
    await visit.record(Act.RESEALED, f"{count} to {name}")
    return visit.go("/keys")


async def unlock(visit: Visit) -> web.StreamResponse:
    passphrase = visit.form.exact("unlock")[:LONGEST]
    try:
        key = await visit.parts.lead_keys.unlock(visit.officer.name, passphrase)
    except (WrongPassphrase, NotSealedForYou) as error:
        return await _draw(visit, of(error, "unlock"))
    hold(visit, key)
    return visit.go("/keys")


async def _draw(visit: Visit, *problems: Problem) -> web.Response:
    states = await visit.parts.lead_keys.states()
    return visit.draw(
        "keys",
        problems,
        done=DONE.get(visit.request.query.get("done", ""), ""),
        mine=next((state for state in states if state.name == visit.officer.name), None),
        others=[state for state in states if state.name != visit.officer.name],
        is_open=held(visit) is not None,
    )


async def _others(visit: Visit) -> list[str]:
    return [s.name for s in await visit.parts.lead_keys.states() if s.name != visit.officer.name]


async def _password_problems(visit: Visit) -> list[Problem]:
    password = visit.form.exact("password")[:LONGEST]
    try:
        await visit.parts.officers.own.confirm(visit.officer.name, password)
    except (WrongPassword, TooManyTries) as error:
        return [refused(error, "password")]
    return []


def _new_problems(visit: Visit) -> list[Problem]:
    new, again = visit.form.exact("passphrase"), visit.form.exact("again")
    try:
        check_passphrase(new)
    except WeakPassphrase as error:
        return [of(error, "passphrase")]
    if new != again:
        return [Problem("The two passphrases are not the same", "again")]
    return []
