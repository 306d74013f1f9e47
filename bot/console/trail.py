"""The audit trail, for reading."""

from aiohttp import web

from bot.console.visit import Visit
from surveys.audit import PAGE

LONGEST_NUMBER = 12


async def show(visit: Visit) -> web.StreamResponse:
    audit = visit.parts.officers.audit
    entries = await audit.page(_below(visit))
    older = entries[-1].number if len(entries) == PAGE and entries[-1].number > 1 else None
    return visit.draw("trail", entries=entries, older=older, broken=await audit.broken_at())


def _below(visit: Visit) -> int | None:
    asked = visit.request.query.get("below", "")
    good = asked.isascii() and asked.isdigit() and len(asked) < LONGEST_NUMBER
    return int(asked) if good else None
