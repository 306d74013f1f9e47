"""People who have begun: each with a talk at the second question, and with a room."""

import asyncio
from collections.abc import Sequence

from bot.parts import Parts
from surveys.anonymity.tokens import TELEGRAM
from surveys.messages import Ask, Chose, Incoming, PersonId, Started
from surveys.rooms import LIFE, Room, RoomKeys

AT_ONCE = 64
TRIES = 5
ASKED = 17
"""Message number of the question they see; any number will do."""


async def begin(parts: Parts, code: str, people: Sequence[int]) -> None:
    """By the one road in, as a chat would."""
    keys = RoomKeys(parts.keyring)
    for at in range(0, len(people), AT_ONCE):
        some = people[at : at + AT_ONCE]
        await asyncio.gather(*(_one(parts, keys, code, person) for person in some))


async def _one(parts: Parts, keys: RoomKeys, code: str, person: int) -> None:
    who = PersonId(f"{TELEGRAM}{person}")
    first = await _asked(parts, code, Incoming(who, Started(), None, "en"))
    chose = Chose((first.options[0].key,))
    second = await _asked(parts, code, Incoming(who, chose, first.turn, "en"))
    room = Room(code, "en", of_age=True, turn=second.turn, asked=ASKED, messages=(ASKED,))
    await parts.writer.write(keys.of(person).seal(room, parts.clock() + LIFE))


async def _asked(parts: Parts, code: str, incoming: Incoming) -> Ask:
    """Again where a busy disk kept it from being saved in time."""
    for _ in range(TRIES):
        asks = [
            each for each in await parts.intake.receive(code, incoming) if isinstance(each, Ask)
        ]
        if asks:
            return asks[0]
    raise RuntimeError("the store is too slow to begin with")
