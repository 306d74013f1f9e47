"""A text as numbers: word and character n-grams, codebook words, groups of words, question, tone.

What is common is learnt from all texts at hand, labelled or not; nothing leaves this process.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from exports.themes import concepts, denied
from exports.themes.lexicon import COMMON, Hits, Lexicon
from exports.themes.phrasebook import words
from exports.themes.samples import Text
from exports.themes.unmasked import unmasked
from exports.themes.vectors import directions
from moderation.sentiment import polarity_of
from surveys.themes.codebook import Theme

Floats = NDArray[np.float64]

MOST_LETTERS = 2_000
"""Characters of a text that are read."""

MOST_QUESTIONS = 30
MOST_LETTER_GRAMS = 20_000
MANY = 30
"""Texts beyond which a word that is in one of them alone says nothing."""

PADDING = "nothing else"
WORD, LETTER, PATTERN, NAME, GROUP, MEANT = 0.84, 1.0, 0.7, 0.26, 0.7, 1.0
"""How loud each kind of feature is; a text is of length one in each kind that it has."""

LONG, FELT, DENIED = 0.32, 0.45, 0.35
"""How far length, polarity and the person's own rating, and good and bad words that a "not" may
turn round, set texts apart beside all these."""

FEELINGS = [0, 1, 5]
"""Polarity, subjectivity and rating among the columns of tone."""


@dataclass(frozen=True, slots=True)
class Read:
    """Some texts as numbers, a row each. `x` are their words and letters, `traits` all else."""

    x: Any
    traits: NDArray[np.float32]
    has: Any
    hits: Floats
    names: Floats
    near: Floats
    asked: NDArray[np.int64]
    length: Floats
    tone: Floats
    sides: Floats
    found: NDArray[np.object_]

    def rows(self, which: NDArray[Any]) -> "Read":
        return Read(*(getattr(self, each.name)[which] for each in fields(self)))


class Reader:
    """Knows the words of the texts it was made from."""

    def __init__(self, themes: Sequence[Theme], known: Sequence[Text]) -> None:
        self._lexicon = Lexicon(themes)
        self._affinity = concepts.affinity(themes)
        said = [_said(text) for text in known]
        few = len(said) < MANY
        said = [*said, *[PADDING] * (3 if few else 1)]
        self._words = TfidfVectorizer(
            analyzer=_pairs, sublinear_tf=True, min_df=1 if few else 2, dtype=np.float64
        ).fit(said)
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 4),
            sublinear_tf=True,
            min_df=1 if few else 3,
            max_features=MOST_LETTER_GRAMS,
        ).fit(said)
        self._questions = _questions(known)
        self.words: NDArray[np.str_] = self._words.get_feature_names_out()
        """The names of the first columns of `x`."""
        self.telling = np.array([_tells(name) for name in self.words])

    def read(self, texts: Sequence[Text]) -> Read:
        said = [_said(text) for text in texts]
        split = [words(each) for each in said]
        hits = [self._lexicon.hits(one, each) for one, each in zip(said, split, strict=True)]
        groups = np.array([concepts.heard(each) for each in split])
        asked = np.array([self._questions.get(text.question, 0) for text in texts], dtype=np.int64)
        tone = np.array([_tone(text, one) for text, one in zip(texts, said, strict=True)])
        in_words = self._words.transform(said)
        in_words.sort_indices()
        dense = _dense(said, hits, groups)
        grams = sp.hstack([in_words * WORD, self._letters.transform(said) * LETTER]).tocsr()
        size = np.sqrt(_squares(grams) + (dense**2).sum(axis=1)).clip(1e-9)
        length = np.log1p(np.array([len(each) for each in split], dtype=np.float64))
        sides = np.array([denied.sides(each) for each in said])
        apart = np.column_stack([length * LONG, tone[:, FEELINGS] * FELT, sides * DENIED])
        return Read(
            x=(sp.diags(1 / size) @ grams).tocsr().astype(np.float32),
            traits=np.hstack([dense / size[:, None], apart]).astype(np.float32),
            has=(in_words > 0).astype(np.float64),
            hits=np.array([each.patterns for each in hits]),
            names=np.array([each.names for each in hits]),
            near=np.minimum(groups, 1) @ self._affinity.T,
            asked=asked,
            length=length,
            tone=np.hstack([tone, groups]),
            sides=sides,
            found=_objects([each.found for each in hits]),
        )


def _dense(said: Sequence[str], hits: Sequence[Hits], groups: Floats) -> Floats:
    patterns = np.minimum([each.patterns for each in hits], 2)
    names = np.minimum([each.names for each in hits], 1)
    kinds = ((patterns, PATTERN), (names, NAME), (np.sqrt(groups), GROUP))
    parts = [_whole(part) * loud for part, loud in kinds]
    return np.hstack([*parts, directions(said) * MEANT])


def _whole(rows: Floats) -> Floats:
    """Each row of length one, or nought."""
    whole: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(1e-9)
    return whole


def _squares(rows: Any) -> Floats:
    return np.asarray(rows.multiply(rows).sum(axis=1)).ravel()


def _said(text: Text) -> str:
    return unmasked(text.words[:MOST_LETTERS].lower()).replace("’", "'")


def _tells(name: str) -> bool:
    """Whether a word or pair is fit to be given as a reason: "and" says nothing to a reader."""
    return COMMON.isdisjoint(name.split(" "))


def _pairs(said: str) -> list[str]:
    """Words, and words in pairs."""
    each = words(said)
    return each + [f"{a} {b}" for a, b in itertools.pairwise(each)]


def _tone(text: Text, said: str) -> tuple[float, ...]:
    """The words' polarity from TextBlob, its two sides apart, and the person's own rating."""
    felt = polarity_of(said)
    given = 0.0 if np.isnan(text.rating) else 1.0
    rating = text.rating if given else 0.0
    good, bad = max(felt.polarity, 0.0), min(felt.polarity, 0.0)
    return (felt.polarity, felt.subjectivity, good, bad, float(not felt.polarity), rating, given)


def _questions(known: Sequence[Text]) -> dict[str, int]:
    """Number of each question, the commonest first, from 1; 0 is any other, or none."""
    asked = Counter(text.question for text in known if text.question)
    common = [question for question, _ in asked.most_common(MOST_QUESTIONS)]
    return {question: n for n, question in enumerate(common, start=1)}


def _objects(items: Sequence[object]) -> NDArray[np.object_]:
    made = np.empty(len(items), dtype=object)
    made[:] = items
    return made
