"""The leads' page: what waits, and the words of one, shown once asked for and to nobody else."""

from collections.abc import Sequence

from aiohttp import web

from bot.console.problems import Problem, of
from bot.console.urgent.escalating import calls
from bot.console.urgent.held import held, lock, unlocked
from bot.console.visit import Visit
from surveys.errors import NotSealedForYou, WrongPassphrase
from surveys.officers.audit import Act
from surveys.urgent.urgent import CONTACT_NAME, Seen, Waiting

Item = Waiting | Seen


async def show(visit: Visit) -> web.StreamResponse:
    box, lead = visit.parts.urgent, visit.officer.name
    waiting, seen = _danger_first(await box.waiting(lead)), await box.seen(lead)
    given = [item for item in seen if item.handed_to == lead]
    mine: list[Item] = [*waiting, *given]
    free = [i for i in mine if not i.taken_by and (lead in i.opens or not i.opens)]
    others = [item for item in seen if item not in given]
    hurry = [item.id for item in free if item.wave != CONTACT_NAME]
    return visit.draw(
        "urgent",
        waiting=waiting,
        unsettled=[item for item in others if not item.results],
        settled=[item for item in others if item.results],
        given=given,
        free=len(free),
        calls=await calls(visit, hurry),
        asked=visit.request.query.get("done", ""),
        done=_done(visit, seen),
        told=bool(visit.parts.settings.alerts.mail or visit.parts.settings.alerts.chats),
        is_open=held(visit) is not None,
        helpless=await _helpless(visit),
    )


def _done(visit: Visit, seen: Sequence[Seen]) -> Seen | None:
    """What was just handed over or recorded: whoever did it is told that it is done."""
    asked = visit.request.query.get("done", "")
    return next((item for item in reversed(seen) if item.id == asked), None)


def _danger_first(items: Sequence[Waiting]) -> list[Waiting]:
    """Who asks to be contacted was told that it may take days."""
    return sorted(items, key=lambda item: item.wave == CONTACT_NAME)


async def take(visit: Visit) -> web.StreamResponse:
    """One tap: on everything this lead can read and nobody is on. Nobody more is told."""
    taken = await visit.parts.casework.take_all(visit.officer.name)
    await visit.parts.telling.alerts.forget(taken)
    if taken:
        await visit.record(Act.URGENT_TAKEN, str(len(taken)))
    return visit.go("/urgent")


async def lock_(visit: Visit) -> web.StreamResponse:
    lock(visit)
    return visit.go("/urgent")


async def ask(visit: Visit) -> web.StreamResponse:
    return ask_for(visit, await item_of(visit))


async def read(visit: Visit) -> web.StreamResponse:
    """The words stand on this page only: nothing keeps it, no address leads back to it."""
    item = await item_of(visit)
    if held(visit) is None and not visit.form.exact("passphrase"):
        return ask_for(visit, item, Problem("Enter your passphrase", "passphrase"))
    try:
        key = await unlocked(visit)
        async with visit.along(Act.URGENT_READ, about(item)):
            await visit.parts.urgent.read_with(item.id, key)
    except (WrongPassphrase, NotSealedForYou) as error:
        return ask_for(visit, item, of(error, "passphrase"))
    if not _is_awaited(await item_of(visit)):
        await visit.parts.telling.alerts.forget([item.id])
    return await draw_case(visit)


def _is_awaited(item: Item) -> bool:
    """By the lead it was handed to, whoever else reads it: who was told of that stays known."""
    return isinstance(item, Seen) and bool(item.handed_to or item.unopened_by)


async def draw_case(visit: Visit, *problems: Problem) -> web.Response:
    """The words again, for a lead whose key is unlocked; else the passphrase is asked for."""
    item, key = await item_of(visit), held(visit)
    if key is None:
        return ask_for(visit, item, *problems)
    case = await visit.parts.casework.look(item.id, key)
    others = [lead.name for lead in await visit.parts.store.readers()]
    return visit.draw(
        "urgent_read",
        problems,
        item=item,
        case=case,
        is_contact=item.wave == CONTACT_NAME,
        everybody=others,
        others=[name for name in others if name != visit.officer.name],
    )


async def item_of(visit: Visit) -> Item:
    """What waits under that id, else what was read last. What is kept from a lead is not there."""
    box, lead = visit.parts.urgent, visit.officer.name
    items: list[Item] = [*await box.waiting(lead), *reversed(await box.seen(lead))]
    for item in items:
        if item.id == visit.part("item"):
            return item
    raise web.HTTPNotFound


def about(item: Item) -> str:
    """For the audit trail."""
    return f"{item.wave}, {item.day.isoformat()}"


def ask_for(visit: Visit, item: Item, *problems: Problem) -> web.Response:
    """The page before the words: the passphrase, or a button."""
    is_open = held(visit) is not None
    may = visit.officer.name in item.opens
    return visit.draw("urgent_ask", problems, item=item, is_open=is_open, may=may)


async def _helpless(visit: Visit) -> list[tuple[str, int]]:
    """Other leads who should be able to open something and cannot, and how much."""
    states = await visit.parts.lead_keys.states()
    return [(s.name, s.missing) for s in states if s.missing and s.name != visit.officer.name]
