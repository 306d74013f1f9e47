"""How a codebook may change: add, reword, merge, retire. Each makes the next version."""

import re
import secrets
from dataclasses import dataclass
from typing import assert_never

from surveys.errors import SurveyError
from surveys.limits import MAX_TITLE
from surveys.themes import patterns as theme_patterns
from surveys.themes.codebook import Codebook, Theme, ThemeThere
from surveys.themes.codebook_reading import MAX_PATTERN, MAX_PATTERNS, MAX_THEMES


class BadTheme(SurveyError):
    """A theme needs a name of at most 80 characters and words that can be looked for."""


@dataclass(frozen=True, slots=True)
class Add:
    theme: Theme


@dataclass(frozen=True, slots=True)
class Reword:
    """Another name, definition or patterns for the theme of that key."""

    theme: Theme


@dataclass(frozen=True, slots=True)
class Merge:
    key: str
    into: str


@dataclass(frozen=True, slots=True)
class Retire:
    key: str


Change = Add | Reword | Merge | Retire


def apply(codebook: Codebook, change: Change) -> tuple[Codebook, str]:
    """The next version and what it says of itself. Raises UnknownTheme, ThemeThere, BadTheme."""
    match change:
        case Add(theme):
            if len(codebook.themes) >= MAX_THEMES:
                raise BadTheme(f"a codebook holds {MAX_THEMES} themes at most; merge some first")
            return codebook.with_theme(_whole(theme)), f"added '{theme.label}'"
        case Reword(theme):
            good = _whole(theme)
            named_anew = codebook.theme(good.key).label != good.label
            if named_anew and codebook.has_name(good.label, but=good.key):
                raise ThemeThere
            after = codebook.changed(
                good.key, label=good.label, definition=good.definition, patterns=good.patterns
            )
            return after, f"reworded '{theme.label}'"
        case Merge(key, into):
            names = (codebook.theme(key).label, codebook.theme(into).label)
            return codebook.merged(key, into), f"merged '{names[0]}' into '{names[1]}'"
        case Retire(key):
            label = codebook.theme(key).label
            return codebook.changed(key, retired=True), f"retired '{label}'"
        case _:
            assert_never(change)


def new_theme(label: str, words: str, definition: str = "") -> Theme:
    """From what an officer typed: a name, and words to look for, one a line or with commas."""
    key = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:40]
    parts = (part.strip() for part in re.split(r"[\n,]", words))
    patterns = tuple(dict.fromkeys(part for part in parts if part))
    return Theme(key or f"theme_{secrets.token_hex(3)}", label.strip(), definition, patterns)


def _whole(theme: Theme) -> Theme:
    if not theme.label.strip() or len(theme.label) > MAX_TITLE:
        raise BadTheme
    if len(theme.patterns) > MAX_PATTERNS:
        raise BadTheme(f"a theme looks for {MAX_PATTERNS} words and phrases at most")
    for pattern in theme.patterns:
        if len(pattern) > MAX_PATTERN or theme_patterns.wrong(pattern):
            raise BadTheme(f"'{pattern[:MAX_PATTERN]}' cannot be looked for; write plain words")
    return theme
