"""What teachers said of texts, and the labels of those that have one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tests.benchmarks.reader.examples import Example, own_examples, public_examples
from tests.benchmarks.reader.kept import said

SIDE = 1.0
"""So far on the right side a labelled text is at least."""


class Taught(NamedTuple):
    """A row a text; where several teachers read it, the mean of their logits. `labels` by row."""

    texts: Sequence[str]
    logits: Any
    vectors: Any
    labels: Mapping[int, Example]

    @classmethod
    def of(cls, files: Sequence[Sequence[Path]], data: Path, without: Sequence[str]) -> "Taught":
        """All that the files of each teacher hold; vectors only of the first teacher's."""
        read = [_joined(some, data) for some in files]
        place: dict[str, int] = {}
        for one in read:
            for text in one["texts"]:
                place.setdefault(str(text), len(place))
        logits, times = _mean(read, place)
        vectors = np.zeros((len(place), read[0]["vectors"].shape[1]), np.float16)
        vectors[: len(read[0]["texts"])] = read[0]["vectors"]
        known = [one for one in own_examples() if one.hand not in without]
        labels = {
            place[one.text]: one for one in (*public_examples(data), *known) if one.text in place
        }
        return cls(list(place), _believed(logits / times, labels), vectors, labels)


def _joined(files: Sequence[Path], data: Path) -> Mapping[str, Any]:
    parts = [_part(np.load(path), data) for path in files]
    names = ("texts", "logits", "vectors")
    return {name: np.concatenate([part[name] for part in parts]) for name in names}


def _part(raw: Mapping[str, Any], data: Path) -> Mapping[str, Any]:
    return said(raw, data) if "marks" in raw else raw


def _believed(logits: Any, labels: Mapping[int, Example]) -> Any:
    """Where a teacher contradicts a label, it is not followed."""
    for row, one in labels.items():
        said = logits[row, 0]
        logits[row, 0] = max(said, SIDE) if one.urgent else min(said, -SIDE)
    return logits


def _mean(read: Sequence[Any], place: Mapping[str, int]) -> tuple[Any, Any]:
    logits = np.zeros((len(place), read[0]["logits"].shape[1]), np.float32)
    times = np.zeros((len(place), 1), np.float32)
    for one in read:
        rows = [place[str(text)] for text in one["texts"]]
        logits[rows] += one["logits"]
        times[rows] += 1
    return logits, times
