"""Themes nobody wrote down yet: groups among texts that no theme took, named by telling phrases.

Only ever a proposal: clustering short texts finds the right groups one time in three, so an
officer looks at each, names it and takes it into the codebook, or does not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from exports.themes import concepts
from exports.themes.lexicon import COMMON
from exports.themes.phrasebook import words
from exports.themes.reading import MOST_LETTERS, Floats
from exports.themes.samples import Proposed, Text

LEAST = 5
"""Texts that make a theme worth proposing."""

MOST_TEXTS = 20_000
MOST_PHRASES = 5
MOST_EXAMPLES = 5
ALIKE = 0.18
"""How near to the middle of a group a text has to be to join it."""

ROUNDS = 4
GROUP = 0.6
FILLER = COMMON | {"would", "like", "really", "just", "much", "well", "also", "lot", "been", "than"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of the texts that belong together, nearest first."""

    rows: NDArray[np.int64]
    phrases: tuple[str, ...]


def discover(texts: Sequence[Text], most: int) -> list[Proposed]:
    """At most so many proposals, the largest first. Texts alike in wording count as one voice."""
    texts = texts[:MOST_TEXTS]
    split = [_telling(text.words) for text in texts]
    if sum(map(bool, split)) < LEAST:
        return []
    vectors, names = _vectors(split)
    groups = _groups(vectors, names, split, most)
    return [_proposed(texts, group) for group in groups]


def _telling(said: str) -> list[str]:
    return [_root(word) for word in words(said[:MOST_LETTERS]) if word not in FILLER]


def _root(word: str) -> str:
    """Plain plurals and -ing forms fall together."""
    for ending in ("ings", "ing", "ers", "ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 a short word
            return word[: -len(ending)] + "y" * (ending == "ies")
    return word


def _vectors(split: Sequence[Sequence[str]]) -> tuple[Floats, NDArray[np.str_]]:
    """Words and groups of words, dense in the commonest: a row a text, of length one or nought."""
    made = TfidfVectorizer(analyzer=list, min_df=3, max_features=1500, dtype=np.float64)
    try:
        plain = made.fit_transform(split).toarray()
        names: NDArray[np.str_] = made.get_feature_names_out()
    except ValueError:  # no word is in three texts
        return np.zeros((len(split), 1)), np.array([""])
    groups = np.array([concepts.heard(each) for each in split])
    rarity = np.log(len(split) / (1 + (groups > 0).sum(axis=0)))
    whole = np.hstack([plain, GROUP * np.minimum(groups, 1) * np.maximum(rarity, 0) / 3])
    length = np.linalg.norm(whole, axis=1, keepdims=True)
    return whole / np.maximum(length, 1e-9), names


def _groups(
    vectors: Floats, names: NDArray[np.str_], split: Sequence[Sequence[str]], most: int
) -> list[_Group]:
    """The largest group around any telling word, its texts taken away, and again."""
    free = np.flatnonzero(vectors.any(axis=1))
    found: list[_Group] = []
    while len(found) < most and len(free) >= LEAST:
        rows = _largest(vectors, free)
        if len(rows) < LEAST:
            break
        found.append(_Group(rows, _phrases(names, split, rows, free)))
        free = np.setdiff1d(free, rows)
    return found


def _largest(vectors: Floats, free: NDArray[np.int64]) -> NDArray[np.int64]:
    """Start from each of the heaviest features, move to the middle, keep what gathers most."""
    mine = vectors[free]
    seeds = np.argsort(-(mine.sum(axis=0)))[:24]
    best, worth = np.empty(0, dtype=np.int64), 0.0
    for seed in seeds:
        near = mine[:, seed]
        for _ in range(ROUNDS):
            middle = mine[near > ALIKE].sum(axis=0)
            size = np.linalg.norm(middle)
            if not size:
                break
            near = mine @ (middle / size)
        inside = near > ALIKE
        gathered = float(near[inside].sum() * near[inside].mean()) if inside.any() else 0.0
        if gathered > worth:
            rows = np.flatnonzero(inside)
            best, worth = rows[np.argsort(-near[rows])], gathered
    return free[best]


def _phrases(
    names: NDArray[np.str_],
    split: Sequence[Sequence[str]],
    rows: NDArray[np.int64],
    free: NDArray[np.int64],
) -> tuple[str, ...]:
    """Words and pairs that are much commoner here than in the rest."""
    known = set(names.tolist())
    here, all_of = _said_by(split, rows, known), _said_by(split, free, known)
    scores = {
        phrase: count
        * np.log((count / len(rows)) / ((all_of[phrase] + 1) / (len(free) + 1)) + 1e-9)
        for phrase, count in here.items()
        if count >= 2  # noqa: PLR2004 said once is no phrase
    }
    best = sorted(scores, key=lambda phrase: (-scores[phrase], phrase))
    return tuple(best[:MOST_PHRASES])


def _said_by(
    split: Sequence[Sequence[str]], rows: NDArray[np.int64], known: set[str]
) -> Counter[str]:
    """In how many texts each phrase is."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = split[row]
        pairs = (f"{a} {b}" for a, b in pairwise(said))
        counts.update({word for word in said if word in known} | set(pairs))
    return counts


def _proposed(texts: Sequence[Text], group: _Group) -> Proposed:
    members = [texts[row] for row in group.rows]
    return Proposed(
        label=" / ".join(group.phrases[:3]) or "unnamed",
        phrases=group.phrases,
        members=tuple(text.id for text in members),
        examples=tuple(text.words for text in members[:MOST_EXAMPLES]),
    )
