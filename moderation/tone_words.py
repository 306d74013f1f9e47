"""TextBlob's word list of sentiment, read from its own file: what each word counts.

TextBlob reads it as XML and brings what it needs for that and for much else; looked through line
by line it is there in a fraction of the time. `tests/moderation/test_sentiment.py` holds both to
the same.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from moderation.errors import BadLexicon

_ADJECTIVE, _ADVERB = "JJ", "RB"
_ROW = re.compile(  # noqa: TID251 - reads the word list, never a text
    r'form="([^"]*)".* pos="([^"]*)".* polarity="([^"]*)" subjectivity="([^"]*)"'
    r' intensity="([^"]*)"'
)
Scores = tuple[float, float, float]
"""Polarity, subjectivity, intensity."""


Tone = tuple[float, float, float, bool]
"""The scores of a word, and whether it bends those of the word after it, as an adverb does."""


@cache
def tone_words() -> dict[str, Tone]:
    """Every word of the list."""
    found = find_spec("textblob")
    if not (found and found.origin):
        raise BadLexicon("textblob's word list is not there")
    return load(Path(found.origin).parent / "en" / "en-sentiment.xml")


def load(path: Path) -> dict[str, Tone]:
    """The words of a file, or `BadLexicon` that names it."""
    try:
        return _words(_ROW.findall(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise BadLexicon(f"{path.name}: cannot be read ({type(error).__name__})") from error


def _words(rows: Iterable[Sequence[str]]) -> dict[str, Tone]:
    sorts: dict[str, dict[str, list[Scores]]] = {}
    for word, sort, polarity, subjectivity, intensity in rows:
        row = float(polarity), float(subjectivity), float(intensity)
        sorts.setdefault(word, {}).setdefault(sort, []).append(row)
    words, adverbs = {}, {}
    for word, found in sorts.items():
        means = {sort: _mean(rows) for sort, rows in found.items()}
        words[word] = (*_mean([*means.values()]), _ADVERB in means)
        if _ADJECTIVE in means:
            adverbs[_as_adverb(word)] = (*means[_ADJECTIVE], True)
    return words | adverbs


def _mean(rows: Sequence[Scores]) -> Scores:
    """Of each column."""
    if len(rows) == 1:
        return rows[0]
    polarity, subjectivity, intensity = (
        sum(column) / len(column) for column in zip(*rows, strict=True)
    )
    return polarity, subjectivity, intensity


def _as_adverb(word: str) -> str:
    """As TextBlob makes "terribly" of "terrible"."""
    stem = word[:-1] + "i" if word.endswith("y") else word
    return stem.removesuffix("le") + "ly"
