"""Where an action comes from, by the name that people know it by."""

from dataclasses import dataclass

from bot.console.visit import Visit
from surveys.errors import UnknownWave
from surveys.office.actions import Action, Source
from surveys.officers.accounts import Role
from surveys.register import UnknownThing


@dataclass(frozen=True, slots=True)
class Origin:
    """`path` is empty for who may not look there."""

    name: str
    path: str = ""


async def origin_of(visit: Visit, action: Action) -> Origin | None:
    """None where it comes from nowhere, or from what is no longer known."""
    place, _, _ = action.origin.partition("/")
    if not place:
        return None
    try:
        return await _found(visit, action.source, place)
    except (UnknownWave, UnknownThing):
        return None


async def _found(visit: Visit, source: Source, place: str) -> Origin:
    """Raises UnknownWave, UnknownThing."""
    office, officer = visit.parts.office, visit.officer.may(Role.OFFICER)
    reader = officer or visit.officer.may(Role.BOARD)
    match source:
        case Source.MEETING:
            meeting = (await office.meetings.one(place)).thing
            return Origin(meeting.name, f"/meetings/{place}" if reader else "")
        case Source.PRIORITY:
            round_ = (await office.priorities.one(place)).thing
            return Origin(round_.name, f"/priorities/{place}" if reader else "")
        case Source.NOTE:
            event = (await office.events.one(place)).thing
            return Origin(event.name, f"/events/{place}" if officer else "")
        case Source.THEME | Source.OTHER:
            wave = await visit.parts.waves.one(place)
            name = f"{wave.survey.title} {wave.name}"
            return Origin(name, f"/waves/{wave.code}" if officer else "")
