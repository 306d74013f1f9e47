"""Theme tags: what the texts of a closed wave are about, as proposed and as officers decided.

Numbers and papers start from a `Voice` a response (`Themes.voices`, in the order of
`Store.responses`): themes an officer confirmed, each once (R9), the tone, and approved quotes.
Nothing that was only proposed by the tagger ever reaches a voice.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.themes.codebook import Codebook


class TagState(StrEnum):
    PROPOSED = "proposed"  # by the tagger; nobody has looked
    CONFIRMED = "confirmed"  # an officer says so
    REJECTED = "rejected"  # an officer says it is not


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """That a text is about a theme, or, rejected, that it is not.

    `score` is how sure the tagger is: from a half it thinks so, and below it just does not.
    `why` holds the words that weighed most. `version` is the
    codebook's when this was said. `by` is the officer; empty for the tagger.
    """

    text_id: str
    theme: str
    state: TagState
    score: float
    version: int
    by: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagDecision:
    """One line of a text's history of tags, kept for ever. `on` is the day."""

    text_id: str
    theme: str
    state: TagState
    version: int
    by: str
    on: date


TONE_BASE = 30
"""Texts below which nobody is told how they sound (R2)."""


class Tone(StrEnum):
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class ToneTag:
    """How a text sounds: the tagger's guess, or with `by` what an officer said.

    `score` is from -1, bad, to 1, good. Shown only over a base of 30 (R2).
    """

    text_id: str
    tone: Tone
    score: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words an officer approved for print. Void as soon as the text reads otherwise.

    `attribute` is the one breakdown whose group may stand beside it, or "": R10 is checked again
    against the counts when a paper is made.
    """

    text_id: str
    theme: str
    words: str
    by: str
    on: date
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """One response, as far as themes go. `wrote`: it holds words that may be read."""

    wrote: bool = False
    themes: frozenset[str] = frozenset()
    tone: Tone | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a survey's codebook, who made it and why. None is ever changed."""

    survey: str
    codebook: Codebook
    by: str
    note: str
    on: date
