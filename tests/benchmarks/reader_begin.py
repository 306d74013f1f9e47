"""Begin the small reader: its pieces of words, and a first idea of what sentences mean.

    python tests/benchmarks/reader_begin.py --model DIR --data FOLDER --general FILE.npz
        --into FILE.npz [--size E,H,L,A,F,P] [--seed N]

The student learns to point where the untaught model points, for sentences of all sorts (GENERAL:
what words_distil.py keeps). reader_distil.py goes on from there.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.batches import padded
from tests.benchmarks.reader.general import general
from tests.benchmarks.reader.losses import pointing
from tests.benchmarks.reader.pieces import SmallCutter, chosen, vectors
from tests.benchmarks.reader.steps import Pace, run
from tests.benchmarks.reader.student import Size, Student, named
from tests.benchmarks.reader.teacher import WIDTH
from tests.benchmarks.reader.transfer import transferred

ROUNDS = 3
ONE_IN = 3
"""Of the general sentences, for the choice of pieces."""


def main() -> None:
    """Choose the pieces, teach, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "data", "general", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--size", type=Size.of, default=Size())
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    texts, aims = general(options.general, options.data)
    kept = chosen(options.model, transferred(options.data, (), texts[::ONE_IN]))
    net = Student(vectors(options.model, kept, options.size.embedding), options.size)
    cut = SmallCutter(kept, options.size.places)
    _taught(net, [cut(text) for text in texts], torch.tensor(aims))
    np.savez(options.into, vocab=np.array(kept), **named(net))


def _taught(net: Student, said: Sequence[Sequence[int]], aims: Any) -> None:
    aims = nn.functional.normalize(aims, dim=1)
    points = nn.Linear(net.likeness.in_features, WIDTH)

    def loss(batch: list[int]) -> Any:
        vector = net.vector(*padded([said[n] for n in batch]))
        return pointing(points(vector), aims[batch])

    run(net, [*net.parameters(), *points.parameters()], said, loss, Pace(ROUNDS))


if __name__ == "__main__":
    main()
