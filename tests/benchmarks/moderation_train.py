"""Train the model of `moderation/resemblance.py`; writes `moderation/weights/risk.bin`.

    python tests/benchmarks/moderation_train.py --data FOLDER

FOLDER holds the public sets named in docs/moderation.md. The project's held-out messages are
never read for training; of the public sets one text in five is left out by its hash as well.
The thresholds are set on scores of texts the scoring model had not seen: folds of whole runs of
a table, so that no neighbour of a text, by the same hand on the same matter, helped to score it.
Patient feedback is never trained on; only the thresholds look at it.
"""

import argparse
import json
import sys
import tomllib
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[2]))


from moderation import abuse, disclosure, spam
from moderation.case_tables import NOT_URGENT, is_held_out, messages
from moderation.ngrams import BITS, places
from moderation.normalise import fold
from moderation.risk_weights import LENGTHS, WEIGHTS
from moderation.stretches import LONGEST, Part, Words, spans
from moderation.text import Text
from moderation.verdict import Finding, Route
from tests.benchmarks.moderation_parts import everyday, told

TO_LEARN = Path(__file__).with_name("moderation_to_learn")
"""Messages that what ships has not learnt from yet: the next training does."""
CASES = Path(__file__).parents[1] / "moderation" / "cases"
SETS = ("everyday-stress", "sms-spam", "hate-offensive-tweets")
LOOKED_AT = "patient-feedback"
EVERY = {"hate-offensive-tweets": 4}
"""Of a large set one text in so many."""

COPIES = 2
"""How often each of the project's messages is repeated with words left out or misspelt."""
COPY_WEIGHT = 0.5
LEFT_OUT = 0.15
MISSPELT = 0.1
LONG_ENOUGH = 4

FOLDS = 4
NEIGHBOURS = 100
"""Messages of a table in a row that go into the same fold."""
STRENGTH = 60.0
SEEN_TWICE = 2
RARE = 1.5
"""How much more a rare place may weigh; chosen, like STRENGTH, by what the folds say."""
LENGTH_SIZE = 0.5
PUBLIC_WEIGHT = 1.3
HARMLESS = "harmless, made"
ORDINARY, TOLD = 1_200, 350
"""Sentences of each sort made from parts: ordinary ones; disclosures, and their like."""
MADE_WEIGHT = 0.4
URGENT_WEIGHT = 1.5
STRETCH_WEIGHT = 0.4
HARMLESS_WEIGHTS = {"worrying": 1.0, "looks_alike": 1.3, "plain": 2.0}
SHORT_SHARES = {
    "looks_alike": 0.075,
    "plain": 0.025,
    "patient-feedback": 0.0015,
    "everyday-stress": 0.009,
    "sms-spam": 0.009,
}
"""Share of unseen short texts of a sort that may be called urgent, by rules and model together."""
CAUTION = 0.1
"""Added for short texts: answers of people who wrote none of the tables pass more often."""
LONG_SHARES = {"patient-feedback": 0.024}
STRETCH_SHARES = {"patient-feedback": 0.01}
INT8 = 127


class Row(NamedTuple):
    """A text with its label; `public` for one of the public sets, `made` for one made from parts.

    `group` is never divided between what is learnt from and what is scored.
    """

    text: str
    label: str
    group: str
    public: bool = False
    made: bool = False

    @property
    def urgent(self) -> bool:
        return not self.public and self.label not in (*NOT_URGENT, HARMLESS)


class Reading(NamedTuple):
    """Words to train on or to score: of which row, which part, how much they count."""

    row: int
    part: Part
    words: Sequence[str]
    weight: float


def own() -> Iterator[Row]:
    """The project's messages that are not held out, and the case tables."""
    every = [*messages(), *messages(TO_LEARN)]
    for number, m in enumerate(every):
        if not m.unseen:
            yield Row(m.text, m.label, f"{m.table} {number // NEIGHBOURS}")
    apart = {m.text for m in every if m.unseen}
    yield from (row for row in _cases() if row.text not in apart)


def _cases() -> Iterator[Row]:
    for name, label in (("urgent", ""), ("held", "worrying")):
        for kind, texts in _table(name).items():
            yield from (Row(text, label or kind, f"{name} {kind}") for text in texts)
    yield from (Row(text, "hints", "hints") for text in _table("hints")["hints"])
    for name, label in (("published", "plain"), ("not_urgent", "looks_alike")):
        yield from (Row(text, label, name) for text in _table("plain")[name])


def _table(name: str) -> dict[str, list[str]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


def public(folder: Path) -> Iterator[Row]:
    """Everyday texts of the public sets, none urgent."""
    for name in SETS:
        for text in texts(folder, name)[:: EVERY.get(name, 1)]:
            if not is_held_out(text):
                yield Row(text, name, text, public=True)


def made() -> Iterator[Row]:
    """Sentences made from parts: ordinary ones, plain disclosures, what is built like them."""
    for _, text in everyday(ORDINARY):
        yield Row(text, HARMLESS, text, made=True)
    for sort, text, urgent in told(TOLD):
        yield Row(text, sort if urgent else HARMLESS, text, made=True)


def looked_at(folder: Path) -> Iterator[Row]:
    """Patient feedback, for the thresholds only."""
    yield from (Row(text, LOOKED_AT, text, public=True) for text in texts(folder, LOOKED_AT))


def texts(folder: Path, name: str) -> list[str]:
    rows = map(json.loads, (folder / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [str(row["text"]) for row in rows if row.get("label") != "spam"]


def readings(rows: Sequence[Row]) -> Iterator[Reading]:
    """All that is read of the rows: short, whole, in stretches."""
    for number, row in enumerate(rows):
        words = Words.of(fold(row.text).text).words
        for part, first, last in spans(len(words)):
            yield Reading(number, part, words[first:last], _weight(row, part))


def trained_on(rows: Sequence[Row], read: Sequence[Reading]) -> Iterator[Reading]:
    """What is learnt from, the project's own texts in a few worn copies more.

    No stretch of what is urgent: who knows which one is?
    """
    for one in read:
        row = rows[one.row]
        if row.label == LOOKED_AT or (row.urgent and one.part is Part.STRETCH):
            continue
        yield one
        if not (row.public or row.made or one.part is Part.STRETCH):
            for copy in range(1, COPIES + 1):
                worn = _worn(one.words, Random(f"{copy}{row.text}"))
                yield one._replace(words=worn, weight=one.weight * COPY_WEIGHT)


def _worn(words: Sequence[str], luck: Random) -> Sequence[str]:
    kept = [_misspelt(word, luck) for word in words if luck.random() >= LEFT_OUT]
    return kept or words


def _misspelt(word: str, luck: Random) -> str:
    """One word in ten without one of its letters."""
    if len(word) < LONG_ENOUGH or luck.random() >= MISSPELT:
        return word
    place = luck.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def _weight(row: Row, part: Part) -> float:
    """How much a row counts in training."""
    if part is Part.STRETCH:
        return STRETCH_WEIGHT
    if row.made:
        return MADE_WEIGHT
    if row.public:
        return PUBLIC_WEIGHT
    return URGENT_WEIGHT if row.urgent else HARMLESS_WEIGHTS[row.label]


def matrix(read: Sequence[Reading]) -> Any:
    """One line a reading: its places, each as often as it comes, over the root of their number."""
    found = [places(one.words) for one in read]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(one), len(one) ** -0.5, np.float32) for one in found])
    columns = np.concatenate([np.array(one, np.int32) for one in found])
    made = csr_matrix((values, columns, ends), shape=(len(found), 1 << BITS))
    made.sum_duplicates()
    return made


def lengths(read: Sequence[Reading]) -> Any:
    """One line a reading: its class of length."""
    classes = [bisect(LENGTHS, len(one.words)) for one in read]
    values = np.full(len(classes), LENGTH_SIZE, np.float32)
    shape = (len(classes), len(LENGTHS) + 1)
    return csr_matrix((values, (np.arange(len(classes)), classes)), shape=shape)


class Fit(NamedTuple):
    """A weight for each place, one for each class of length, and the bias."""

    risk: Any
    lengths: Any
    bias: float

    def scores(self, features: Any, classes: Any) -> Any:
        return features @ self.risk + classes @ self.lengths + self.bias


def fit(features: Any, classes: Any, urgent: Any, weights: Any) -> Fit:
    """The risk model. A rare place may weigh more; one that came once says nothing."""
    seen = np.bincount(features.indices, minlength=features.shape[1])
    kept = np.flatnonzero(seen >= SEEN_TWICE)
    rare = np.log(features.shape[0] / seen[kept])
    rare = (rare / rare.max()) ** RARE
    few = features[:, kept]
    few.data *= rare[few.indices].astype(np.float32)
    solver: Any = LogisticRegression(
        C=STRENGTH, solver="liblinear", tol=0.004, max_iter=50, random_state=0
    )
    solver.fit(hstack([few, classes]).tocsr(), urgent, sample_weight=weights)
    risk = np.zeros(features.shape[1])
    risk[kept] = solver.coef_[0][: len(kept)] * rare
    return Fit(risk, solver.coef_[0][len(kept) :], float(solver.intercept_[0]))


class Examples(NamedTuple):
    """Readings as numbers."""

    features: Any
    classes: Any
    rows: Any
    weights: Any

    @classmethod
    def of(cls, read: Sequence[Reading]) -> "Examples":
        """One line a reading."""
        numbers, weights = ([getattr(one, name) for one in read] for name in ("row", "weight"))
        return cls(matrix(read), lengths(read), np.array(numbers), np.array(weights))

    def fit(self, urgent: Any, chosen: Any) -> Fit:
        """A model of some of the lines."""
        target = urgent[self.rows[chosen]]
        return fit(self.features[chosen], self.classes[chosen], target, self.weights[chosen])


def unseen(rows: Sequence[Row], learnt: Examples, scored: Examples) -> Any:
    """The score of each reading by a model that was trained without its fold."""
    urgent = np.array([row.urgent for row in rows])
    scores = np.zeros(len(scored.rows))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for _, test in folds.split(rows, groups=[row.group for row in rows]):
        kept_apart = np.isin(np.arange(len(rows)), test)
        part = learnt.fit(urgent, np.flatnonzero(~kept_apart[learnt.rows]))
        asked = np.flatnonzero(kept_apart[scored.rows])
        scores[asked] = part.scores(scored.features[asked], scored.classes[asked])
    return scores


class Unseen(NamedTuple):
    """All readings of all rows with the scores of models that had not seen them."""

    rows: Sequence[Row]
    read: Sequence[Reading]
    scores: Any
    ruled: Any

    def limit(self, part: Part, shares: dict[str, float]) -> float:
        """The lowest score from which, with the rules, no harmless sort passes too often."""
        best = self.best(part)
        return max(self._limit(best, label, share) for label, share in shares.items())

    def _limit(self, best: dict[int, float], label: str, share: float) -> float:
        asked = [number for number in best if self.rows[number].label == label]
        left = int(share * len(asked)) - sum(self.ruled[number] for number in asked)
        scores = sorted((best[n] for n in asked if not self.ruled[n]), reverse=True)
        return float(scores[max(left, 0)]) + 1e-6

    def best(self, part: Part) -> dict[int, float]:
        """The highest score of each row in that part, of the rows that have it."""
        found: dict[int, float] = {}
        for one, score in zip(self.read, self.scores, strict=True):
            if one.part is part:
                found[one.row] = max(float(score), found.get(one.row, -np.inf))
        return found

    def margins(self, limits: dict[Part, float]) -> dict[int, float]:
        """How far each row is above what is urgent, in its most telling part."""
        found: dict[int, float] = {}
        for part, limit in limits.items():
            for row, score in self.best(part).items():
                found[row] = max(score - limit, found.get(row, -np.inf))
        return found


def limits(seen: Unseen) -> dict[Part, float]:
    """From which score each part is urgent."""
    return {
        Part.SHORT: seen.limit(Part.SHORT, SHORT_SHARES) + CAUTION,
        Part.WHOLE: seen.limit(Part.WHOLE, LONG_SHARES),
        Part.STRETCH: seen.limit(Part.STRETCH, STRETCH_SHARES),
    }


def ruled(row: Row) -> bool:
    """The rules alone say it is urgent."""
    return bool(urgent_by_rule(row))


def urgent_by_rule(row: Row) -> list[Finding]:
    """What makes it urgent by rules alone."""
    text = Text.of(row.text)
    checks = (disclosure.find, abuse.find, spam.find)
    return [f for check in checks for f in check(text) if f.route is Route.ESCALATE]


def write(model: Fit, urgent: dict[Part, float]) -> None:
    """The weights as bytes, the rest in a line of JSON before them."""
    scale = float(np.abs(model.risk).max()) / INT8
    head = {
        "scale": scale,
        "bias": model.bias,
        "lengths": [float(weight * LENGTH_SIZE) for weight in model.lengths],
        "urgent": urgent,
    }
    body = np.round(model.risk / scale).astype(np.int8).tobytes()
    WEIGHTS.write_bytes(json.dumps(head).encode() + b"\n" + body)


def report(seen: Unseen, urgent: dict[Part, float]) -> dict[str, Any]:
    """What the folds say, by label and length, of the rules and the model together."""
    shares: dict[str, list[bool]] = {}
    margins = seen.margins(urgent)
    for number, row in enumerate(seen.rows):
        found = bool(margins[number] >= 0 or seen.ruled[number])
        if not row.made:
            shares.setdefault(row.label, []).append(found)
        words = len(row.text.split())
        if not row.public:
            name = ("made, " if row.made else "") + ("urgent" if row.urgent else row.label)
            shares.setdefault(f"{name}, {'long' if words > LONGEST else 'short'}", []).append(found)
    return {label: [round(sum(f) / len(f), 4), len(f)] for label, f in shares.items()}


def main() -> None:
    """Train, set the thresholds, write the file, say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    rows = [*own(), *public(options.data), *made(), *looked_at(options.data)]
    read = list(readings(rows))
    learnt, scored = Examples.of(list(trained_on(rows, read))), Examples.of(read)
    found = np.array([ruled(row) for row in rows])
    seen = Unseen(rows, read, unseen(rows, learnt, scored), found)
    urgent = limits(seen)
    model = learnt.fit(np.array([row.urgent for row in rows]), np.arange(len(learnt.rows)))
    write(model, urgent)
    say: Callable[[str], object] = sys.stdout.write
    say(json.dumps({"rows": len(rows), "urgent": urgent}) + "\n")
    say(json.dumps(report(seen, urgent)) + "\n")


if __name__ == "__main__":
    main()
