"""The port through which theme tags, tones, quotes and codebooks are kept.

Two shelves keep its promises, memory/themes.py and sql/themes.py; tests/surveys/themes runs one
set of tests on both.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from surveys.errors import SurveyError
from surveys.themes.records import Edition, Quote, TagDecision, ThemeTag, ToneTag


class EditionTaken(SurveyError):
    """Somebody else changed the codebook meanwhile. Look at it again, then make your change."""


class ThemeShelf(Protocol):
    # ------------------------------------------------------------ codebooks
    async def editions(self, survey: str) -> tuple[Edition, ...]:
        """Every version that was kept, oldest first."""
        ...

    async def add_edition(self, edition: Edition) -> None:
        """Raises EditionTaken if that version, or a later one, is there."""
        ...

    async def split_theme(self, edition: Edition, wave_id: str, tags: Sequence[ThemeTag]) -> None:
        """The edition with its new theme, and what it says of the texts: both or neither.

        Raises EditionTaken.
        """
        ...

    # ------------------------------------------------------------ tags
    async def propose(
        self, wave_id: str, tags: Sequence[ThemeTag], tones: Sequence[ToneTag]
    ) -> None:
        """Put the tagger's work in the place of its earlier work; what an officer said stays."""
        ...

    async def decide_tags(self, wave_id: str, tags: Sequence[ThemeTag], on: date) -> None:
        """What an officer says of these pairs of text and theme, added to the history too."""
        ...

    async def decide_tone(self, wave_id: str, tone: ToneTag) -> None: ...

    async def tags(self, wave_id: str) -> tuple[ThemeTag, ...]:
        """As they stand, by text and theme."""
        ...

    async def tones(self, wave_id: str) -> tuple[ToneTag, ...]:
        """One a text at most, by text."""
        ...

    async def tag_history(self, text_id: str) -> tuple[TagDecision, ...]:
        """All that officers said of a text, first to last."""
        ...

    # ------------------------------------------------------------ quotes
    async def keep_quote(self, wave_id: str, quote: Quote) -> None:
        """One a text; a later one takes its place."""
        ...

    async def drop_quote(self, wave_id: str, text_id: str) -> None: ...

    async def quotes(self, wave_id: str) -> tuple[Quote, ...]:
        """All that were approved, by text."""
        ...
