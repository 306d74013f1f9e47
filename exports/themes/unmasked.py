"""A text without the masks that screening left: "[school]" is no word of whoever wrote."""

import re2

from moderation.redaction import MARKS

_MASK = re2.compile("|".join(re2.escape(mark.lower()) for mark in MARKS))


def unmasked(text: str) -> str:
    """Of a text in lower case."""
    without: str = _MASK.sub(" ", text) if "]" in text else text
    return without
