"""What each response says: tags, tones and quotes of its texts, put together by person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.records import ReviewText
from surveys.review.readable import READABLE
from surveys.themes.codebook import Codebook
from surveys.themes.records import Quote, TagState, ThemeTag, Tone, ToneTag, Voice

CLEAR = 0.15
"""A mean tone nearer to nought than this is neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Everything that was kept on the texts of one wave."""

    tags: Sequence[ThemeTag] = ()
    tones: Sequence[ToneTag] = ()
    quotes: Sequence[Quote] = ()


def voices(
    response_ids: Sequence[str], texts: Iterable[ReviewText], kept: Sorted, codebook: Codebook
) -> tuple[Voice, ...]:
    """One for each response, in their order. Only words that may be read are heard."""
    themes = _themes(kept.tags, codebook)
    tones = {tone.text_id: tone for tone in kept.tones}
    quotes = {quote.text_id: quote for quote in kept.quotes}
    said: dict[str, list[ReviewText]] = {}
    for text in texts:
        if text.state in READABLE:
            said.setdefault(text.response_id, []).append(text)
    return tuple(
        _voice(said.get(response_id, ()), themes, tones, quotes) for response_id in response_ids
    )


def _themes(tags: Iterable[ThemeTag], codebook: Codebook) -> dict[str, set[str]]:
    """The confirmed themes of each text, under the names they have today."""
    found: dict[str, set[str]] = {}
    for tag in tags:
        if tag.state is TagState.CONFIRMED and (key := codebook.now(tag.theme)):
            found.setdefault(tag.text_id, set()).add(key)
    return found


def _voice(
    texts: Sequence[ReviewText],
    themes: Mapping[str, set[str]],
    tones: Mapping[str, ToneTag],
    quotes: Mapping[str, Quote],
) -> Voice:
    if not texts:
        return Voice()
    about = frozenset[str]().union(*(themes.get(text.id, ()) for text in texts))
    heard = [tones[text.id] for text in texts if text.id in tones]
    printed = ((text, quotes[text.id]) for text in texts if text.id in quotes)
    whole = tuple(quote for text, quote in printed if quote.words == text.redacted)
    return Voice(wrote=True, themes=about, tone=_tone(heard), quotes=whole)


def _tone(heard: Sequence[ToneTag]) -> Tone | None:
    """Of one text its own; of several the side on which they lie together."""
    if len(heard) <= 1:
        return heard[0].tone if heard else None
    mean = sum(tone.score for tone in heard) / len(heard)
    if abs(mean) < CLEAR:
        return Tone.NEUTRAL
    return Tone.POSITIVE if mean > 0 else Tone.NEGATIVE
