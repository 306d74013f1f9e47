"""Which way a text runs."""

from unicodedata import bidirectional

RIGHT_TO_LEFT = {"R", "AL"}
TAGS = {"en": "en-GB", "cy": "cy-GB"}


def right_to_left(text: str) -> bool:
    """The first letter decides, as it does for a browser."""
    strong = (way for way in map(bidirectional, text) if way in {"L", *RIGHT_TO_LEFT})
    return next(strong, "L") in RIGHT_TO_LEFT


def some_right_to_left(text: str) -> bool:
    """Whether any letter of it runs from right to left."""
    return any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def tag(language: str) -> str:
    """What a document says of its language: with the country where we know it."""
    return TAGS.get(language, language)
