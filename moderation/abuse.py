"""Hate and strong swearing: words that must not be published unread."""

from collections.abc import Iterator

from moderation import leaning
from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Finding


def find(text: Text) -> Iterator[Finding]:
    """Words that insult a group or a person, strong swearing, and what leans that way."""
    ruled = list(lexicon("abuse").find(text))
    yield from ruled
    said = {finding.kind for finding in ruled}
    yield from (found for found in leaning.find_abuse(text) if found.kind not in said)
