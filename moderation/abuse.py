"""Hate and strong swearing: words that must not be published unread."""

from collections.abc import Iterable

from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Finding


def find(text: Text) -> Iterable[Finding]:
    """Words that insult a group or a person, and strong swearing."""
    return lexicon("abuse").find(text)
