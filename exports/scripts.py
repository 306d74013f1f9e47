"""Which way a text runs."""

from unicodedata import bidirectional

RIGHT_TO_LEFT = {"R", "AL"}
TAGS = {"en": "en-GB", "cy": "cy-GB"}


ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"


def right_to_left(text: str) -> bool:
    """The first letter decides; a name that was set apart in a sentence does not turn it."""
    apart = 0
    for letter in text:
        apart += (letter == ISOLATE) - (letter == END_OF_ISOLATE)
        if not apart and (way := bidirectional(letter)) in {"L", *RIGHT_TO_LEFT}:
            return way != "L"
    return some_right_to_left(text)


def some_right_to_left(text: str) -> bool:
    """Whether any letter of it runs from right to left."""
    return any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def tag(language: str) -> str:
    """What a document says of its language: with the country where we know it."""
    return TAGS.get(language, language)
