"""Set the reader's thresholds on a hand that neither it nor the n-grams learnt from; JSON out.

    python tests/benchmarks/reader_settle.py --data FOLDER --student FILE.npz --hand HAND
        --into FILE.json [--size E,H,L,A,F,P] [--margins FILE.npz] [--unread HAND,HAND]

STUDENT: made by reader_distil.py --without HAND. The n-grams are trained here, without HAND too and
without hands that the shipped ones did not learn from (`--unread`); what they say is kept in the
file of `--margins` and read from there the next time.
The score is a weighed sum of the n-grams' margin and the reader's leaning to urgent. It is urgent
from where, with the rules, few harmless texts of HAND and few public ones left out are.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.case_tables import is_held_out
from moderation.risk_weights import model
from moderation.stretches import Part
from tests.benchmarks import moderation_train as ngrams
from tests.benchmarks.moderation_train import Row
from tests.benchmarks.reader.examples import OUTPUTS, hand_of, spelt
from tests.benchmarks.reader.pieces import SmallCutter
from tests.benchmarks.reader.student import Size, answers, loaded
from tests.benchmarks.reader.windows import windows

URGENT_SHARES = {
    "looks_alike": 0.08,
    "plain": 0.01,
    "everyday-stress": 0.006,
    "sms-spam": 0.0075,
    "patient-feedback": 0.003,
}
"""Share of unseen texts of a sort that may be called urgent, by rules and score together."""
FIRM_SHARES = {
    "looks_alike": 0.025,
    "plain": 0.005,
    "patient-feedback": 0.001,
    "everyday-stress": 0.003,
    "sms-spam": 0.003,
}
"""Share that the n-grams alone may call urgent, whatever the reader says."""
HELD_SHARES = {"plain": 0.03, "patient-feedback": 0.03}
LONG_SHARES = {"patient-feedback": 0.024}
WEIGHTS = tuple(n / 20 for n in range(21))
"""Of the margin; the leaning has the rest."""
LEAST_SHARE = 0.003
"""Share of urgent texts whose n-gram margin is too low for the reader to be asked."""
SURE_ABOVE = 0.8
"""So much more of the score is asked where a game, a story or a denial is near."""


class Scored(NamedTuple):
    """Texts nobody learnt from, with what rules, n-grams and reader say of them."""

    rows: Sequence[Row]
    ruled: Any
    margins: Any
    leanings: Any
    long: Any
    """`ruled`: urgent whatever the score is."""

    def scores(self, weight: float) -> Any:
        """The weighed sum of margins and leanings."""
        return weight * self.margins + (1 - weight) * self.leanings

    def limit(self, scores: Any, asked: Any, shares: Mapping[str, float]) -> dict[str, float]:
        """For each sort the score from which no more than its share passes."""
        labels = np.array([row.label for row in self.rows])
        found = {}
        for label, share in shares.items():
            some = asked & (labels == label)
            if some.any():
                most = np.sort(np.where(self.ruled, np.inf, scores)[some])[::-1]
                found[label] = float(most[min(int(share * len(most)), len(most) - 1)]) + 1e-6
        return found


def main() -> None:
    """Score, weigh, set, say."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "student", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--hand", required=True)
    parser.add_argument("--margins", type=Path)
    parser.add_argument("--unread", type=lambda names: names.split(","), default=[])
    parser.add_argument("--size", type=Size.of, default=Size())
    options = parser.parse_args()
    torch.set_num_threads(1)
    seen = _scored(options)
    urgent = np.array([row.urgent for row in seen.rows])
    firm = max(seen.limit(seen.margins, ~seen.long, FIRM_SHARES).values())
    seen = seen._replace(ruled=seen.ruled | (seen.margins >= firm))
    weight = max(WEIGHTS, key=lambda tried: _recall(seen, urgent, tried))
    scores = seen.scores(weight)
    short = seen.limit(scores, ~seen.long, URGENT_SHARES)
    head = {
        **options.size.head(),
        "outputs": list(OUTPUTS),
        "weights": {"margin": weight, "leaning": 1 - weight, "bias": 0.0},
        "urgent": max(short.values()),
        "hold": max(seen.limit(scores, ~seen.long, HELD_SHARES).values()),
        "firm": firm,
        "sure": SURE_ABOVE,
        "least": float(np.quantile(seen.margins[urgent], LEAST_SHARE)),
        "urgent_long": max(seen.limit(scores, seen.long, LONG_SHARES).values()),
    }
    options.into.write_text(json.dumps(head, indent=1) + "\n", "utf-8")
    sys.stdout.write(json.dumps({**head, "limits": short, **_found(seen, scores, head)}) + "\n")


def _scored(options: Any) -> Scored:
    every = [*ngrams.own(), *ngrams.public(options.data), *ngrams.made()]
    unread = {options.hand, *options.unread}
    learnt = [row for row in every if row.public or row.made or hand_of(row.group) not in unread]
    rows = [row for row in ngrams.own() if hand_of(row.group) == options.hand]
    rows += [*left_out(options.data), *ngrams.looked_at(options.data)]
    long, margins = _kept(options.margins, learnt, rows)
    net, kept = loaded(options.student, options.size)
    cut = SmallCutter(kept, options.size.places)
    parts = [windows(cut.pieces(spelt(row.text)), options.size.places) for row in rows]
    logits = answers(net, [part for some in parts for part in some])[:, 0]
    ends = np.cumsum([0, *map(len, parts)])
    leanings = np.maximum.reduceat(logits, ends[:-1])
    return Scored(rows, np.array([ngrams.ruled(row) for row in rows]), margins, leanings, long)


def left_out(folder: Path) -> list[Row]:
    """Of the public sets what no model learnt from."""
    return [
        Row(text, name, text, public=True)
        for name in ngrams.SETS[:2]
        for text in ngrams.texts(folder, name)
        if is_held_out(text)
    ]


def _kept(file: Path | None, learnt: Sequence[Row], rows: Sequence[Row]) -> tuple[Any, Any]:
    if file and file.exists():
        raw = np.load(file)
        return raw["long"], raw["margins"]
    long, margins = _margins(learnt, rows)
    if file:
        np.savez(file, long=long, margins=margins)
    return long, margins


def _margins(learnt: Sequence[Row], rows: Sequence[Row]) -> tuple[Any, Any]:
    """Which rows are long, and how far above urgent the n-grams put each."""
    read = list(ngrams.readings(learnt))
    examples = ngrams.Examples.of(list(ngrams.trained_on(learnt, read)))
    fitted = examples.fit(np.array([row.urgent for row in learnt]), np.arange(len(examples.rows)))
    asked = list(ngrams.readings(rows))
    scored = ngrams.Examples.of(asked)
    scores = fitted.scores(scored.features, scored.classes)
    margins, long = np.full(len(rows), -np.inf), np.zeros(len(rows), bool)
    limits = model().urgent
    for one, score in zip(asked, scores, strict=True):
        margins[one.row] = max(margins[one.row], score - limits[one.part])
        long[one.row] = one.part is not Part.SHORT
    return long, margins


def _recall(seen: Scored, urgent: Any, weight: float) -> float:
    """Share of short urgent texts that are called so, within URGENT_SHARES."""
    scores = seen.scores(weight)
    limit = max(seen.limit(scores, ~seen.long, URGENT_SHARES).values())
    return float((seen.ruled | (scores >= limit))[urgent & ~seen.long].mean())


def _found(seen: Scored, scores: Any, head: Mapping[str, Any]) -> dict[str, Any]:
    """Shares by sort and length: urgent by rules or firm n-grams, by n-grams alone, all; seen."""
    limits = np.where(seen.long, head["urgent_long"], head["urgent"])
    sorts = np.array(["urgent" if row.urgent else row.label for row in seen.rows])
    told = {}
    for long in (False, True):
        for sort in sorted(set(sorts)):
            some = (sorts == sort) & (seen.long == long)
            ways = (
                seen.ruled,
                seen.ruled | (seen.margins >= 0),
                seen.ruled | (scores >= limits),
                seen.ruled | (scores >= head["hold"]),
            )
            shares = [round(float(way[some].mean()), 4) for way in ways] if some.any() else []
            told[f"{sort}, {'long' if long else 'short'}"] = [int(some.sum()), *shares]
    return told


if __name__ == "__main__":
    main()
