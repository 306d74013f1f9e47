"""What texts speak of: a column for each telling word and for each group of like words.

A text counts as a voice if it says something: no "did not answer", and nothing another text says
word for word.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from exports.themes import concepts
from exports.themes.lexicon import COMMON
from exports.themes.phrasebook import words
from exports.themes.reading import MOST_LETTERS, Floats

SAID_BY = 4
"""Texts that have to use a word before it is looked at."""

SHORTEST = 3
SHORT_ANSWER = 6
NO_ANSWER = (
    *("did not answer", "not answered", "no answer", "no comments", "no comment"),
    *("nothing", "none", "n/a"),
)
_FILLER = """
would like really just much well also lot been than as because while since though although before
after again always never ever every everyone anyone someone i'm i've i'd i'll don't didn't doesn't
isn't wasn't couldn't wouldn't won't can't cannot could should might may must shall able many even
still back only yes okay bit let take took taken come came give gave given find found see seen look
need want went going put day today year please each few per two three first last next long little
big quite rather maybe perhaps whether however therefore without within between through during
over under down off away here now then too both either neither nor own same such those these him
his hers she it's they're we're you're that's there's what's let's etc but yet else
"""
FILLER = COMMON | set(_FILLER.split())
OF_NO_ANSWER = FILLER | {"question", "add", "moment", "thanks", "thank"}
"""What may follow: "nothing to add" is no answer, "nothing feels safe" is one."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Text by column, 1 where it is said; `shown` are each column's words, the commonest first."""

    said: Any
    shown: tuple[tuple[str, ...], ...]
    grouped: NDArray[np.bool_]
    voices: NDArray[np.bool_]


def spoken(texts: Sequence[str]) -> Spoken:
    each = [words(text[:MOST_LETTERS]) for text in texts]
    kept = [_columns(one) for one in each]
    count = Counter(name for one in kept for name in one)
    names = sorted(name for name, texts_with in count.items() if texts_with >= SAID_BY)
    place = {name: n for n, name in enumerate(names)}
    return Spoken(
        _matrix(kept, place),
        _shown(kept, names),
        np.array([isinstance(name, int) for _, name in names], dtype=bool),
        _voices(each, kept),
    )


_Name = tuple[bool, str | int]
"""A root of a word, or the number of a group. The first tells which, so that names sort."""


def _columns(said: Sequence[str]) -> dict[_Name, list[str]]:
    """What one text speaks of, each with the words it was said in."""
    found: dict[_Name, list[str]] = {}
    for word in said:
        if word not in FILLER and len(word) >= SHORTEST:
            found.setdefault((False, root(word)), []).append(word)
    for group, phrase in concepts.spoken_of(said):
        found.setdefault((True, group), []).append(phrase)
    return found


def root(word: str) -> str:
    """Plain plurals and -ing forms fall together."""
    for ending in ("ings", "ing", "ers", "ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 a short word
            return word[: -len(ending)] + "y" * (ending == "ies")
    return word


def _matrix(kept: Sequence[dict[_Name, list[str]]], place: dict[_Name, int]) -> Any:
    pairs = [(n, place[name]) for n, one in enumerate(kept) for name in one if name in place]
    rows, columns = (list(side) for side in zip(*pairs, strict=True)) if pairs else ([], [])
    return sp.csr_matrix((np.ones(len(pairs)), (rows, columns)), (len(kept), len(place)))


def _shown(
    kept: Sequence[dict[_Name, list[str]]], names: Sequence[_Name]
) -> tuple[tuple[str, ...], ...]:
    heard: dict[_Name, Counter[str]] = {name: Counter() for name in names}
    for one in kept:
        for name in heard.keys() & one.keys():
            heard[name].update(set(one[name]))
    ordered = (sorted(heard[name].items(), key=lambda kv: (-kv[1], kv[0])) for name in names)
    return tuple(tuple(word for word, _ in each) for each in ordered)


def _voices(
    each: Sequence[Sequence[str]], kept: Sequence[dict[_Name, list[str]]]
) -> NDArray[np.bool_]:
    seen: set[tuple[str, ...]] = set()
    voices = np.zeros(len(each), dtype=bool)
    for n, (said, found) in enumerate(zip(each, kept, strict=True)):
        whole = tuple(said)
        voices[n] = bool(found) and whole not in seen and not _no_answer(said)
        seen.add(whole)
    return voices


def _no_answer(said: Sequence[str]) -> bool:
    text = " ".join(said)
    begun = next((each for each in NO_ANSWER if f"{text} ".startswith(f"{each} ")), None)
    if begun is None or len(said) >= SHORT_ANSWER:
        return False
    return OF_NO_ANSWER.issuperset(text.removeprefix(begun).split())


def of_columns(spoken_: Spoken, values: Floats, weight: Floats) -> Floats:
    """The mean of each text's values over the texts of each column."""
    total = spoken_.said.T @ weight
    mean: Floats = (spoken_.said.T @ (values * weight[:, None])) / np.maximum(total, 1)[:, None]
    return mean
