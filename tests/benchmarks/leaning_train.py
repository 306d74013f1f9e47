"""Train the models of `moderation/leaning.py`; writes `moderation/weights/leaning.bin`.

    python tests/benchmarks/leaning_train.py --data FOLDER

Hate and insult: `abuse/lines.tsv`, written for this project, groups put in. Insult also: tweets of
Davidson et al. 2017 without words that mark a dialect. Spam: text messages. As ordinary text:
everyday stress, messages, tweets labelled neither. Each head is scored by five folds first.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation import hate
from moderation.case_tables import NOT_URGENT, is_held_out, messages
from moderation.leaning import (
    BITS,
    HEADS,
    WEIGHTS,
    insult_places,
    spam_places,
)
from moderation.normalise import clean, fold
from moderation.shelf import shipped

LINES = Path(__file__).parent / "abuse" / "lines.tsv"
FRAMES = LINES.with_name("frames.tsv")
SORTS = ("bad", "harm", "hating", "good")
GROUPS = (
    ("women", "woman"),
    ("trans people", "trans person"),
    ("gay people", "gay"),
    ("black people", "black person"),
    ("disabled people", "disabled person"),
    ("muslims", "muslim"),
    ("immigrants", "immigrant"),
    ("jews", "jew"),
)
DIALECT = {"nigga", "niggas", "niggah", "bitches", "hoes", "hoe", "hoes.", "bitch", "pussy"}
"""Tweets with these are left out: their labels follow the dialect, not the insult."""

AAE = {
    *("finna", "tryna", "ion", "yall", "y'all", "aint", "ain't", "dat", "dis", "dem", "da", "bruh"),
    *("ya", "gon", "imma", "bout", "lil", "wit", "nah"),
}
"""Words that mark African-American English; harmless tweets with them are few, and count more."""
BALANCE = 5.0

STRENGTH = {"hate": 30.0, "insult": 10.0, "spam": 100.0}
LEAST = {"hate": -1.0, "insult": 0.6, "spam": -1.2}
INT8 = 127
FEW = 4
"""How often a frame without a group is filled."""

FOLDS = 5


class Row(NamedTuple):
    """A text, what it is, and how much it counts."""

    text: str
    label: str
    weight: float = 1.0


def own() -> Iterator[Row]:
    """The project's own lines, and its messages that are not urgent."""
    for line in LINES.read_text("utf-8").splitlines()[1:]:
        label, _, text = line.partition("\t")
        for many, one in GROUPS if "{" in text else GROUPS[:1]:
            yield Row(text.replace("{g}", many).replace("{s}", one), label)
    yield from framed(random.Random(0))
    yield from (Row(m.text, "ok") for m in messages() if not m.unseen and m.label in NOT_URGENT)
    yield from (Row(m.text, "told") for m in messages() if not m.unseen)


def framed(chance: random.Random) -> Iterator[Row]:
    """The frames, for each group, with words of each sort drawn."""
    for line in FRAMES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            label, _, frame = line.partition("\t")
            for many, one in GROUPS if "{g}" in frame or "{s}" in frame else GROUPS[:FEW]:
                text = frame.replace("{g}", many).replace("{s}", one)
                yield Row(drawn(text, chance), label)


def drawn(text: str, chance: random.Random) -> str:
    """The frame with a word of its sort in each slot."""
    for sort in SORTS:
        words = sorted(shipped("hate")[sort].split())
        while f"{{{sort}}}" in text:
            text = text.replace(f"{{{sort}}}", chance.choice(words), 1)
    return text


def public(folder: Path) -> Iterator[Row]:
    """Texts of the public sets."""
    for name in ("everyday-stress", "sms-spam", "hate-offensive-tweets"):
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            raw = json.loads(line)
            if is_held_out(str(raw["text"])):
                continue
            label = str(raw.get("label", "ok"))
            if label in {"hate", "offensive"}:
                label = "tweet" if not DIALECT & set(raw["text"].lower().split()) else ""
            if label:
                spoken = label == "neither" and AAE & set(raw["text"].lower().split())
                yield Row(str(raw["text"]), label, BALANCE if spoken else 0.5)


IS: dict[str, tuple[set[str], set[str]]] = {
    "hate": ({"hate"}, {"ok", "told", "bully", "threat", "profanity", "ham", "neither"}),
    "insult": (
        {"hate", "bully", "threat", "profanity", "tweet"},
        {"ok", "told", "ham", "neither"},
    ),
    "spam": ({"spam"}, {"ok", "told", "ham"}),
}
"""Of each head, the labels it is for and those it is against."""

PLACES: dict[str, Callable[[str], frozenset[int]]] = {
    "hate": lambda text: hate.places(fold(text).text.split(" "), quoted='"' in text),
    "insult": lambda text: insult_places(fold(text).text.split(" ")),
    "spam": lambda text: spam_places(clean(text).text),
}


def matrix(head: str, rows: Sequence[Row]) -> Any:
    """One line a text, to unit length."""
    found = [sorted(PLACES[head](row.text)) for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(one), max(len(one), 1) ** -0.5) for one in found])
    return csr_matrix((values, np.concatenate(found), ends), shape=(len(rows), 1 << BITS))


def fit(head: str, features: Any, wanted: Any, weights: Any) -> Any:
    """One linear model."""
    solver: Any = LogisticRegression(C=STRENGTH[head], solver="liblinear", random_state=0)
    return solver.fit(features, wanted, sample_weight=weights)


def main() -> None:
    """Score by folds, train on all, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    every = [*own(), *public(options.data)]
    heads: dict[str, dict[str, float]] = {}
    body, told = b"", {}
    for head in HEADS:
        yes, no = IS[head]
        rows = [row for row in every if row.label in yes | no]
        wanted = np.array([row.label in yes for row in rows])
        weights = np.array([row.weight for row in rows])
        features = matrix(head, rows)
        told[head] = folds(head, features, wanted, weights)
        model = fit(head, features, wanted, weights)
        scale = float(np.abs(model.coef_).max()) / INT8
        body += np.round(model.coef_[0] / scale).astype(np.int8).tobytes()
        heads[head] = {"scale": scale, "bias": float(model.intercept_[0]), "least": LEAST[head]}
    WEIGHTS.write_bytes(json.dumps(heads).encode() + b"\n" + body)
    sys.stdout.write(json.dumps(told) + "\n")


def folds(head: str, features: Any, wanted: Any, weights: Any) -> dict[str, float]:
    """Recall, precision and F1 on texts the model had not seen."""
    scores = np.zeros(len(wanted))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(features, wanted):
        model = fit(head, features[train], wanted[train], weights[train])
        scores[test] = model.decision_function(features[test])
    passed = scores >= LEAST[head]
    right = float((passed & wanted).sum())
    recall, precision = right / wanted.sum(), right / max(passed.sum(), 1)
    return {
        "recall": round(recall, 4),
        "precision": round(precision, 4),
        "f1": round(2 * recall * precision / (recall + precision), 4),
    }


if __name__ == "__main__":
    main()
