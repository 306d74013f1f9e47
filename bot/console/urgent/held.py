"""The lead's key in this visit: unlocked, found, or locked again."""

from bot.console.logins.cookies import SESSION, read_cookie
from bot.console.visit import Visit
from surveys.urgent.leads import Unlocked

LONGEST = 500


def held(visit: Visit) -> Unlocked | None:
    """The signed-in lead's key, if it is unlocked in this session."""
    return visit.desk.unlocking.find(_token(visit), visit.officer.name)


def hold(visit: Visit, key: Unlocked) -> None:
    visit.desk.unlocking.keep(_token(visit), key)


def lock(visit: Visit) -> None:
    visit.desk.unlocking.drop(_token(visit))


async def unlocked(visit: Visit) -> Unlocked:
    """The key, by the passphrase in the form where it is not unlocked yet.

    Raises WrongPassphrase, NotSealedForYou.
    """
    if key := held(visit):
        return key
    passphrase = visit.form.exact("passphrase")[:LONGEST]
    key = await visit.parts.lead_keys.unlock(visit.officer.name, passphrase)
    hold(visit, key)
    return key


def _token(visit: Visit) -> str:
    return read_cookie(visit.request, visit.desk, SESSION)
