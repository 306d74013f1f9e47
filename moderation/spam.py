"""Advertising, tricks and key mashing."""

from collections.abc import Iterator

from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Finding


def find(text: Text) -> Iterator[Finding]:
    """What was not written to answer the question."""
    yield from lexicon("spam").find(text)
