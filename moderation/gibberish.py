"""Key mashing: letters in an order that no word of ours has.

Our own word and name lists say which three letters stand together in words; a word most of
whose threes are not among them was typed with the flat of the hand. Nothing was trained.
"""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from moderation import vocabulary
from moderation.shelf import shipped
from moderation.spelling import squeezed
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route

_SHORTEST = 5
_LONGEST = 40
_STRANGE = 0.55
"""Share of unknown threes above which a word is mashed."""

_MOST = 0.5
"""Share of a text's letters in mashed words above which the text is."""

_LONG_RUN = 8
_REPEATS = 8
_CHUNK = 3
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
_WHY = "keys hit at random, not words"


def find(text: Text) -> Iterator[Finding]:
    """One finding over the whole text, if most of it is mashed keys or one thing over and over."""
    words = [word for word in text.clean.text.lower().split() if any(c.isalpha() for c in word)]
    letters = sum(map(len, words))
    mashed = sum(len(word) for word in words if is_mashed(word))
    if letters and (mashed / letters > _MOST or _one_over_and_over(words)):
        yield Finding(0, len(text.raw), Kind.SPAM, Route.HOLD, 0.7, _WHY)


def is_mashed(word: str) -> bool:
    """No word anybody would write."""
    bare = "".join(char for char in word if char.isalpha())[:_LONGEST]
    if len(bare) < _SHORTEST or bare in vocabulary.known():
        return False
    if max(len(list(run)) for _, run in groupby(bare)) >= _LONG_RUN or _along_a_row(bare):
        return True
    bare = squeezed(bare)
    if len(bare) < _SHORTEST:
        return False
    threes = [bare[i : i + 3] for i in range(len(bare) - 2)]
    strange = sum(three not in _threes() for three in threes)
    return strange / len(threes) > _STRANGE


def _along_a_row(word: str) -> bool:
    """Five neighbours on the keyboard in order, or three or more again and again ("asdasd")."""
    if any(word[i : i + _SHORTEST] in row for i in range(len(word) - 4) for row in _ROWS):
        return True
    size = (word + word).find(word, 1)
    return _CHUNK <= size < len(word) and any(set(word) <= set(row) for row in _ROWS)


def _one_over_and_over(words: list[str]) -> bool:
    return len(words) >= _REPEATS and len(set(words)) == 1


@cache
def _threes() -> frozenset[str]:
    """Every three letters that stand together in a word or name of our lists."""
    names = " ".join(value for value in shipped("names").values()).lower().split()
    words = vocabulary.known() | set(names) | set(shipped("speech")["short"])
    return frozenset(word[i : i + 3] for word in words for i in range(len(word) - 2))
