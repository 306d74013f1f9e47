"""How well themes are found: one JSON line.

`python tests/benchmarks/themes.py --data DIR` reads DIR/patient-feedback.jsonl, short feedback to
public services with themes and sentiment, which is not part of this project. A third of it is kept
aside; what is learnt from the rest is measured on that, three times with different thirds.
"""

import argparse
import json
import random
import resource
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

from sklearn.metrics import f1_score

sys.path.insert(0, str(Path(__file__).parents[2]))  # a neighbour here is called moderation, too

from exports.themes.discovery import discover
from exports.themes.one_core import one_core
from exports.themes.samples import Example, Text
from exports.themes.tagger import Tagger
from surveys.themes.codebook import Codebook
from surveys.themes.codebook_reading import read_codebook

HERE = Path(__file__).parent
PART = 0.3
FEW = 10
FIRST = 20
TOP = 10
PROPOSALS = 10
GOAL = 0.8
MANY = 20_000
LEAST_LEFT_OUT = 40

Rows = list[Example]


def read_rows(path: Path) -> Rows:
    meant = tomllib.loads((HERE / "themes_from.toml").read_text("utf-8"))
    known = {label: key for key, labels in meant.items() for label in labels}
    lines = path.read_text("utf-8").splitlines()
    return [_example(json.loads(line), known) for line in lines]


def _example(row: Mapping[str, Any], known: Mapping[str, str]) -> Example:
    question = " ".join(row["question"].split())
    themes = frozenset(known[label] for label in row["themes"] if label in known)
    return Example(Text(row["id"], row["text"], question), themes, sentiment=row["sentiment"] or 0)


def parts(rows: Rows, seed: int) -> tuple[Rows, Rows]:
    mixed = random.Random(seed).sample(rows, len(rows))
    cut = int(len(mixed) * PART)
    return mixed[cut:], mixed[:cut]


def some(rows: Rows, themes: Sequence[str]) -> Rows:
    """Ten of each theme, rarest first; a text with two themes counts for both."""
    kept: Rows = []
    for key in sorted(themes, key=lambda key: sum(key in row.themes for row in rows)):
        have = sum(key in row.themes for row in kept)
        kept += [row for row in rows if key in row.themes and row not in kept][: max(FEW - have, 0)]
    return kept


def scores(tagger: Tagger, held: Rows) -> dict[str, float]:
    keys = [theme.key for theme in tagger.themes]
    texts = [row.text for row in held]
    found = [{tag.key for tag in tagging.tags} for tagging in tagger.tag(texts)]
    said = [[key in one for key in keys] for one in found]
    meant = [[key in row.themes for key in keys] for row in held]
    true = {key: sum(key in row.themes for row in held) for key in keys}
    counted = {each.key: each for each in tagger.counts(tagger.sums(texts))}
    off = sum(abs(counted[key].count - true[key]) for key in keys) / sum(true.values())
    inside = [counted[key].low <= true[key] <= counted[key].high for key in keys]
    top = [set(sorted(keys, key=by)[-5:]) for by in (true.__getitem__, _count(counted))]
    return {
        "micro": float(f1_score(meant, said, average="micro", zero_division=0)),
        "macro": float(f1_score(meant, said, average="macro", zero_division=0)),
        "count_error": off,
        "in_interval": fmean(inside),
        "top_five": len(top[0] & top[1]) / 5,
    }


def _count(counted: Mapping[str, Any]) -> Callable[[str], float]:
    return lambda key: float(counted[key].count)


def tones(tagger: Tagger, held: Rows) -> dict[str, float]:
    rated = [row for row in held if row.sentiment]
    said = [each.tone_name for each in tagger.tag([row.text for row in rated])]
    meant = [_tone(row.sentiment) for row in rated]
    bad = [one for one, other in zip(said, meant, strict=True) if other == "negative"]
    macro = float(f1_score(meant, said, average="macro"))
    return {"macro": macro, "bad_called_good": bad.count("positive") / len(bad)}


def _tone(sentiment: int) -> str:
    return "negative" if sentiment > 3 else "positive" if sentiment < 3 else "neutral"


def left_out(codebook: Codebook, learn: Rows, held: Rows) -> dict[str, float]:
    """How a theme missing from the codebook comes up in one proposal; means over themes.

    `surfaces`: share of its first texts in there; `of_it_right`: share of the proposal that is
    about it, `top_right`: of the ten texts that stand first; `reached`: share of themes of which
    four in five texts are there.
    """
    found, right, top = [], [], []
    for theme in codebook.themes:
        mine = [row for row in held if theme.key in row.themes]
        if len(mine) < LEAST_LEFT_OUT:
            continue
        rest = replace(codebook, themes=tuple(t for t in codebook.themes if t is not theme))
        without = [replace(row, themes=row.themes - {theme.key}) for row in learn]
        without = [
            row for row, full in zip(without, learn, strict=True) if row.themes == full.themes
        ]
        tagged = Tagger(rest, without).tag([row.text for row in held])
        first = {row.text.id for row in mine[:FIRST]}
        proposals = discover([row.text for row in held], PROPOSALS, tagged)
        best = max((each.members for each in proposals), key=lambda ids: len(first & {*ids}))
        found.append(len(first & {*best}) / len(first))
        fits = [text_id in {row.text.id for row in mine} for text_id in best]
        right.append(fmean(fits))
        top.append(fmean(fits[:TOP]))
    reached = fmean(share >= GOAL for share in found)
    told = {"surfaces": found, "of_it_right": right, "top_right": top}
    return {**{name: fmean(each) for name, each in told.items()}, "reached": reached}


def speed(codebook: Codebook, learn: Rows, held: Rows) -> dict[str, float]:
    """Processor seconds to learn and to tag 20,000 texts, no two alike; the most memory, in MB."""
    start = time.process_time()
    tagger = Tagger(codebook, learn)
    learnt = time.process_time()
    many = _unlike(held)
    for at in range(0, MANY, 1000):
        tagger.tag(many[at : at + 1000])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"learn": learnt - start, "tag_20000": time.process_time() - learnt, "peak_mb": peak}


def _unlike(rows: Rows) -> list[Text]:
    """Texts with the length of real ones: the beginning of one and the end of another."""
    mixed = random.Random(3)
    made: dict[str, Text] = {}
    while len(made) < MANY:
        one, other = (row.text for row in mixed.sample(rows, 2))
        cut = mixed.random()
        head, tail = one.words.split(), other.words.split()
        said = " ".join([*head[: round(len(head) * cut)], *tail[round(len(tail) * cut) :]])
        made.setdefault(said, Text(len(made), said, one.question))
    return [*made.values()]


def measure(rows: Rows, codebook: Codebook, seed: int) -> dict[str, dict[str, float]]:
    learn, held = parts(rows, seed)
    few = some(learn, [theme.key for theme in codebook.themes])
    texts = [row.text for row in held]
    found = {
        "no_labels": scores(Tagger(codebook, (), texts), held),
        "ten_each": scores(Tagger(codebook, few, texts), held),
    }
    start = time.perf_counter()
    whole = Tagger(codebook, learn, texts)
    found["all_labels"] = scores(whole, held)
    found["all_labels"]["seconds"] = time.perf_counter() - start
    found["tone"] = tones(whole, held)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--times", type=int, default=3)
    options.add_argument("--quick", action="store_true", help="no discovery")
    options.add_argument("--discovery", action="store_true", help="discovery alone")
    options.add_argument("--speed", action="store_true", help="speed and memory alone")
    given = options.parse_args()
    with one_core():
        _run(given)


def _run(given: argparse.Namespace) -> None:
    rows, codebook = read_rows(given.data / "patient-feedback.jsonl"), _codebook()
    for alone, asked in ((left_out, given.discovery), (speed, given.speed)):
        if asked:
            print(json.dumps(_rounded(alone(codebook, *parts(rows, 0)))))  # noqa: T201
    if given.discovery or given.speed:
        return
    runs = [measure(rows, codebook, seed) for seed in range(given.times)]
    told: dict[str, Any] = {
        name: {key: round(fmean(run[name][key] for run in runs), 3) for key in part}
        for name, part in runs[0].items()
    }
    if not given.quick:
        learn, held = parts(rows, 0)
        told["left_out"] = _rounded(left_out(codebook, learn, held))
    print(json.dumps(told))  # noqa: T201


def _rounded(found: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in found.items()}


def _codebook() -> Codebook:
    return read_codebook(HERE / "themes_codebook.toml")


if __name__ == "__main__":
    main()
