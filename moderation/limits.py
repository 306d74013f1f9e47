"""Texts the rules cannot speak for: too long, or in a language they do not cover."""

from collections.abc import Iterator

from moderation.text import Text
from moderation.verdict import Finding, Kind, Route

COVERED = frozenset({"en"})
"""Languages the rules cover."""


def find_language(text: Text) -> Iterator[Finding]:
    """A text said to be in another language waits for a person who reads it."""
    if text.lang.lower().split("-")[0] not in COVERED:
        why = "in a language the rules do not cover"
        yield Finding(0, len(text.raw), Kind.LANGUAGE, Route.HOLD, 1.0, why)
