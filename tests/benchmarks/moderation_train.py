"""Train the model of `moderation/resemblance.py`; writes `moderation/weights/risk.bin`.

    python tests/benchmarks/moderation_train.py --data FOLDER

FOLDER holds the public sets named in docs/moderation.md. The project's held-out messages are
never read for training; of the public sets one text in five is left out by its hash as well.
The thresholds are set on scores of texts the scoring model had not seen (five folds).
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation import abuse, disclosure, spam
from moderation.case_tables import NOT_URGENT, is_held_out, messages
from moderation.ngrams import BITS, places
from moderation.normalise import fold
from moderation.resemblance import KIND_BITS, ORDER, WEIGHTS, whole
from moderation.text import Text
from moderation.verdict import Route

CASES = Path(__file__).parents[1] / "moderation" / "cases"
SETS = ("everyday-stress", "sms-spam", "hate-offensive-tweets")
EVERY = {"hate-offensive-tweets": 4}
"""Of a large set one text in so many."""

COPIES = 3
"""How often each of the project's messages is repeated with words left out or misspelt."""
COPY_WEIGHT = 0.5
LEFT_OUT = 0.15
MISSPELT = 0.1
LONG_ENOUGH = 4

FOLDS = 5
STRENGTH = 10.0
PUBLIC_WEIGHT = 0.7
URGENT_WEIGHT = 1.5
HARMLESS_WEIGHTS = {"worrying": 1.0, "looks_alike": 1.3, "plain": 2.0}
HARD_SHARE = 0.09
"""Share of unseen look-alikes that may pass the urgent threshold."""
PUBLIC_SHARE = 0.003
"""Share of unseen everyday texts that may pass it."""
HELD_BELOW = 0.6
SURE_ABOVE = 0.6
INT8 = 127
KIND_PLACES = 1 << KIND_BITS


class Row(NamedTuple):
    """A text with its label; `public` for one of the public sets; `copy` for a worn copy."""

    text: str
    label: str
    public: bool = False
    copy: int = 0

    @property
    def urgent(self) -> bool:
        return not self.public and self.label not in NOT_URGENT


def own() -> Iterator[Row]:
    """The project's messages that are not held out, and the case tables."""
    yield from (Row(m.text, m.label) for m in messages() if not m.unseen)
    for name, label in (("urgent", ""), ("held", "worrying")):
        for kind, texts in _table(name).items():
            yield from (Row(text, label or kind) for text in texts)
    yield from (Row(text, "hints") for text in _table("hints")["hints"])
    for name, label in (("published", "plain"), ("not_urgent", "looks_alike")):
        yield from (Row(text, label) for text in _table("plain")[name])


def _table(name: str) -> dict[str, list[str]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


def public(folder: Path) -> Iterator[Row]:
    """Everyday texts of the public sets, none urgent, each long one in windows."""
    for name in SETS:
        lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
        for line in lines[:: EVERY.get(name, 1)]:
            text = str(json.loads(line)["text"])
            if not is_held_out(text):
                yield Row(text, name, public=True)


def words(row: Row) -> Sequence[str]:
    """The words of a text, folded; of a worn copy, some left out and some misspelt."""
    found = whole(fold(row.text).text).words
    if not row.copy:
        return found
    luck = Random(f"{row.copy}{row.text}")
    kept = [_misspelt(word, luck) for word in found if luck.random() >= LEFT_OUT]
    return kept or found


def _misspelt(word: str, luck: Random) -> str:
    """One word in ten without one of its letters."""
    if len(word) < LONG_ENOUGH or luck.random() >= MISSPELT:
        return word
    place = luck.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def worn(rows: Sequence[Row]) -> list[Row]:
    """The rows, and of the project's own each a few times more, worn: there is never enough."""
    own = [row for row in rows if not row.public]
    return [*rows, *(row._replace(copy=n) for row in own for n in range(1, COPIES + 1))]


def matrix(rows: Sequence[Row]) -> Any:
    """One line a text: its places, to unit length."""
    found = [sorted(places(words(row))) for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(one), len(one) ** -0.5) for one in found])
    return csr_matrix((values, np.concatenate(found), ends), shape=(len(rows), 1 << BITS))


def weight(row: Row) -> float:
    """How much a row counts in training."""
    if row.public:
        return PUBLIC_WEIGHT
    full = URGENT_WEIGHT if row.urgent else HARMLESS_WEIGHTS[row.label]
    return full * (COPY_WEIGHT if row.copy else 1.0)


def fit(features: Any, urgent: Any, weights: Any) -> Any:
    """The risk model."""
    solver: Any = LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, max_iter=500, random_state=0
    )
    return solver.fit(features, urgent, sample_weight=weights)


def unseen(features: Any, rows: Sequence[Row]) -> Any:
    """The score of each row by a model that was trained without its fold."""
    urgent, weights = _targets(rows)
    scores = np.zeros(len(rows))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(features, groups=[row.text for row in rows]):
        part = fit(features[train], urgent[train], weights[train])
        scores[test] = part.decision_function(features[test])
    return scores


def _targets(rows: Sequence[Row]) -> tuple[Any, Any]:
    return np.array([row.urgent for row in rows]), np.array([weight(row) for row in rows])


def threshold(rows: Sequence[Row], scores: Any) -> float:
    """The lowest score at which look-alikes and everyday texts pass seldom enough."""
    hard = np.array([row.label == "looks_alike" and not row.copy for row in rows])
    everyday = np.array([row.public for row in rows])
    floor = np.quantile(scores[hard], 1 - HARD_SHARE)
    return float(max(floor, np.quantile(scores[everyday], 1 - PUBLIC_SHARE)))


def kinds(rows: Sequence[Row], features: Any) -> tuple[Any, list[int]]:
    """Weights and biases that tell the kinds apart, as whole numbers on one scale."""
    urgent = [i for i, row in enumerate(rows) if row.label in ORDER and not row.copy]
    few = features[urgent].tocoo()
    few = csr_matrix((few.data, (few.row, few.col % KIND_PLACES)), shape=(len(urgent), KIND_PLACES))
    solver = LogisticRegression(C=STRENGTH, max_iter=2000, random_state=0)
    solver.fit(few, [ORDER.index(rows[i].label) for i in urgent])
    scale = INT8 / np.abs(solver.coef_).max()
    mean_length = np.mean(1 / few.data) if len(few.data) else 1.0
    biases = [round(bias * scale * mean_length) for bias in solver.intercept_]
    return np.round(solver.coef_ * scale).astype(np.int8), biases


def main() -> None:
    """Train, set the thresholds, write the file, say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    rows = worn([*own(), *public(options.data)])
    features = matrix(rows)
    scores = unseen(features, rows)
    limit = threshold(rows, scores)
    model = fit(features, *_targets(rows))
    scale = float(np.abs(model.coef_).max()) / INT8
    risk = np.round(model.coef_[0] / scale).astype(np.int8)
    kind_weights, kind_bias = kinds(rows, features)
    head = {
        "scale": scale,
        "bias": float(model.intercept_[0]),
        "hold": limit - HELD_BELOW,
        "urgent": limit,
        "sure": limit + SURE_ABOVE,
        "kinds": list(ORDER),
        "kind_bias": kind_bias,
    }
    WEIGHTS.parent.mkdir(exist_ok=True)
    body = risk.tobytes() + kind_weights.tobytes()
    WEIGHTS.write_bytes(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.write(json.dumps(report(rows, scores, limit)) + "\n")


def report(rows: Sequence[Row], scores: Any, limit: float) -> dict[str, Any]:
    """What the folds say, by label, of the rules and the model together."""
    shares: dict[str, list[bool]] = {}
    for row, score in zip(rows, scores, strict=True):
        if row.copy:
            continue
        shares.setdefault(row.label, []).append(score >= limit or (not row.public and ruled(row)))
    return {"rows": len(rows), "urgent": limit} | {
        label: round(sum(found) / len(found), 4) for label, found in shares.items()
    }


def ruled(row: Row) -> bool:
    """The rules alone say it is urgent."""
    text = Text.of(row.text)
    checks = (disclosure.find, abuse.find, spam.find)
    return any(f.route is Route.ESCALATE for check in checks for f in check(text))


if __name__ == "__main__":
    main()
