"""Hate and strong swearing: words that must not be published unread."""

from collections.abc import Iterator

from moderation import leaning
from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Finding, Kind

_SURE = 0.85
"""What the rule that can be wrong about this claims; a word that insults always waits."""


def find(text: Text) -> Iterator[Finding]:
    """Words that insult a group or a person, strong swearing, and what leans that way."""
    ruled = list(lexicon("abuse").find(text))
    if any(map(_may_be_told, ruled)) and leaning.speaks_of_hate(text):
        ruled = [found for found in ruled if not _may_be_told(found)]
    yield from ruled
    said = {finding.kind for finding in ruled}
    yield from (found for found in leaning.find_abuse(text) if found.kind not in said)


def _may_be_told(found: Finding) -> bool:
    return found.kind is Kind.HATE and found.score == _SURE
