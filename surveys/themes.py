"""Themes of closed waves: the codebook in force, and what officers said of each text."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from surveys.codebook import Codebook
from surveys.codebook_reading import codebook_for
from surveys.definition import Survey
from surveys.errors import WaveNotClosed
from surveys.records import Wave, WaveState
from surveys.store import Store
from surveys.theme_records import Edition, Voice
from surveys.theme_shelf import ThemeShelf
from surveys.voices import Sorted, voices


class Themes:
    """`own` is the folder of the board's own surveys; its codebooks lie in it."""

    def __init__(
        self,
        store: Store,
        shelf: ThemeShelf,
        clock: Callable[[], datetime],
        own: Path | None = None,
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._own = own

    # ------------------------------------------------------------ for numbers and papers
    async def voices(self, code: str) -> tuple[Voice, ...]:
        """What each response counts for, in the order of `Store.responses` (R9).

        Raises UnknownWave, WaveNotClosed.
        """
        wave = await self._closed(code)
        kept = Sorted(
            await self._shelf.tags(wave.id),
            await self._shelf.tones(wave.id),
            await self._shelf.quotes(wave.id),
        )
        ids = await self._store.response_ids(wave.id)
        texts = await self._store.texts(wave.id)
        return voices(ids, texts, kept, await self.codebook(wave.survey))

    async def codebook(self, survey: Survey) -> Codebook:
        """The one in force: its last edition, else the one the survey starts with."""
        editions = await self._shelf.editions(survey.key)
        return editions[-1].codebook if editions else codebook_for(survey, self._own)

    async def editions(self, survey: Survey) -> Sequence[Edition]:
        """What officers made of the codebook it started with, oldest first."""
        return await self._shelf.editions(survey.key)

    async def _closed(self, code: str) -> Wave:
        wave = await self._store.wave(code)
        if wave.state is not WaveState.CLOSED:
            raise WaveNotClosed
        return wave
