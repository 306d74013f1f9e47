"""Teach the small reader what the teachers say; writes FILE.npz.

    python tests/benchmarks/reader_distil.py --data FOLDER --begun FILE.npz
        --read FILE.npz[+FILE.npz][,FILE.npz] --into FILE.npz [--without HAND,HAND]
        [--size E,H,L,A,F,P[,gelu]] [--rounds N] [--at-once PIECES] [--step SIZE]
        [--often N]

BEGUN: made by reader_begin.py, or `reader.bin`, to go on from what ships. READ: files of
reader_read.py, of one teacher with a plus between them, of another after a comma; or
`reader/said.npz`, what the last teacher said. Where there are labels, they count too. `--without`:
hands whose labels are not learnt; how well they are read is printed. `--often`: so often a round
what was learnt so far is kept beside FILE, with the number of the step in its name.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.batches import Pieces, padded
from tests.benchmarks.reader.examples import own_examples
from tests.benchmarks.reader.losses import labels, like
from tests.benchmarks.reader.measured import found
from tests.benchmarks.reader.pieces import SmallCutter
from tests.benchmarks.reader.steps import STEP, Pace, run, say
from tests.benchmarks.reader.student import Size, Student, answers, loaded, named
from tests.benchmarks.reader.taught import Taught
from tests.benchmarks.reader.teacher import AT_ONCE

LABELS = 0.5
"""How much labels count beside what the teachers say."""


def main() -> None:
    """Teach, say how well other hands are read, keep the weights."""
    options = _options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    taught = Taught.of(options.read, options.data, options.without)
    net, kept = loaded(options.begun, options.size, taught.vectors.shape[1])
    cut = SmallCutter(kept, options.size.places)

    def keep(number: int) -> None:
        _keep(net, kept, options.into.with_suffix(f".{number}.npz"))

    pace = Pace(options.rounds, options.at_once, options.step, options.often, keep)
    said = [cut(text) for text in taught.texts]
    loss = partial(_loss, net, said, taught)
    run(net, list(net.parameters()), said, loss, pace)
    _keep(net, kept, options.into)
    own = own_examples()
    for hand in options.without:
        some = [one for one in own if one.hand == hand]
        say(hand, found(some, answers(net, [cut(one.text) for one in some])[:, 0]))


def _keep(net: Student, pieces: Sequence[str], into: Path) -> None:
    np.savez(into, vocab=np.array(pieces), **named(net))


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "begun", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--read", type=_files, required=True)
    parser.add_argument("--without", type=lambda names: names.split(","), default=[])
    parser.add_argument("--size", type=Size.of, default=Size())
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    parser.add_argument("--step", type=float, default=STEP)
    parser.add_argument("--often", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _files(names: str) -> list[list[Path]]:
    return [[*map(Path, name.split("+"))] for name in names.split(",")]


def _loss(net: Student, said: Sequence[Pieces], taught: Taught, batch: list[int]) -> Any:
    logits, vector = net(*padded([said[n] for n in batch]))
    aims = torch.tensor(taught.logits[batch])
    total = like(logits, vector, aims, torch.tensor(taught.vectors[batch], dtype=torch.float))
    known = [at for at, n in enumerate(batch) if n in taught.labels]
    if not known:
        return total
    told = labels(logits[known], [taught.labels[batch[at]] for at in known])
    return total + LABELS * told * len(known) / len(batch)


if __name__ == "__main__":
    main()
