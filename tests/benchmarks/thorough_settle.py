"""Set the thorough reader's thresholds on messages that no model learnt from; JSON out.

    python tests/benchmarks/thorough_settle.py --data FOLDER --student FILE.npz --size SIZE
        --heard FILE.npz --into FILE.json

STUDENT: made by reader_distil.py. The messages are those kept back of the last hands (`reserved`),
the public texts left out, patient feedback, and posts on violence and abuse. What rules, n-grams
and quick reader, which are those that ship, say of each is kept in HEARD and read there next time.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.limits import is_crowded
from moderation.margins import margin_of
from moderation.reading import MOST_THOROUGH, thorough, understanding
from moderation.stretches import LONGEST
from moderation.text import Text
from tests.benchmarks import moderation_train as ngrams
from tests.benchmarks.moderation import VIOLENCE
from tests.benchmarks.moderation_train import Row
from tests.benchmarks.reader.examples import OUTPUTS, reserved, spelt
from tests.benchmarks.reader.pieces import SmallCutter
from tests.benchmarks.reader.student import Size, answers, loaded
from tests.benchmarks.reader.windows import windows
from tests.benchmarks.reader_settle import left_out

URGENT_SHARES = {
    "looks_alike": 0.105,
    "plain": 0.01,
    "everyday-stress": 0.006,
    "sms-spam": 0.0075,
    "patient-feedback": 0.0018,
}
"""Share of unseen short texts of a sort that may be called urgent, by all together. The last hands
wrote their look-alikes to be close: half as many again of them are called urgent as of others."""
HELD_SHARES = {"plain": 0.05, "patient-feedback": 0.02}
LONG_SHARES = {"patient-feedback": 0.0375, "looks_alike": 0.29, "worrying": 0.36}
LONG_HELD_SHARES = {"patient-feedback": 0.05}
FIRM_SHARES = {"looks_alike": 0.015, "plain": 0.004, "patient-feedback": 0.001}
LONG_FIRM_SHARES = {"looks_alike": 0.12, "patient-feedback": 0.02}
"""Share that rules and n-grams alone may call urgent, whatever the readers say."""
CLEAR_SHARES = {"looks_alike": 0.03, "plain": 0.004, "patient-feedback": 0.001}
"""Share that the first two may call urgent without the thorough reader."""
CLOSER = {"weights": [0.2, 0.1, 0.7], "urgent": 0.5, "least": -2.0}
"""Another way of short texts to urgent; chosen by hand, docs/training.md says how."""
SENTENCE = {
    "urgent": 0.75,
    "hold": -0.25,
    "least": -2.5,
    "doubt": -0.75,
    "near": -2.5,
    "more": 0.75,
}
"""Of one sentence among others; chosen by hand, docs/training.md says how."""
PIECE = {"hold": 0.5, "least": -1.5}
"""Of a piece of a sentence, in the same way."""
FURTHER = 1.0
"""How much more the n-grams alone must say of one sentence to make the text urgent."""
STEPS = 20
"""Parts of one in which weights are tried."""
MISSED, MISSED_LONG = 0.008, 0.04
"""Share of urgent texts that may be lost because the thorough reader is not asked."""
LOST = 0.003
"""Share of urgent texts that may wait because a rule is not believed that is not certain."""
ROUNDED = 0.01
"""So much more is asked, because scores are set on weights that are not yet rounded to a byte."""
SURE_ABOVE = 0.8
"""So much more of the score is asked where a game, a story or a denial is near."""


class Heard(NamedTuple):
    """What is said of each row: by rules, n-grams, quick and thorough reader.

    `ruled`: rules call it urgent. `certain`: it is urgent whatever the thorough reader says.
    """

    rows: Sequence[Row]
    long: Any
    ruled: Any
    certain: Any
    margins: Any
    quick: Any
    thorough: Any

    @property
    def urgent(self) -> Any:
        return np.array([row.urgent for row in self.rows])

    @property
    def labels(self) -> Any:
        return np.array(["urgent" if row.urgent else row.label for row in self.rows])

    def first(self) -> Any:
        """The score of n-grams and quick reader together."""
        margin, leaning = understanding().judgement.scale.weights
        return margin * self.margins + leaning * self.quick

    def already(self, firm: float, firm_long: float, clear: float) -> "Heard":
        """With what is urgent before the thorough reader is asked as certain."""
        first = self.first()
        known = (self.margins >= firm) | (first > clear)
        known |= self.ruled & (first >= understanding().judgement.scale.urgent)
        known = np.where(self.long, self.margins >= firm_long, known)
        return self._replace(certain=self.certain | known)

    def unbelieved(self, scores: Any, asked: Any) -> float:
        """The score below which few urgent texts lie that rules find which are not certain."""
        urgent = asked & self.urgent
        doubted = np.sort(scores[urgent & self.ruled & ~self.certain])
        may_wait = int(LOST * urgent.sum())
        return float(doubted[may_wait]) if len(doubted) > may_wait else np.inf

    def believed(self, scores: Any, unbelieved: float) -> "Heard":
        """With the rules that are still believed as certain."""
        return self._replace(certain=self.certain | (self.ruled & (scores >= unbelieved)))

    def limit(self, scores: Any, asked: Any, shares: Mapping[str, float]) -> float:
        """The score from which of no sort more than its share passes."""
        found = []
        for label, share in shares.items():
            some = np.where(self.certain, np.inf, scores)[asked & (self.labels == label)]
            if len(some):
                most = np.sort(some)[::-1]
                found.append(float(most[min(int(share * len(most)), len(most) - 1)]) + 1e-6)
        return max(found)


def main() -> None:
    """Hear, weigh, set, say."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "student", "heard", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--size", type=Size.of, required=True)
    options = parser.parse_args()
    heard = _heard(options)
    firm = heard.limit(heard.margins, ~heard.long, FIRM_SHARES)
    firm_long = heard.limit(heard.margins, heard.long, LONG_FIRM_SHARES)
    clear = heard.limit(heard.first(), ~heard.long, CLEAR_SHARES)
    heard = heard.already(firm, firm_long, clear)
    short, scores = _settled(heard, ~heard.long, URGENT_SHARES, HELD_SHARES)
    long, long_scores = _settled(heard, heard.long, LONG_SHARES, LONG_HELD_SHARES)
    scores = np.where(heard.long, long_scores, scores)
    urgent, hold, unbelieved = (
        np.where(heard.long, long[name], short[name]) for name in ("urgent", "hold", "unbelieved")
    )
    lost = heard.ruled & ~heard.certain & (scores < unbelieved)
    heard = heard.believed(scores, unbelieved)
    found = heard.urgent & ~heard.certain & (scores >= urgent)
    doubt = float(np.quantile(heard.first()[found & ~heard.long], MISSED))
    doubt_long = float(np.quantile(heard.margins[found & heard.long], MISSED_LONG))
    head = {**options.size.head(), "outputs": list(OUTPUTS), "doubt": doubt, "clear": clear}
    head["short"] = {**short, "firm": firm, "closer": CLOSER}
    head["sentence"] = _of_sentences(short, firm)
    head["piece"] = PIECE
    head["long"] = {**long, "firm": firm_long}
    head |= {"doubt_long": doubt_long}
    options.into.write_text(json.dumps(head, indent=1) + "\n", "utf-8")
    asked = np.where(heard.long, heard.margins >= doubt_long, heard.first() >= doubt)
    ways = [heard.certain | (asked & (scores >= least)) for least in (urgent, hold)]
    ways[1] |= lost
    told = dict(_shares(heard, [*ways, asked & ~heard.certain, lost]))
    sys.stdout.write(json.dumps({**head, "shares": told}, indent=1) + "\n")


def _of_sentences(short: Mapping[str, Any], firm: float) -> dict[str, Any]:
    """As a short text is judged, but that more is asked."""
    return {**short, **SENTENCE, "firm": round(firm + FURTHER, 2)}


def _heard(options: Any) -> Heard:
    rows = [row for row in ngrams.own() if reserved(row)]
    rows += [*left_out(options.data), *ngrams.looked_at(options.data), *_posts(options.data)]
    if not options.heard.exists():
        np.savez(options.heard, **_first(rows))
    return Heard(rows, **np.load(options.heard), thorough=_thorough(options, rows))


def _first(rows: Sequence[Row]) -> dict[str, Any]:
    texts = [Text.of(row.text) for row in rows]
    long = [len(text.folded.text.split()) > LONGEST for text in texts]
    return {
        "long": np.array(long),
        "ruled": np.array([ngrams.ruled(row) for row in rows]),
        "certain": np.array(
            [_is_certain(row, text) for row, text in zip(rows, texts, strict=True)]
        ),
        "margins": np.array([margin_of(text) for text in texts]),
        "quick": np.array(
            [0.0 if more else _quick(row) for row, more in zip(rows, long, strict=True)]
        ),
    }


def _quick(row: Row) -> float:
    """It is not asked of a long text."""
    return understanding().read(spelt(row.text)).leaning


def _is_certain(row: Row, text: Text) -> bool:
    """By a rule that is, or in a text that may not be doubted."""
    found = ngrams.urgent_by_rule(row)
    whole = thorough().reads_at_once(spelt(row.text)) and not is_crowded(text)
    return any(finding.certain or not whole for finding in found)


def _thorough(options: Any, rows: Sequence[Row]) -> Any:
    net, kept = loaded(options.student, options.size)
    cut = SmallCutter(kept, options.size.places)
    size = options.size.places, MOST_THOROUGH
    parts = [windows(cut.pieces(spelt(row.text)), *size) for row in rows]
    logits = answers(net, [part for some in parts for part in some])[:, 0]
    ends = np.cumsum([0, *map(len, parts)])
    return np.maximum.reduceat(logits, ends[:-1])


def _posts(folder: Path) -> list[Row]:
    """What people wrote where violence by a partner and abuse are talked about."""
    lines = (folder / "stress-posts.jsonl").read_text("utf-8").splitlines()
    told = [row["text"] for row in map(json.loads, lines) if row["subreddit"] in VIOLENCE]
    return [Row(text, "domestic_abuse", text) for text in told]


def _settled(
    heard: Heard, asked: Any, urgent: Mapping[str, float], held: Mapping[str, float]
) -> tuple[dict[str, Any], Any]:
    """Weights by which most urgent texts are found, the scores that matter, and all scores."""
    short = [heard.margins, heard.quick, heard.thorough]
    said = [heard.margins, heard.thorough] if heard.long[asked].all() else short
    tried = []
    for weights in _weights(len(said)):
        scores = _sum(weights, said)
        limits = _limits(heard, asked, scores, urgent, held)
        tried.append((_recall(heard, asked, scores, limits), weights, limits))
    _, weights, limits = max(tried, key=lambda one: one[:2])
    return {"weights": weights, **limits, "sure": SURE_ABOVE}, _sum(weights, said)


def _weights(many: int) -> Iterator[tuple[float, ...]]:
    for parts in product(range(STEPS + 1), repeat=many - 1):
        if sum(parts) <= STEPS:
            yield tuple(part / STEPS for part in (*parts, STEPS - sum(parts)))


def _sum(weights: Sequence[float], said: Sequence[Any]) -> Any:
    return sum(much * one for much, one in zip(weights, said, strict=True))


def _limits(
    heard: Heard, asked: Any, scores: Any, urgent: Mapping[str, float], held: Mapping[str, float]
) -> dict[str, float]:
    """The scores that matter. A rule is not believed only where the readers would not even hold."""
    hold = heard.limit(scores, asked, held)
    unbelieved = min(heard.unbelieved(scores, asked), hold)
    believed = heard.believed(scores, unbelieved)
    return {
        "urgent": believed.limit(scores, asked, urgent) + ROUNDED,
        "hold": hold,
        "unbelieved": unbelieved,
    }


def _recall(heard: Heard, asked: Any, scores: Any, limits: Mapping[str, float]) -> float:
    found = heard.believed(scores, limits["unbelieved"]).certain | (scores >= limits["urgent"])
    return float(found[heard.urgent & asked].mean())


def _shares(heard: Heard, ways: Sequence[Any]) -> Iterator[tuple[str, list[float]]]:
    """By sort and length: how many, called urgent, held too, asked about, not believed."""
    for long in (False, True):
        for sort in sorted(set(heard.labels)):
            some = (heard.labels == sort) & (heard.long == long)
            if some.any():
                shares = [round(float(way[some].mean()), 4) for way in ways]
                yield f"{sort}, {'long' if long else 'short'}", [int(some.sum()), *shares]


if __name__ == "__main__":
    main()
