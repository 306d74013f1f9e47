"""Waves whose texts and numbers are there to be looked at, and those whose answers are lost."""

from collections.abc import Iterable

from bot.console.visit import Visit
from surveys.errors import AnswersLost
from surveys.records import Wave


async def with_answers(visit: Visit) -> Wave:
    """The wave of the address. Raises UnknownWave, AnswersLost."""
    wave = await visit.parts.waves.one(visit.part("code"))
    if wave.answers_lost:
        raise AnswersLost
    return wave


def lost(waves: Iterable[Wave], surveys: Iterable[str]) -> tuple[str, ...]:
    """Names of the waves of these surveys that were closed without their answers."""
    asked = set(surveys)
    return tuple(wave.name for wave in waves if wave.answers_lost and wave.survey.key in asked)
