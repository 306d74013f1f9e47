"""Where the settings ask for four eyes, who wrote an update last does not publish it."""

from dataclasses import dataclass

from bot.console.visit import Visit
from surveys.register import Drawer

KIND = "update author"
WORDS = "You wrote this last, so a second officer has to read and publish it"


@dataclass(frozen=True, slots=True)
class Author:
    name: str


async def note(visit: Visit, update_id: str) -> None:
    """Keep who wrote it, each time it is written."""
    drawer, author = _drawer(visit), Author(visit.officer.name)
    if before := await drawer.find(update_id):
        await drawer.change(before, author, visit.officer.name)
    else:
        await drawer.add(author, visit.officer.name, thing_id=update_id)


async def needed(visit: Visit, update_id: str) -> bool:
    if not visit.parts.settings.four_eyes:
        return False
    author = await _drawer(visit).find(update_id)
    return author is not None and author.thing.name == visit.officer.name


def _drawer(visit: Visit) -> Drawer[Author]:
    return Drawer(visit.parts.office.register, visit.parts.clock, KIND, Author)
