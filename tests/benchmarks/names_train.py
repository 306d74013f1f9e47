"""Train the tagger of `moderation/personal/tagger.py`; writes `moderation/weights/names.bin`.

    python tests/benchmarks/names_train.py --data FOLDER

Sentences come from `names/contexts.txt` with names of our lists put in, some as if they were not
listed; texts without names from the project's own clean table and messages (`names/in_messages.txt`
lists the names in those) and, of FOLDER, everyday stress and text messages (docs/moderation.md).
What is kept apart is never read.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.case_tables import is_held_out, messages
from moderation.normalise import clean
from moderation.personal.tagger import BITS, WEIGHTS, places, shape
from moderation.personal.words import (
    COMMON,
    EVERYDAY,
    ORIGINS,
    OTHER,
    RULED,
    SURE,
    SURNAME,
    Word,
    listed,
    split,
    sure,
)

HERE = Path(__file__).parent
CONTEXTS = HERE / "names" / "contexts.txt"
IN_MESSAGES = HERE / "names" / "in_messages.txt"
CLEAN = HERE.parent / "moderation" / "marked" / "clean.txt"
SETS = ("everyday-stress", "sms-spam")
TWEETS = ("hate-offensive-tweets",)
"""Of these only words that are names as well ("hope", "jade"), for names are many there."""
ROUNDS = 40
PLAIN_ROUNDS = 4
STRENGTH = 1.0
INT8 = 127
EVERYDAY_SHARE = 0.3
SMALL = 0.55
LOUD = 0.03
"""Share of the sentences in capitals throughout."""
HIDDEN = 0.3
"""Share of the names put in that are made to look unlisted."""
IN_DICTIONARY = 0.2
"""Share of those that are made to look like a word of the dictionary."""
LEAST = {
    **{SURE + shape: -2.0 for shape in "FXxA"},
    **{EVERYDAY + shape: least for shape, least in zip("FXxA", (0.0, 1.0, 0.8, 1.5), strict=True)},
    **{SURNAME + shape: least for shape, least in zip("FXxA", (0.6, 1.0, 2.0, 2.0), strict=True)},
    **{COMMON + shape: least for shape, least in zip("FXxA", (3.0, 3.0, 4.0, 4.0), strict=True)},
    **{OTHER + shape: least for shape, least in zip("FXxA", (2.5, 2.0, 2.8, 5.0), strict=True)},
}
"""The score from which a word of a sort and shape (`tagger.shape`) is a name; chosen on tables
that may be looked at."""
KEPT = 0.2
"""Share of the sentences that are only tested on."""
DOUBTFUL = (EVERYDAY, RULED, COMMON, OTHER, SURNAME)
"""Sorts of word that may or may not be a name."""
_SLOT = re.compile(r"\{[NSP]\}")  # noqa: TID251 - reads our own sentences

Row = tuple[list[Word], int, bool, bool]
"""The words of a sentence, the place of one, whether it is a name, whether it is only tested on."""


def lines(path: Path) -> list[str]:
    """The sentences of a file."""
    return [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]


class Names:
    """Draws names evenly over the origins, so that no list drowns another."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lists = [sorted(listed(key) & sure()) for key in ORIGINS]
        self._everyday = sorted(listed("everyday"))
        self._surnames = sorted(listed("surnames"))
        self._places = sorted(listed("places"))

    def draw(self, slot: str) -> str:
        """A name for a slot, written in one of the ways people write."""
        pick = self._chance.choice
        if slot == "{N}":
            found = pick(
                self._everyday if self._chance.random() < EVERYDAY_SHARE else pick(self._lists)
            )
        else:
            found = pick(self._surnames if slot == "{S}" else self._places)
        return found if self._chance.random() < SMALL else found.title()


def generated(chance: random.Random) -> Iterator[Row]:
    """Every context several times, each time with other names."""
    names = Names(chance)
    for context in lines(CONTEXTS):
        for _ in range(ROUNDS if _SLOT.search(context) else PLAIN_ROUNDS):
            text, spans = filled(_written(context, chance), names)
            yield from rows(text.upper() if chance.random() < LOUD else text, spans, chance)


def _written(context: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.4 and context[0] != "{":
        context = context[0].upper() + context[1:]
    if 0.3 < kind < 0.5:
        context += chance.choice((".", "!", " tbh", " lol", " and its not fair", " x", "?"))
    return context


def filled(context: str, names: Names) -> tuple[str, list[tuple[int, int]]]:
    """The sentence with names in its slots, and where those of people are."""
    text, spans, place = "", [], 0
    for slot in _SLOT.finditer(context):
        text += context[place : slot.start()]
        name = names.draw(slot[0])
        if slot[0] != "{P}":
            spans.append((len(text), len(text) + len(name)))
        text, place = text + name, slot.end()
    return text + context[place:], spans


def rows(text: str, spans: Sequence[tuple[int, int]], chance: random.Random) -> Iterator[Row]:
    """The words of a sentence that might be names."""
    said = list(split(clean(text).text))
    named = [any(one <= word.start < end for one, end in spans) for word in said]
    if chance.random() < HIDDEN:
        sort = COMMON if chance.random() < IN_DICTIONARY else OTHER
        said = [w._replace(sort=sort) if n else w for w, n in zip(said, named, strict=True)]
    kept = chance.random() < KEPT
    yield from ((said, i, named[i], kept) for i in range(len(said)) if said[i].sort != "W")


def nameless(folder: Path, chance: random.Random) -> Iterator[Row]:
    """Words that are no names, from texts that hold few; doubtful ones are left out."""
    for text in lines(CLEAN):
        yield from (*rows(text, (), chance), *rows(text.capitalize(), (), chance))
    names = set(lines(IN_MESSAGES))
    few = (*(m.text for m in messages() if not m.unseen), *public(folder, SETS))
    for sorts, texts in ((DOUBTFUL, few), ((EVERYDAY,), public(folder, TWEETS))):
        for text in texts:
            said = list(split(clean(text).text))
            kept = chance.random() < KEPT
            yield from (
                (said, i, False, kept)
                for i, word in enumerate(said)
                if word.sort in sorts and _is_small(word) and word.low not in names
            )


def public(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Texts of public sets, without those held out."""
    for name in names:
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            text = str(json.loads(line)["text"])
            if not is_held_out(text):
                yield text


def _is_small(word: Word) -> bool:
    return word.seen.islower() or (word.first and word.capital)


def matrix(found: Sequence[Row]) -> Any:
    """One line a word."""
    at = [places(said, place) for said, place, _, _ in found]
    ends = np.cumsum([0, *map(len, at)])
    flat = np.concatenate(at)
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), 1 << BITS))


def report(found: Sequence[Row], scores: Any) -> dict[str, list[float]]:
    """For each sort, the share of unseen names, and of other words, that pass."""
    passed: dict[str, list[float]] = {}
    sorts = [said[at].sort + shape(said[at]) for said, at, _, _ in found]
    for sort, least in LEAST.items():
        for name in (True, False):
            of_sort = np.array(
                [one == sort and row[2] == name for one, row in zip(sorts, found, strict=True)]
            )
            share = float((scores[of_sort] >= least).mean()) if of_sort.any() else 0.0
            passed.setdefault(sort, []).append(round(share, 5))
    return passed


def main() -> None:
    """Train, set the limits, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    chance = random.Random(0)
    found = [*generated(chance), *nameless(options.data, chance)]
    features = matrix(found)
    names = np.array([name for _, _, name, _ in found])
    kept = np.array([keep for _, _, _, keep in found])
    solver: Any = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    solver.fit(features[~kept], names[~kept])
    few = [row for row in found if row[3]]
    told = report(few, solver.decision_function(features[kept]))
    scale = float(np.abs(solver.coef_).max()) / INT8
    head = {"scale": scale, "bias": float(solver.intercept_[0]), "least": LEAST}
    body = np.round(solver.coef_[0] / scale).astype(np.int8).tobytes()
    WEIGHTS.write_bytes(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.write(json.dumps({"rows": len(found), **head, "passed": told}) + "\n")


if __name__ == "__main__":
    main()
