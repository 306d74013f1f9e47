"""Who else could read an update before everybody does: the other officers with an open account.

Where there is one, nobody publishes what they saved last themselves. Where there is none, it may
be published alone: the page says so, and the trail keeps it.
"""

from bot.console.visit import Visit
from surveys.officers.accounts import Role
from surveys.telling.updates import Second, Update

ALONE = ", alone: there was no second officer"


async def others(visit: Visit) -> tuple[str, ...]:
    """Names of the other officers who can log in."""
    own = visit.officer.name.casefold()
    found = [each for each in await visit.parts.officers.all() if each.active]
    return tuple(
        each.name for each in found if each.may(Role.OFFICER) and each.name.casefold() != own
    )


async def reading(visit: Visit, update: Update) -> Second:
    """What the form says of who read it: the words they saw, and whether they are sure."""
    confirmed, seen = visit.form.one("confirmed"), visit.form.one("edition")
    return Second(
        visit.officer.name,
        seen,
        alone=update.needs_another(visit.officer.name) and not await others(visit),
        sure=bool(confirmed) and confirmed == seen,
    )


def told(second: Second) -> str:
    """What the trail adds to the update's id."""
    sure = ", after a look at what may tell who somebody is" if second.sure else ""
    return sure + (ALONE if second.alone else "")
