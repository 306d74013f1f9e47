"""Theme tags in memory: the promises of surveys/themes/shelf.py, until the program ends."""

from collections.abc import Sequence
from datetime import date

from surveys.themes.records import Edition, Quote, TagDecision, TagState, ThemeTag, ToneTag
from surveys.themes.shelf import EditionTaken


class MemoryThemes:
    """Every method runs from start to end without waiting, so each is one transaction."""

    def __init__(self) -> None:
        self._editions: dict[str, list[Edition]] = {}
        self._tags: dict[str, dict[tuple[str, str], ThemeTag]] = {}
        self._tones: dict[str, dict[str, ToneTag]] = {}
        self._decided: list[TagDecision] = []
        self._quotes: dict[str, dict[str, Quote]] = {}

    async def editions(self, survey: str) -> tuple[Edition, ...]:
        return tuple(self._editions.get(survey, ()))

    async def add_edition(self, edition: Edition) -> None:
        kept = self._editions.setdefault(edition.survey, [])
        if kept and kept[-1].codebook.version >= edition.codebook.version:
            raise EditionTaken
        kept.append(edition)

    async def split_theme(self, edition: Edition, wave_id: str, tags: Sequence[ThemeTag]) -> None:
        await self.add_edition(edition)
        await self.decide_tags(wave_id, tags, edition.on)

    async def propose(
        self, wave_id: str, tags: Sequence[ThemeTag], tones: Sequence[ToneTag]
    ) -> None:
        decided = {k: t for k, t in self._tags.get(wave_id, {}).items() if t.by}
        heard = {k: t for k, t in self._tones.get(wave_id, {}).items() if t.by}
        self._tags[wave_id] = {(tag.text_id, tag.theme): tag for tag in tags} | decided
        self._tones[wave_id] = {tone.text_id: tone for tone in tones} | heard

    async def decide_tags(self, wave_id: str, tags: Sequence[ThemeTag], on: date) -> None:
        kept = self._tags.setdefault(wave_id, {})
        for tag in tags:
            kept[tag.text_id, tag.theme] = tag
            self._decided.append(
                TagDecision(tag.text_id, tag.theme, TagState(tag.state), tag.version, tag.by, on)
            )

    async def decide_tone(self, wave_id: str, tone: ToneTag) -> None:
        self._tones.setdefault(wave_id, {})[tone.text_id] = tone

    async def tags(self, wave_id: str) -> tuple[ThemeTag, ...]:
        return tuple(tag for _, tag in sorted(self._tags.get(wave_id, {}).items()))

    async def tones(self, wave_id: str) -> tuple[ToneTag, ...]:
        return tuple(tone for _, tone in sorted(self._tones.get(wave_id, {}).items()))

    async def tag_history(self, text_id: str) -> tuple[TagDecision, ...]:
        return tuple(each for each in self._decided if each.text_id == text_id)

    async def keep_quote(self, wave_id: str, quote: Quote) -> None:
        self._quotes.setdefault(wave_id, {})[quote.text_id] = quote

    async def drop_quote(self, wave_id: str, text_id: str) -> None:
        self._quotes.get(wave_id, {}).pop(text_id, None)

    async def quotes(self, wave_id: str) -> tuple[Quote, ...]:
        return tuple(quote for _, quote in sorted(self._quotes.get(wave_id, {}).items()))
