"""Texts the rules cannot speak for: too long, or in a language they do not cover."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from moderation.shelf import shipped
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route
from moderation.vocabulary import known

COVERED = frozenset({"en"})
"""Languages the rules cover."""


def find_language(text: Text) -> Iterator[Finding]:
    """A text said, or seen, to be in another language waits for a person who reads it."""
    if text.lang.lower().split("-")[0] not in COVERED or in_other_script(text.raw) or guess(text):
        why = "in a language the rules do not cover"
        yield Finding(0, len(text.raw), Kind.LANGUAGE, Route.HOLD, 1.0, why)


MOST_WORDS = 1_300
"""Words a text may have. Prose of `pipeline.MAX_TEXT` characters has a thousand."""

READ_OF_MORE = 600
"""Of a text of more words, so many are read by the model of risk: half from each end."""


def find_crowded(text: Text) -> Iterator[Finding]:
    """A text of more words than are read waits: nobody writes so many short ones."""
    if is_crowded(text):
        why = "too many words for its length to read them all"
        yield Finding(0, len(text.raw), Kind.TOO_LONG, Route.HOLD, 1.0, why)


def is_crowded(text: Text) -> bool:
    """It has more words than are read."""
    return text.folded.text.count(" ") >= MOST_WORDS


_TWO = 2
_FEW = 3
_MOST = 400
_OTHER = 0.5
_SHARE = 0.3


def in_other_script(raw: str) -> bool:
    """Most of its letters are of another alphabet."""
    if raw.isascii():
        return False
    letters = [char for char in raw[:_MOST] if char.isalpha() and not char.isascii()]
    plain = sum(char.isascii() and char.isalpha() for char in raw[:_MOST])
    strange = sum(not unicodedata.name(char, "").startswith(_LATIN) for char in letters)
    return strange >= _FEW and strange > _OTHER * (strange + plain)


_LATIN = ("LATIN", "FULLWIDTH LATIN", "MATHEMATICAL", "FEMININE", "MASCULINE", "MODIFIER", "SCRIPT")


def guess(text: Text) -> str:
    """The other language that a text's small words speak for, or ""; rough, for short texts too."""
    words = [word.strip(".,!?:;\"'()") for word in text.clean.text.lower()[:_MOST].split()]
    if len(words) < _FEW:
        return ""
    ours = _ours()
    strange = set(words) - ours
    if len(strange) < _TWO:
        return ""
    english = sum(word in ours for word in words)
    counts = {lang: len(strange & _small(lang)) for lang in _LANGUAGES}
    lang = max(counts, key=counts.__getitem__)
    enough = counts[lang] >= _TWO and counts[lang] >= _SHARE * len(words)
    return lang if enough and counts[lang] > english else ""


_LANGUAGES = ("cy", "pl", "so", "ur", "ro", "es", "fr", "pt", "tr", "sq", "ar")


@cache
def _ours() -> frozenset[str]:
    return known() | _small("en")


@cache
def _small(lang: str) -> frozenset[str]:
    return frozenset(shipped("languages")[lang].split())
