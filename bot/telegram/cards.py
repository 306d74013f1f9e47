"""What the channel must know of a survey before anyone has said anything."""

from dataclasses import dataclass

from surveys.help.signposts import YOUNG
from surveys.records import Entry
from surveys.store import WaveShelf

MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Card:
    """Never changes once a wave is made."""

    is_for_young: bool
    audience: str
    languages: tuple[str, ...]
    wants_code: bool


class Cards:
    def __init__(self, waves: WaveShelf) -> None:
        self._waves = waves
        self._known: dict[str, Card] = {}

    async def of(self, code: str) -> Card:
        """Raises UnknownWave, StoreUnavailable."""
        known = self._known.get(code)
        if known is None:
            wave = await self._waves.wave(code)
            survey = wave.survey
            known = Card(
                survey.audience == YOUNG,
                survey.audience,
                survey.languages,
                wave.entry is Entry.CODES,
            )
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[code] = known
        return known
