"""The quarterly chase: each lead is asked about their outstanding actions, and nothing else.

A round belongs to a meeting and is kept once, so that pressing Send again sends nothing twice. A
letter is marked before it is handed to the mail server: one that was cut off there is unsure, and
goes again only if the officer says so.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from surveys.office.action_views import by_lead, outstanding
from surveys.office.actions import KeptAction
from surveys.officers.records import Officer
from surveys.register import Drawer, Kept, Overtaken, RegisterShelf, UnknownThing

KIND = "chase"


class UnknownRound(UnknownThing):
    """This round has not been sent yet. Look at the meeting."""


class Stage(StrEnum):
    FIRST = "first"
    REMINDER = "reminder"


class Fate(StrEnum):
    WAITING = "waiting"
    UNSURE = "unsure"  # handed over; nothing is known of how that ended
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Letter:
    """One lead's. `actions` are numbers, those due first on top."""

    lead: str
    mail: str
    actions: tuple[str, ...]
    fate: Fate = Fate.WAITING


@dataclass(frozen=True, slots=True)
class Round:
    """All letters of one stage.

    `unreachable` are leads of outstanding actions who have no account with an address at the
    action's agency, or NO_LEAD.
    """

    meeting: str
    stage: Stage
    letters: tuple[Letter, ...]
    unreachable: tuple[str, ...] = ()

    def count(self, *fates: Fate) -> int:
        return sum(each.fate in fates for each in self.letters)


KeptRound = Kept[Round]

NO_LEAD = "nobody"


def prepared(
    meeting: str, stage: Stage, actions: Iterable[KeptAction], officers: Sequence[Officer]
) -> Round:
    """What would go out. Nothing is kept or sent."""
    known = {each.name.casefold(): each for each in officers if each.active and each.mail}
    letters, unreachable = list[Letter](), dict[str, None]()
    for lead, waiting in by_lead(outstanding(actions)).items():
        found = known.get(lead.casefold())
        own = tuple(each.id for each in waiting if found and is_of(found.agency, each))
        if found and own:
            letters.append(Letter(lead, found.mail, own))
        if len(own) < len(waiting):
            unreachable[lead or NO_LEAD] = None
    return Round(meeting, stage, tuple(letters), tuple(unreachable))


def is_of(agency: str, action: KeptAction) -> bool:
    """Not another agency's: a name alone may be of two people."""
    theirs = action.thing.agency.casefold()
    return not agency or not theirs or theirs == agency.casefold()


def unanswered(
    first: KeptRound, since: datetime, actions: Iterable[KeptAction]
) -> tuple[KeptAction, ...]:
    """Those that the first round asked about and that nobody has touched since it began."""
    asked = {number for letter in first.thing.letters for number in letter.actions}
    return tuple(each for each in actions if each.id in asked and each.at <= since)


class Chase:
    """Rounds as they are kept. The id of one is its meeting and stage."""

    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self.drawer = Drawer(shelf, clock, KIND, Round, UnknownRound)

    async def find(self, meeting: str, stage: Stage) -> KeptRound | None:
        return await self.drawer.find(_id(meeting, stage))

    async def since(self, kept: KeptRound) -> datetime:
        """When the round was begun, however often its letters were marked."""
        return (await self.drawer.history(kept.id))[0].at

    async def start(self, wanted: Round, by: str) -> KeptRound:
        """Kept once: the round as it stands if there is one already."""
        thing_id = _id(wanted.meeting, wanted.stage)
        try:
            return await self.drawer.add(wanted, by, within=wanted.meeting, thing_id=thing_id)
        except Overtaken:
            return await self.drawer.one(thing_id)

    async def take(self, kept: KeptRound, lead: str, by: str) -> KeptRound:
        """Mark a letter as handed over, before it is. Raises Overtaken: another process has it."""
        return await self._mark(kept, lead, Fate.UNSURE, by)

    async def ended(self, kept: KeptRound, lead: str, fate: Fate, by: str) -> KeptRound:
        return await self._mark(kept, lead, fate, by)

    async def again(self, kept: KeptRound, by: str) -> KeptRound:
        """What failed, or was cut off, waits again: the officer has said so."""
        back = (Fate.FAILED, Fate.UNSURE)
        letters = [
            replace(each, fate=Fate.WAITING) if each.fate in back else each
            for each in kept.thing.letters
        ]
        return await self.drawer.change(kept, replace(kept.thing, letters=tuple(letters)), by)

    async def _mark(self, kept: KeptRound, lead: str, fate: Fate, by: str) -> KeptRound:
        letters = tuple(
            replace(each, fate=fate) if each.lead == lead else each for each in kept.thing.letters
        )
        return await self.drawer.change(kept, replace(kept.thing, letters=letters), by)


def _id(meeting: str, stage: Stage) -> str:
    return f"{meeting}-{stage}"
