"""Texts that wait for review, wave by wave: one queue each, and which comes after which."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.visit import Visit
from surveys.records import Wave


@dataclass(frozen=True, slots=True)
class Queue:
    """So many texts of a closed wave wait for a person."""

    wave: Wave
    texts: int


async def held(visit: Visit, wave: Wave) -> int:
    """Before a wave is closed nothing of it can be read."""
    return len(await visit.parts.review.held(wave.code)) if wave.has_results else 0


async def after(visit: Visit, wave: Wave) -> Queue | None:
    """The next wave in which anything waits, in the order of the list; from its end to its top."""
    for each in _from(wave, await visit.parts.waves.all()):
        if texts := await held(visit, each):
            return Queue(each, texts)
    return None


def _from(wave: Wave, every: Sequence[Wave]) -> Sequence[Wave]:
    """All others, beginning behind this one."""
    at = [each.id for each in every].index(wave.id)
    return (*every[at + 1 :], *every[:at])
