"""Key mashing: letters in an order that no word of ours has.

Our own word and name lists say how often a letter follows two others; a word whose letters are too
unlikely was typed with the flat of the hand. Nothing else was trained.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from math import log

from moderation import vocabulary
from moderation.shelf import shipped
from moderation.spelling import squeezed
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route

_SHORTEST = 4
_NEIGHBOURS = 5
_LONGEST = 40
_UNLIKELY = -3.3
"""Mean log-probability of its letters below which a word is mashed."""

_SPREAD = 0.3
_ALPHABET = 27

_MOST = 0.5
"""Share of a text's letters in mashed words above which the text is."""

_LONG_RUN = 8
_REPEATS = 8
_CHUNK = 3
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
_IN_A_ROW = frozenset(
    row[i : i + _NEIGHBOURS] for row in _ROWS for i in range(len(row) - _NEIGHBOURS + 1)
)
_WHY = "keys hit at random, not words"


def find(text: Text) -> Iterator[Finding]:
    """One finding over the whole text, if most of it is mashed keys or one thing over and over."""
    known = vocabulary.known()
    words = [word for word in text.clean.text.lower().split() if _has_letters(word)]
    letters = sum(map(len, words))
    odd = [word for word in words if not (word in known and word.isalpha())]
    mashed = {word for word in set(odd) if is_mashed(word)}
    share = sum(len(word) for word in odd if word in mashed) / letters if letters else 0.0
    if letters and (share > _MOST or _one_over_and_over(words)):
        yield Finding(0, len(text.raw), Kind.SPAM, Route.HOLD, 0.7, _WHY)


def _has_letters(word: str) -> bool:
    return word.isalpha() or any(map(str.isalpha, word))


def is_mashed(word: str) -> bool:
    """No word anybody would write."""
    bare = (word if word.isalpha() else "".join(filter(str.isalpha, word)))[:_LONGEST]
    if len(bare) < _SHORTEST or bare in vocabulary.known():
        return False
    if max(len(list(run)) for _, run in groupby(bare)) >= _LONG_RUN or _along_a_row(bare):
        return True
    bare = squeezed(bare)
    if len(bare) < _SHORTEST:
        return False
    return _likelihood(bare) < _UNLIKELY


def _likelihood(word: str) -> float:
    """Mean log-probability of each letter after the two before it."""
    threes, twos = _threes(), _twos()
    whole = f"^{word}$"
    logs = [
        log((threes[whole[i : i + 3]] + _SPREAD) / (twos[whole[i : i + 2]] + _SPREAD * _ALPHABET))
        for i in range(len(whole) - 2)
    ]
    return sum(logs) / len(logs)


def _along_a_row(word: str) -> bool:
    """Five neighbours on the keyboard in order, or three or more again and again ("asdasd")."""
    if any(word[i : i + _NEIGHBOURS] in _IN_A_ROW for i in range(len(word) - 4)):
        return True
    size = (word + word).find(word, 1)
    return _CHUNK <= size < len(word) and any(set(word) <= set(row) for row in _ROWS)


def _one_over_and_over(words: list[str]) -> bool:
    return len(words) >= _REPEATS and len(set(words)) == 1


@cache
def _threes() -> Counter[str]:
    """How often each three letters stand together in the words and names of our lists."""
    names = " ".join(value for value in shipped("names").values()).lower().split()
    words = [*vocabulary.known(), *names, *shipped("speech")["short"]]
    wholes = (f"^{word}$" for word in words if word.isalpha())
    return Counter(whole[i : i + 3] for whole in wholes for i in range(len(whole) - 2))


@cache
def _twos() -> Counter[str]:
    twos: Counter[str] = Counter()
    for three, times in _threes().items():
        twos[three[:2]] += times
    return twos
