"""The lead's page: what waits, and the words of one, shown once asked for and to nobody else."""

from aiohttp import web

from bot.console.problems import Problem, of
from bot.console.visit import Visit
from surveys.audit import Act
from surveys.errors import NotSealedForYou, WrongPassphrase
from surveys.urgent import Seen, Waiting

LONGEST = 500


async def show(visit: Visit) -> web.StreamResponse:
    box = visit.parts.urgent
    return visit.draw("urgent", waiting=await box.waiting(), seen=await box.seen())


async def ask(visit: Visit) -> web.StreamResponse:
    return visit.draw("urgent_ask", item=await _item(visit))


async def read(visit: Visit) -> web.StreamResponse:
    """The words stand on this page only: nothing keeps it, no address leads back to it."""
    item = await _item(visit)
    passphrase = visit.form.exact("passphrase")[:LONGEST]
    if not passphrase:
        return visit.draw("urgent_ask", [Problem("Enter your passphrase", "passphrase")], item=item)
    try:
        words = await visit.parts.urgent.read(item.id, visit.officer.name, passphrase)
    except (WrongPassphrase, NotSealedForYou) as error:
        return visit.draw("urgent_ask", [of(error, "passphrase")], item=item)
    await visit.record(Act.URGENT_READ, f"{item.wave}, {item.day.isoformat()}")
    return visit.draw("urgent_read", item=item, text=words)


async def _item(visit: Visit) -> Waiting | Seen:
    box = visit.parts.urgent
    items: list[Waiting | Seen] = [*await box.waiting(), *reversed(await box.seen())]
    for item in items:
        if item.id == visit.part("item"):
            return item
    raise web.HTTPNotFound
