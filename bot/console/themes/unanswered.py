"""Themes that people raised and nobody has an action for: listed as such, wave by wave."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.visit import Visit
from surveys.office.actions import KeptAction
from surveys.records import Wave

NEWEST = 4
"""Closed waves that are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A wave, and the labels of its confirmed themes that no action bears."""

    wave: Wave
    themes: tuple[str, ...]


async def unanswered(visit: Visit, actions: Sequence[KeptAction]) -> tuple[Unanswered, ...]:
    """That a theme was raised at all may be told; how often is for the safe tables alone."""
    waves = [wave for wave in await visit.parts.waves.all() if wave.has_results]
    known = {each.thing.theme.casefold() for each in actions}
    found = [Unanswered(wave, await _open(visit, wave, known)) for wave in waves[:NEWEST]]
    return tuple(each for each in found if each.themes)


async def _open(visit: Visit, wave: Wave, known: set[str]) -> tuple[str, ...]:
    themes = visit.parts.themes
    if not await themes.confirmed(wave):
        return ()
    codebook = await themes.codebook(wave.survey)
    raised = {key for voice in await themes.voices(wave.code) for key in voice.themes}
    labels = (theme.label for theme in codebook.in_use if theme.key in raised)
    return tuple(label for label in labels if label.casefold() not in known)
