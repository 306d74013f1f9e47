"""What the thorough reader is taught next: new hands, and enough of the rest to forget nothing.

    python tests/benchmarks/reader_further.py --data FOLDER --student FILE --size SIZE
        --new HAND,HAND --into FILE.npz [--seed N]

FILE.npz is read by `reader_distil.py --begun STUDENT --read FILE.npz`. What is aimed at is what the
student says already, and the last teacher where it read the text (`reader/said.npz`); a text with a
label is aimed at least two on the side of its label.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.examples import (
    LAST,
    Example,
    own_examples,
    public_examples,
)
from tests.benchmarks.reader.kept import SAID, said
from tests.benchmarks.reader.pieces import SmallCutter
from tests.benchmarks.reader.student import Size, answers, loaded
from tests.benchmarks.reader.transfer import WINDOW, varied

LATELY, BEFORE, PUBLIC, MADE, WORN = 5_500, 5_000, 2_500, 1_500, 700
"""Texts that are read again: short messages of the last hands, of those before, public ones, worn
and mixed ones that the teacher read; and short messages of the new hands, worn."""
SIDE, KIND = 2.0, 2.0
"""So far on the side of its label a text is at least, and its kind above the others."""


def main() -> None:
    """Choose the texts, ask the student, lean towards teacher and labels, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "student", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--size", type=Size.of, required=True)
    parser.add_argument("--new", type=lambda names: names.split(","), required=True)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    own, shared = own_examples(), public_examples(options.data)
    taught = said(np.load(SAID), options.data)
    teacher = dict(zip(map(str, taught["texts"]), taught["logits"], strict=True))
    chosen = dict.fromkeys(_chosen(own, shared, [*teacher], options))
    texts = list(chosen)
    net, kept = loaded(options.student, options.size)
    cut = SmallCutter(kept, options.size.places)
    logits = answers(net, [cut(text) for text in texts])
    labels = {one.text: one for one in (*shared, *own)}
    for text, row in zip(texts, logits, strict=True):
        _lean(row, teacher.get(text), labels.get(text))
    np.savez(options.into, texts=np.array(texts), logits=logits, vectors=np.zeros((len(texts), 2)))


def _chosen(
    own: Sequence[Example], shared: Sequence[Example], read: Sequence[str], options: Any
) -> Iterator[str]:
    """All of the new hands, all that is long, and some of the rest."""
    luck = Random(options.seed)
    sorts: Mapping[str, list[Example]] = {"new": [], "long": [], "lately": [], "before": []}
    for one in own:
        sorts[_sort(one, options.new)].append(one)
    yield from (one.text for one in (*sorts["new"], *sorts["long"]))
    yield from _some(varied(sorts["new"], options.seed), WORN, luck)
    for some, many in (("lately", LATELY), ("before", BEFORE)):
        yield from _some([one.text for one in sorts[some]], many, luck)
    yield from _some([one.text for one in shared], PUBLIC, luck)
    known = {one.text for one in own}
    yield from _some([text for text in read if text not in known], MADE, luck)


def _sort(one: Example, new: Sequence[str]) -> str:
    if one.hand in new:
        return "new"
    if len(one.text.split()) > WINDOW:
        return "long"
    return "lately" if one.hand in LAST else "before"


def _some(texts: Sequence[str], many: int, luck: Random) -> list[str]:
    return luck.sample(texts, min(many, len(texts)))


def _lean(logits: Any, teacher: Any, label: Example | None) -> None:
    """In its place: halfway to the teacher, then to the side of the label."""
    if teacher is not None:
        logits += teacher
        logits /= 2
    if label is None:
        return
    logits[0] = max(logits[0], SIDE) if label.urgent else min(logits[0], -SIDE)
    if label.sort >= 0:
        kinds = logits[1:]
        kinds[label.sort] = max(kinds[label.sort], np.delete(kinds, label.sort).max() + KIND)


if __name__ == "__main__":
    main()
