"""What was not written to answer: advertising, tricks, key mashing, hidden direction."""

from collections.abc import Iterator
from functools import cache

from moderation import gibberish, leaning
from moderation.phrases import Pattern
from moderation.rules import lexicon
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route

_TURNED = "\u202d\u202e"
"""Overrides that show letters in another order than they are stored in."""

_DEAR = r"\b(?:0(?:87[0-9]|90[0-9]|91[0-9]|84[0-9])[ ]?[0-9]{3}[ ]?[0-9]{3,5}|[4-9][0-9]{4})\b"
"""Numbers that cost (Ofcom: 084, 087, 09) and short codes."""

_SELLS = (
    r"\b(?:txt|txting|text|reply|rply|call|calls|send|free|freemsg|offer|claim|stop|credit|tones?|xxx"
    r"|chat|bid|win|prize|mins|ppm|subscri[a-z]*|unsub[a-z]*|mob|mobile|msg|customer|content|sms|loan)\b"
)
_HELP_LINES = frozenset({b"85258", b"84880"})
"""Shout and NSPCC by text."""


def find(text: Text) -> Iterator[Finding]:
    """Advertising, nonsense, and text that shows otherwise than it is stored."""
    ruled = list(lexicon("spam").find(text))
    yield from ruled
    if not ruled and not _names_a_help_line(text):
        yield from leaning.find_spam(text)
    yield from gibberish.find(text)
    yield from _sales(text)
    yield from _turned(text.raw)


def _turned(raw: str) -> Iterator[Finding]:
    if raw.isascii():
        return
    for place, char in enumerate(raw):
        if char in _TURNED:
            why = "hides the order in which it is to be read"
            yield Finding(place, place + 1, Kind.SPAM, Route.HOLD, 0.6, why)


def _names_a_help_line(text: Text) -> bool:
    return any(line.decode() in text.clean.text for line in _HELP_LINES)


def _sales(text: Text) -> Iterator[Finding]:
    """A number that costs beside a word that sells."""
    if not text.has_figures:
        return
    data = text.clean.text.encode()
    dear, sells = _patterns()
    for match in dear.all(data):
        if data[match.start() : match.end()] not in _HELP_LINES and sells.search(data):
            span = text.clean.span(match.start(), match.end())
            yield Finding(
                *span, Kind.SPAM, Route.HOLD, 0.8, "asks to ring or text a number that costs"
            )


@cache
def _patterns() -> tuple[Pattern, Pattern]:
    return Pattern(_DEAR), Pattern(_SELLS, any_case=True)
