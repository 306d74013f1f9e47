"""The words of a codebook found in a text: its patterns, and the words of its labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import re2
from numpy.typing import NDArray

from exports.themes.phrasebook import Phrasebook, words
from surveys.themes import patterns as theme_patterns
from surveys.themes.codebook import Theme

MOST = 3
SHORT = 5
_COMMON = """
a about all an and any are at be being by can care did do for from get go good had has
have he her him how i in into is it its me more most my no not of on one or other our out
people said say she so some something that the their them there they thing things this to
too us very was we were what when where which who will with you young your service
services general etc does done use used using make making made mention mentions comment
comments feeling
"""
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Hits:
    """For one text: how many patterns and label words of each theme it holds, and which."""

    patterns: NDArray[np.float64]
    names: NDArray[np.float64]
    found: dict[int, list[str]]


class Lexicon:
    def __init__(self, themes: Sequence[Theme]) -> None:
        self._size = len(themes)
        owned = [(p, n) for n, theme in enumerate(themes) for p in theme.patterns]
        plain = [(p, n) for p, n in owned if theme_patterns.is_plain(p)]
        self._patterns = Phrasebook(((words_of(p), n) for p, n in plain if words_of(p)), bent=True)
        self._others = [(_compiled(p), n) for p, n in owned if not theme_patterns.is_plain(p)]
        self._names = Phrasebook(((w,), n) for n, each in enumerate(themes) for w in _named(each))

    def hits(self, text: str, said: Sequence[str]) -> Hits:
        found: dict[int, list[str]] = {}
        for owner, phrase in self._patterns.found(said):
            _add(found, owner, phrase)
        for pattern, owner in self._others:
            if match := pattern.search(text):
                _add(found, owner, match.group(0).strip().lower())
        patterns, names = np.zeros(self._size), np.zeros(self._size)
        for owner, phrases in found.items():
            patterns[owner] = min(len(phrases), MOST)
        for owner, _ in self._names.found(said):
            names[owner] = min(names[owner] + 1, MOST)
        return Hits(patterns, names, found)


def words_of(pattern: str) -> list[str]:
    """A pattern as words. A star is that of the word it stands at: "r&b*" is "r" and "b*"."""
    found: list[str] = []
    for part in pattern.split():
        each = words(part.replace("*", " "))
        if each and part.endswith("*"):
            each[-1] += "*"
        found += each
    return found


def _named(theme: Theme) -> set[str]:
    """What the label says, each word with any ending; the definition only in its own words."""
    label = {word for word in words(theme.label) if word not in COMMON}
    told = {word for word in words(theme.definition) if word not in COMMON and len(word) >= SHORT}
    return {_stem(word) for word in label} | told


def _stem(word: str) -> str:
    return word if len(word) < SHORT else word[: max(4, len(word) - 3)] + "*"


def _add(found: dict[int, list[str]], owner: int, phrase: str) -> None:
    kept = found.setdefault(owner, [])
    if phrase not in kept:
        kept.append(phrase)


def _compiled(pattern: str) -> "re2._Regexp[str]":
    return theme_patterns.compiled(pattern)
