"""The audit trail, for reading."""

from aiohttp import web

from bot.console.trail.names import named
from bot.console.visit import Visit
from surveys.officers.accounts import Officer, Role
from surveys.officers.audit import PAGE, Act, Entry
from surveys.officers.names import key_of

LONGEST_NUMBER = 12
OF_LEADS = frozenset(
    {
        Act.TEXT_PASSED_ON,
        Act.URGENT_TAKEN,
        Act.URGENT_READ,
        Act.URGENT_HANDED,
        Act.URGENT_WITHHELD,
        Act.OUTCOME_RECORDED,
    }
)
"""What is done about urgent texts."""


async def show(visit: Visit) -> web.StreamResponse:
    audit = visit.parts.officers.audit
    entries = await audit.page(_below(visit))
    older = entries[-1].number if len(entries) == PAGE and entries[-1].number > 1 else None
    seen = [entry for entry in entries if may_see(visit.officer, entry)]
    return visit.draw(
        "trail",
        entries=seen,
        names=await named(visit, seen),
        older=older,
        broken=await audit.broken_at(),
    )


def may_see(officer: Officer, entry: Entry) -> bool:
    """Not what others did about an urgent text, for who is a lead: it may name them."""
    mine = key_of(entry.who) == key_of(officer.name)
    return mine or entry.act not in OF_LEADS or not officer.may(Role.LEAD)


def _below(visit: Visit) -> int | None:
    asked = visit.request.query.get("below", "")
    good = asked.isascii() and asked.isdigit() and len(asked) < LONGEST_NUMBER
    return int(asked) if good else None
