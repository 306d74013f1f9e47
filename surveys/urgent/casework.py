"""What a lead does about an urgent item: be on it, hand it over, keep it from another, say the end.

Every change is made to the item as it was seen, or not at all; what lies under its wave's cover
lies there again afterwards. Nothing here removes an item.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from nacl.secret import SecretBox

from surveys.anonymity.keyring import Keyring
from surveys.anonymity.padding import pad, unpad
from surveys.errors import NotSealedForYou, SurveyError, TooLarge, UnknownText
from surveys.records import Lead, Recorded, UrgentItem
from surveys.store import Store
from surveys.urgent import covering, leads
from surveys.urgent.leads import Unlocked

LONGEST_NOTE = 1000
NOTE_SIZE = 4 * LONGEST_NOTE + 96
Change = Callable[[UrgentItem], UrgentItem]


class Result(StrEnum):
    """How it ended, or how it stands: all that is kept unsealed."""

    REFERRED = "referred"  # children's social care
    POLICE = "police"  # police or ambulance
    PASSED_ON = "passed_on"  # school, health or another service
    KNOWN = "known"  # already known, and being dealt with
    CONTACTED = "contacted"  # who asked to be contacted was
    NOT_FOUND = "not_found"  # nothing says who or where
    NO_CONCERN = "no_concern"  # on reading, no risk of harm
    MISTAKE = "mistake"  # a test, or sent by mistake
    LOST = "lost"  # no key is left that opens it


class CaseChanged(SurveyError):
    """Another lead did something about this while you looked at it. Look at it again."""


class NobodyElse(SurveyError):
    """No other lead could read it then. Give another lead a key first: Accounts, or officer add."""


class NotALead(SurveyError):
    """There is no lead of that name with a key and an open account. Choose another."""


class NoteTooLong(SurveyError):
    """A note has at most 1,000 characters. The whole story belongs into your case system."""


class StillOpens(SurveyError):
    """A lead has a key that opens this, so it is not lost. Ask them to read it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One outcome, with its note in the open."""

    result: str
    by: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    """An item as a lead with the key sees it."""

    words: str
    outcomes: tuple[Said, ...]


class Casework:
    def __init__(self, store: Store, clock: Callable[[], datetime], keyring: Keyring) -> None:
        self._store = store
        self._clock = clock
        self._keyring = keyring

    async def take(self, item_id: str, lead: str) -> None:
        """Be on it, so that nobody more is told.

        Raises UnknownText, NotSealedForYou, CaseChanged.
        """
        item = await self._visible(item_id, lead)
        if item.keys and lead not in item.keys:
            raise NotSealedForYou
        await self._keep(item, _taken(item, lead))

    async def take_all(self, lead: str) -> tuple[str, ...]:
        """On everything that this lead can read and nobody is on; their ids."""
        waiting = [item for item in await self._store.urgent() if lead in item.keys]
        read = (seen.item for seen in await self._store.urgent_seen())
        waiting += [item for item in read if item.handling.handed_to == lead]
        free = [item for item in waiting if not item.handling.taken_by]
        taken = [each for each in free if await self._may_take(each, lead)]
        return tuple(item.id for item in taken)

    async def look(self, item_id: str, held: Unlocked) -> Case:
        """The words and what was done. Raises UnknownText, NotSealedForYou, KeyMissing."""
        item = self._open(await self._visible(item_id, held.name))
        box = SecretBox(leads.item_key(item, held))
        said = (
            Said(each.outcome, each.by, each.on, unpad(box.decrypt(each.note)).decode())
            if each.note
            else Said(each.outcome, each.by, each.on, "")
            for each in item.handling.outcomes
        )
        return Case(leads.opened(item, held), tuple(said))

    async def hand_over(self, item_id: str, held: Unlocked, to: str) -> None:
        """Sealed to that lead too if it was not; nobody is on it until they say so."""
        target = await self._lead(to)
        item = await self._visible(item_id, held.name)
        if to in item.handling.withheld or to == held.name:
            raise NotALead
        await self._change(item, lambda bare: _handed(_also_for(bare, held, target), to))

    async def withhold(self, item_id: str, held: Unlocked, named: str, to: str) -> None:
        """Keep it from a lead whom it names, and give it to another. They see it no more.

        The words get a new key, which is sealed to all others who had one and to `to`. What the
        named lead read before, or a copy of the database made before, is not undone by this.
        """
        known = {lead.name: lead for lead in await self._store.readers()}
        item = await self._visible(item_id, held.name)
        kept_from = {*item.handling.withheld, named}
        if to not in known or to in kept_from:
            raise NotALead
        readers = [
            lead
            for name, lead in known.items()
            if name not in kept_from and (name in item.keys or name == to)
        ]
        if not readers:
            raise NobodyElse
        mine = to == held.name
        await self._change(
            item, lambda bare: _withheld(_rekeyed(bare, held, readers), named, to, mine=mine)
        )

    async def record(self, item_id: str, held: Unlocked, result: Result, note: str) -> None:
        """One more outcome; none is ever changed. The note is sealed as the words are."""
        if len(note) > LONGEST_NOTE:
            raise NoteTooLong
        item = await self._visible(item_id, held.name)
        on = self._clock().date()
        await self._change(item, lambda bare: _recorded(bare, held, result, note, on))

    async def record_lost(self, item_id: str, lead: str) -> None:
        """Nobody has a key that opens it: said for good. Raises StillOpens."""
        item = await self._visible(item_id, lead)
        there = {each.name for each in await self._store.leads()}
        if there & item.keys.keys():
            raise StillOpens
        on = self._clock().date()
        said = (*item.handling.outcomes, Recorded(Result.LOST, lead, on))
        await self._keep(item, _in_hands(item, lead, outcomes=said))
        await self._store.urgent_read(item.id, lead, on)

    # ------------------------------------------------------------ inside
    async def _visible(self, item_id: str, lead: str) -> UrgentItem:
        """What waits under that id, else what was read last. One that is withheld is not there."""
        read = [seen.item for seen in reversed(await self._store.urgent_seen())]
        for item in (*await self._store.urgent(), *read):
            if item.id == item_id and lead not in item.handling.withheld:
                return item
        raise UnknownText

    async def _lead(self, name: str) -> Lead:
        for lead in await self._store.readers():
            if lead.name == name:
                return lead
        raise NotALead

    async def _may_take(self, item: UrgentItem, lead: str) -> bool:
        return await self._store.change_urgent(item, _taken(item, lead))

    def _open(self, item: UrgentItem) -> UrgentItem:
        return covering.uncovered(item, self._keyring.keys)

    async def _change(self, item: UrgentItem, change: Change) -> None:
        changed = change(self._open(item))
        await self._keep(item, covering.as_it_lay(changed, item, self._keyring.keys))

    async def _keep(self, before: UrgentItem, after: UrgentItem) -> None:
        if not await self._store.change_urgent(before, after):
            raise CaseChanged


# ---------------------------------------------------------------- one change each
def _by(item: UrgentItem, **handling: object) -> UrgentItem:
    return replace(item, handling=replace(item.handling, **handling))  # type: ignore[arg-type]


def _also_for(item: UrgentItem, held: Unlocked, lead: Lead) -> UrgentItem:
    key = leads.item_key(item, held)
    return replace(item, keys={**item.keys, lead.name: leads.sealed_to(lead, key)})


def _taken(item: UrgentItem, lead: str) -> UrgentItem:
    """Whoever takes what was handed over is the one who has yet to open it."""
    return _by(
        item, taken_by=lead, handed_to="", unopened_by=lead if item.handling.unopened_by else ""
    )


def _handed(item: UrgentItem, to: str) -> UrgentItem:
    return _by(item, taken_by="", handed_to=to, unopened_by=to)


def _in_hands(item: UrgentItem, lead: str, **handling: object) -> UrgentItem:
    """In the hands of a lead who knows it."""
    return _by(item, taken_by=lead, handed_to="", unopened_by="", **handling)


def _rekeyed(item: UrgentItem, held: Unlocked, readers: list[Lead]) -> UrgentItem:
    """Words and notes under a new key, for these readers alone."""
    old, key = SecretBox(leads.item_key(item, held)), secrets.token_bytes(SecretBox.KEY_SIZE)
    new, bare = SecretBox(key), len(leads.BARE)
    text = leads.BARE + new.encrypt(old.decrypt(item.text[bare:]))
    notes = [
        replace(each, note=bytes(new.encrypt(old.decrypt(each.note))))
        for each in item.handling.outcomes
    ]
    keys = {lead.name: leads.sealed_to(lead, key) for lead in readers}
    return _by(replace(item, text=text, keys=keys), outcomes=tuple(notes))


def _withheld(item: UrgentItem, named: str, to: str, *, mine: bool) -> UrgentItem:
    everybody = tuple(sorted({*item.handling.withheld, named}))
    given = _in_hands(item, to) if mine else _handed(item, to)
    return _by(given, withheld=everybody)


def _recorded(item: UrgentItem, held: Unlocked, result: Result, note: str, on: date) -> UrgentItem:
    raw = note.encode()
    if len(raw) > NOTE_SIZE:
        raise TooLarge
    sealed = SecretBox(leads.item_key(item, held)).encrypt(pad(raw, NOTE_SIZE))
    said = Recorded(result, held.name, on, bytes(sealed))
    return _in_hands(item, held.name, outcomes=(*item.handling.outcomes, said))
