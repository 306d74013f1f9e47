"""Disclosures and risk of harm: what a person says happens to them or to another."""

from collections.abc import Iterable

from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Finding


def find(text: Text) -> Iterable[Finding]:
    """Words that tell of harm or risk."""
    return lexicon("disclosure").find(text)


def find_in_answer(text: Text) -> Iterable[Finding]:
    """Short answers that mean something only after the question that was asked."""
    return lexicon("questions").find(text) if text.question else ()
