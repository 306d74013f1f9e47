"""Themes of closed waves: the codebook in force, and what officers said of each text."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from surveys.definitions.definition import Survey
from surveys.errors import UnknownText, WaveNotClosed
from surveys.records import ReviewText, Wave, WaveState
from surveys.review.readable import READABLE
from surveys.store import Store
from surveys.themes import codebook_changes
from surveys.themes import patterns as theme_patterns
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.codebook_changes import Change
from surveys.themes.codebook_reading import codebook_for
from surveys.themes.quoting import may_quote
from surveys.themes.records import (
    TONE_BASE,
    Edition,
    Quote,
    TagDecision,
    TagState,
    ThemeTag,
    Tone,
    ToneTag,
    Voice,
)
from surveys.themes.shelf import ThemeShelf
from surveys.themes.voices import Sorted, voices

LINE = 0.5
"""From this score on the tagger thinks so."""

_WEIGHT = {TagState.PROPOSED: 0, TagState.REJECTED: 1, TagState.CONFIRMED: 2}


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

    async def confirmed(self, wave: Wave) -> bool:
        """Whether an officer confirmed any theme of this wave."""
        tags = await self._shelf.tags(wave.id)
        return any(tag.state is TagState.CONFIRMED for tag in tags)

    async def codebook(self, survey: Survey) -> Codebook:
        """The one in force: its last edition, else the one the survey starts with."""
        editions = await self._shelf.editions(survey.key)
        return editions[-1].codebook if editions else codebook_for(survey, self._own)

    async def editions(self, survey: Survey) -> Sequence[Edition]:
        """What officers made of the codebook it started with, oldest first."""
        return await self._shelf.editions(survey.key)

    # ------------------------------------------------------------ what texts are about
    async def texts(self, code: str) -> tuple[ReviewText, ...]:
        """All that may be read. Raises UnknownWave, WaveNotClosed."""
        wave = await self._closed(code)
        return tuple(t for t in await self._store.texts(wave.id) if t.state in READABLE)

    async def tags(self, code: str) -> tuple[ThemeTag, ...]:
        """As they stand, under the names themes have today; of retired themes none.

        Nor of texts that may not be read any more, such as one that was passed to the leads.

        Where a merge brought two together, what an officer said goes before a proposal.
        """
        wave = await self._closed(code)
        book = await self.codebook(wave.survey)
        readable = {text.id for text in await self.texts(code)}
        found = [tag for tag in await self._shelf.tags(wave.id) if tag.text_id in readable]
        named = [replace(tag, theme=now) for tag in found if (now := book.now(tag.theme))]
        once: dict[tuple[str, str], ThemeTag] = {}
        for tag in sorted(named, key=lambda tag: (_WEIGHT[tag.state], tag.score)):
            once[tag.text_id, tag.theme] = tag
        return tuple(tag for _, tag in sorted(once.items()))

    async def tones(self, code: str) -> Mapping[Tone, int]:
        """How many readable texts sound how; nothing over too small a base."""
        wave = await self._closed(code)
        readable = {text.id for text in await self.texts(code)}
        found = [each for each in await self._shelf.tones(wave.id) if each.text_id in readable]
        return Counter(each.tone for each in found) if len(found) >= TONE_BASE else {}

    async def propose(
        self, code: str, tags: Sequence[ThemeTag], tones: Sequence[ToneTag] = ()
    ) -> None:
        """What the tagger found, in the place of what it found before."""
        wave = await self._closed(code)
        await self._shelf.propose(wave.id, tags, tones)

    async def say(self, code: str, text_id: str, themes: Collection[str], by: str) -> None:
        """These and no other are what the text is about. Raises UnknownText."""
        wave = await self._closed(code)
        await self._text(wave, text_id)
        book = await self.codebook(wave.survey)
        before = {tag.theme: tag for tag in await self.tags(code) if tag.text_id == text_id}
        said = [
            _said(before.get(theme.key), text_id, theme.key, book, by, sure=theme.key in themes)
            for theme in book.in_use
        ]
        await self._shelf.decide_tags(wave.id, said, self._clock().date())

    async def confirm(self, code: str, theme: str, by: str) -> int:
        """Everything the tagger proposed for a theme is right; how many texts that were."""
        wave = await self._closed(code)
        open_ = (tag for tag in await self.tags(code) if tag.state is TagState.PROPOSED)
        mine = [tag for tag in open_ if tag.theme == theme and tag.score >= LINE]
        said = [replace(tag, state=TagState.CONFIRMED, by=by) for tag in mine]
        await self._shelf.decide_tags(wave.id, said, self._clock().date())
        return len(said)

    async def history(self, text_id: str) -> tuple[TagDecision, ...]:
        return await self._shelf.tag_history(text_id)

    # ------------------------------------------------------------ the codebook
    async def change(self, code: str, change: Change, by: str) -> Codebook:
        """The next edition. Raises UnknownTheme, ThemeThere, EditionTaken, BadTheme."""
        edition = await self._next(await self._closed(code), change, by)
        await self._shelf.add_edition(edition)
        return edition.codebook

    async def _next(self, wave: Wave, change: Change, by: str) -> Edition:
        after, note = codebook_changes.apply(await self.codebook(wave.survey), change)
        return Edition(wave.survey.key, after, by, note, self._clock().date())

    async def split(self, code: str, key: str, new: Theme, by: str) -> int:
        """A theme of its own for those texts of `key` that hold its words; how many there were.

        Raises ThemeThere, EditionTaken, BadTheme.
        """
        wave = await self._closed(code)
        edition = await self._next(wave, codebook_changes.Add(new), by)
        moved = [t for t in await self._with_theme(code, key) if _holds(t, new)]
        said = [
            ThemeTag(text.id, theme, state, 1.0, edition.codebook.version, by)
            for text in moved
            for theme, state in ((new.key, TagState.CONFIRMED), (key, TagState.REJECTED))
        ]
        await self._shelf.split_theme(edition, wave.id, said)
        return len(moved)

    async def _with_theme(self, code: str, key: str) -> list[ReviewText]:
        tags = await self.tags(code)
        mine = {
            tag.text_id
            for tag in tags
            if tag.theme == key and tag.state is not TagState.REJECTED and tag.score >= LINE
        }
        return [text for text in await self.texts(code) if text.id in mine]

    # ------------------------------------------------------------ quotes
    async def quotable(self, code: str, theme: str) -> tuple[ReviewText, ...]:
        """Texts confirmed for a theme, short and permitted: what may be offered as a quote."""
        wave = await self._closed(code)
        confirmed = {
            tag.text_id
            for tag in await self.tags(code)
            if tag.theme == theme and tag.state is TagState.CONFIRMED
        }
        ids = await self._store.response_ids(wave.id)
        responses = dict(zip(ids, await self._store.responses(wave.id), strict=True))
        found = (text for text in await self.texts(code) if text.id in confirmed)
        return tuple(t for t in found if may_quote(t, responses[t.response_id], wave.survey))

    async def quotes(self, code: str) -> tuple[Quote, ...]:
        wave = await self._closed(code)
        return await self._shelf.quotes(wave.id)

    async def approve(self, code: str, text_id: str, theme: str, words: str, by: str) -> Quote:
        """Raises UnknownText for one that may not be quoted or reads otherwise by now."""
        wave = await self._closed(code)
        offered = {text.id: text for text in await self.quotable(code, theme)}
        if text_id not in offered or offered[text_id].redacted != words:
            raise UnknownText
        quote = Quote(text_id, theme, words, by, self._clock().date())
        await self._shelf.keep_quote(wave.id, quote)
        return quote

    async def drop_quote(self, code: str, text_id: str) -> None:
        wave = await self._closed(code)
        await self._shelf.drop_quote(wave.id, text_id)

    async def _text(self, wave: Wave, text_id: str) -> ReviewText:
        text = await self._store.text(text_id)
        if text.wave_id != wave.id or text.state not in READABLE:
            raise UnknownText
        return text

    async def _closed(self, code: str) -> Wave:
        wave = await self._store.wave(code)
        if wave.state is not WaveState.CLOSED:
            raise WaveNotClosed
        return wave


def _said(  # noqa: PLR0913 - one decision
    before: ThemeTag | None, text_id: str, theme: str, book: Codebook, by: str, *, sure: bool
) -> ThemeTag:
    state = TagState.CONFIRMED if sure else TagState.REJECTED
    score, why = (before.score, before.why) if before else (0.0, ())
    return ThemeTag(text_id, theme, state, score, book.version, by, why)


def _holds(text: ReviewText, theme: Theme) -> bool:
    """Whether one of the theme's patterns is in it."""
    return any(theme_patterns.compiled(each).search(text.redacted) for each in theme.patterns)
