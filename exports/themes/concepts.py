"""Words that mean much the same, from concepts.toml: our small thesaurus of everyday English."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from exports.themes.phrasebook import Phrasebook, words
from surveys.themes.codebook import Theme

FILE = Path(__file__).with_name("concepts.toml")
MOST = 2
LABEL_WEIGHT = 3
GENERAL = ("praise", "complaint", "nothing", "staff")
"""Groups that say how good something was, or who did it, not what it was."""

ALONE = 1.8
"""How much more groups count for a theme that has no patterns."""


@cache
def names() -> tuple[str, ...]:
    return tuple(_read())


@cache
def _read() -> dict[str, str]:
    raw: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text("utf-8"))
    return raw["concept"]


@cache
def _book() -> Phrasebook:
    entries = enumerate(_read().values())
    return Phrasebook((e.replace("_", " ").split(), n) for n, text in entries for e in text.split())


def spoken_of(said: Sequence[str]) -> list[tuple[int, str]]:
    """Each group that says what something was about, and the words it was said in."""
    general = {names().index(name) for name in GENERAL}
    return [(owner, phrase) for owner, phrase in _book().found(said) if owner not in general]


def heard(said: Sequence[str]) -> NDArray[np.float64]:
    """How often each group of words is there, up to twice."""
    counts = np.zeros(len(names()))
    for owner, _ in _book().found(said):
        counts[owner] += 1
    return np.minimum(counts, MOST)


def affinity(themes: Sequence[Theme]) -> NDArray[np.float64]:
    """Theme by group: how far the group speaks for the theme rather than for another."""
    told = np.log1p(np.array([_touched(theme) for theme in themes]).reshape(-1, len(names())))
    bare = np.array([[ALONE if not theme.patterns else 1.0] for theme in themes]).reshape(-1, 1)
    share: NDArray[np.float64] = bare * told / (told.sum(axis=0) + 0.5)
    return share


def _touched(theme: Theme) -> NDArray[np.float64]:
    """The label says most, but the words of the patterns say it more often."""
    rest = " ".join((theme.definition, *theme.patterns)).replace("*", "")
    return LABEL_WEIGHT * heard(words(theme.label)) + heard_all(words(rest))


def heard_all(said: Sequence[str]) -> NDArray[np.float64]:
    counts = np.zeros(len(names()))
    for owner, _ in _book().found(said):
        counts[owner] += 1
    return counts
