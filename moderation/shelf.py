"""Where the lists lie and how they are read.

Long lists stand between ''': such text is taken as it is, in a tenth of the time.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from moderation.errors import BadLexicon

LEXICONS = Path(__file__).parent / "lexicons"

RULE_FILES = ("disclosure", "questions", "abuse", "spam")
"""The lexicons that hold rules."""


def load(path: Path) -> Mapping[str, Any]:
    """A TOML file, or `BadLexicon` that names it."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadLexicon(f"{path.name}: cannot be read ({error})") from error


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """One of our own files, by name."""
    return load(LEXICONS / f"{name}.toml")


def slots() -> Mapping[str, Sequence[str]]:
    """The word lists shared by all lexicons, by name."""
    return shipped("slots")
