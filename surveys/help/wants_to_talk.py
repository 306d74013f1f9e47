"""Whether words ask for a person to talk to, or tell of feeling low, where nothing is held.

Help is shown for them and nothing else happens. The words are data: wants_to_talk.toml.
"""

import tomllib
from functools import cache
from pathlib import Path

from moderation.phrases import Pattern, source

FILE = Path(__file__).parent / "wants_to_talk.toml"
_APOSTROPHES = {ord("’"): None, ord("'"): None}


def wants_to_talk(text: str) -> bool:
    return _phrases().search(_folded(text)) is not None


@cache
def _phrases() -> Pattern:
    return Pattern(source(tomllib.loads(FILE.read_text("utf-8"))["phrases"], {}))


def _folded(text: str) -> bytes:
    """Case, apostrophes, line ends and signs do not count."""
    plain = text.lower().translate(_APOSTROPHES)
    spaced = "".join(each if each.isalnum() else " " for each in plain)
    return " ".join(spaced.split()).encode()
