"""Polarity and subjectivity from TextBlob's own word list: one weak signal, never a gate.

Our tokens go straight to the word list: TextBlob's tokenizers need corpora, which are not
downloaded at run time. TextBlob is imported on first use, for it takes a third of a second.
"""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any, NamedTuple, Protocol

from moderation.normalise import Folded

_ROUND = 3
_MOST_WORDS = 300
"""Words whose tone is taken; TextBlob slows down beyond."""


class Sentiment(NamedTuple):
    """Polarity from -1 (bad) to 1 (good); subjectivity from 0 (fact) to 1 (feeling)."""

    polarity: float
    subjectivity: float


class _Scorer(Protocol):
    def __call__(self, text: str) -> tuple[float, float]: ...


def read(seen: Folded) -> Sentiment:
    """The tone of a clean text."""
    polarity, subjectivity = _scorer()(seen.text)
    return Sentiment(round(polarity, _ROUND), round(subjectivity, _ROUND))


def polarity_of(text: str) -> Sentiment:
    """The tone of a text as it stands, for themes."""
    return Sentiment(*_scorer()(text))


@cache
def _scorer() -> _Scorer:
    sentiment = _word_list()
    scorer: _Scorer = type(sentiment)(
        path=sentiment.path,
        synset="wordnet_id",
        negations=sentiment.negations,
        modifiers=sentiment.modifiers,
        modifier=sentiment.modifier,
        tokenizer=tokens,
        language="en",
    )
    return scorer


def _word_list() -> Any:
    """TextBlob's English, without its front door: that brings nltk, and nltk whatever it finds.

    With scikit-learn about, those are 120 MiB in a process that only wants one word list.
    """
    standing_in = "textblob" not in sys.modules
    if standing_in and (spec := find_spec("textblob")):
        sys.modules["textblob"] = module_from_spec(spec)
    try:
        return import_module("textblob.en").sentiment
    finally:
        if standing_in:
            sys.modules.pop("textblob", None)  # whoever wants all of TextBlob still gets it


def tokens(text: str) -> list[str]:
    """Words and marks, with "n't" as a word of its own, as TextBlob's word list has it."""
    spaced = text.lower().replace("n't", " n't")
    if text.isascii():
        return spaced.translate(_APART).split()[:_MOST_WORDS]
    return "".join(char if _is_inside(char) else f" {char} " for char in spaced).split()[
        :_MOST_WORDS
    ]


def _is_inside(char: str) -> bool:
    """It is of a word."""
    return char.isalnum() or char == "'"


_APART = {place: f" {chr(place)} " for place in range(128) if not _is_inside(chr(place))}
