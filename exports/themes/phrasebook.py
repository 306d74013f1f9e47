"""Many words and phrases looked for at once, in one pass over the words of a text.

A word may end in * where any ending will do. Looking up each beginning of each word costs the
same however many phrases there are.
"""

from collections.abc import Iterable, Sequence

import re2

from exports.themes.unmasked import unmasked

LONGEST = 24
"""Letters of a word that are looked at."""

MOST_WORDS = 400
"""Words of a text that are looked at."""

ENDINGS = ("s", "es", "'s", "ed", "d", "ing")
SHORTEST = 3

_WORD = re2.compile(r"[\pL\pN%][\pL\pN%'/-]*")


def words(text: str) -> list[str]:
    """Lower case, apostrophes alike, no marks and no masks."""
    found: list[str] = _WORD.findall(unmasked(text.lower()).replace("’", "'"))
    return found[:MOST_WORDS]


class Phrasebook:
    """Phrases with the number of their owner. A phrase is a sequence of words.

    `bent`: a first word also counts with an everyday ending, "calls" and "calling" for "call".
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], int]], *, bent: bool = False) -> None:
        self._bent = bent
        self._whole: dict[str, list[tuple[Sequence[str], int]]] = {}
        self._begun: dict[str, list[tuple[Sequence[str], int]]] = {}
        for phrase, owner in phrases:
            first, *rest = phrase
            shelf = self._begun if first.endswith("*") else self._whole
            shelf.setdefault(first.rstrip("*"), []).append((rest, owner))

    def found(self, said: Sequence[str]) -> list[tuple[int, str]]:
        """Owner and words of each phrase that is there, in the order of the text."""
        hits: list[tuple[int, str]] = []
        for place, word in enumerate(said):
            for rest, owner in self._starting(word):
                end = place + 1 + len(rest)
                if not rest or _follows(said[place + 1 : end], rest):
                    hits.append((owner, " ".join(said[place:end])))
        return hits

    def _starting(self, word: str) -> Iterable[tuple[Sequence[str], int]]:
        for form in _straight(word) if self._bent else (word,):
            yield from self._whole.get(form, ())
        for end in range(1, min(len(word), LONGEST) + 1):
            yield from self._begun.get(word[:end], ())


def _straight(word: str) -> Iterable[str]:
    """The word, and without its ending."""
    yield word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word[: -len(ending)]


def _follows(said: Sequence[str], rest: Sequence[str]) -> bool:
    return len(said) == len(rest) and all(map(_fits, said, rest))


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
