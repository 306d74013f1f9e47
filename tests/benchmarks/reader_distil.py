"""Teach the small reader; writes FILE.npz, which reader_pack.py makes the shipped weights of.

    python tests/benchmarks/reader_distil.py --model DIR --data FOLDER --general FILE.npz
        --read FILE.npz[,FILE.npz] --into FILE.npz [--without HAND,HAND] [--size E,H,L,A,F,P]

First the student points where the untaught model points, for sentences of all sorts (GENERAL: what
words_distil.py keeps); then it learns to say what the teachers say (READ: files of reader_read.py),
and the labels where there are any.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.batches import batches, padded
from tests.benchmarks.reader.examples import own_examples
from tests.benchmarks.reader.general import general
from tests.benchmarks.reader.losses import labels, like, pointing
from tests.benchmarks.reader.measured import found
from tests.benchmarks.reader.pieces import SmallCutter, chosen, vectors
from tests.benchmarks.reader.student import Size, Student, answers, named
from tests.benchmarks.reader.taught import Taught
from tests.benchmarks.reader.teacher import WIDTH

GENERAL_ROUNDS, ROUNDS = 3, 8
STEP, DECAY, WARM, LEAST = 2e-3, 0.01, 0.05, 0.02
LABELS = 0.5
"""How much labels count beside what the teachers say."""
AT_ONCE = 4_096
TOLD_EVERY = 100
Loss = Callable[[list[int]], Any]


def main() -> None:
    """Teach, say how well other hands are read, keep the weights."""
    options = _options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    texts, aims = general(options.general, options.data)
    taught = Taught.of(options.read, options.data, options.without)
    kept = chosen(options.model, [*taught.texts, *texts[::3]])
    net = Student(vectors(options.model, kept, options.size.embedding), options.size)
    cut = SmallCutter(kept, options.size.places)
    _general(net, [cut(text) for text in texts], torch.tensor(aims))
    _imitate(net, [cut(text) for text in taught.texts], taught)
    np.savez(options.into, vocab=np.array(kept), **named(net))
    own = own_examples()
    for hand in options.without:
        some = [one for one in own if one.hand == hand]
        _say(hand, found(some, answers(net, [cut(one.text) for one in some])[:, 0]))


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "data", "general", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--read", type=lambda names: [*map(Path, names.split(","))], required=True)
    parser.add_argument("--without", type=lambda names: names.split(","), default=[])
    parser.add_argument(
        "--size", type=lambda said: Size(*map(int, said.split(","))), default=Size()
    )
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _general(net: Student, said: Sequence[Sequence[int]], aims: Any) -> None:
    aims = nn.functional.normalize(aims, dim=1)
    points = nn.Linear(net.likeness.in_features, WIDTH)

    def loss(batch: list[int]) -> Any:
        vector = net.vector(*padded([said[n] for n in batch]))
        return pointing(points(vector), aims[batch])

    _run(net, [*net.parameters(), *points.parameters()], said, loss, GENERAL_ROUNDS)


def _imitate(net: Student, said: Sequence[Sequence[int]], taught: Taught) -> None:
    def loss(batch: list[int]) -> Any:
        logits, vector = net(*padded([said[n] for n in batch]))
        aims = torch.tensor(taught.logits[batch])
        total = like(logits, vector, aims, torch.tensor(taught.vectors[batch], dtype=torch.float))
        known = [at for at, n in enumerate(batch) if n in taught.labels]
        if known:
            told = labels(logits[known], [taught.labels[batch[at]] for at in known])
            total = total + LABELS * told * len(known) / len(batch)
        return total

    _run(net, list(net.parameters()), said, loss, ROUNDS)


def _run(net: Student, weights: Any, said: Sequence[Sequence[int]], loss: Loss, times: int) -> None:
    orders = [batches(said, range(len(said)), AT_ONCE, Random(each)) for each in range(times)]
    every = sum(map(len, orders))
    steps = torch.optim.AdamW(weights, lr=STEP, weight_decay=DECAY)
    rate = torch.optim.lr_scheduler.LambdaLR(
        steps, lambda n: min(1, (n + 1) / (WARM * every)) * max(LEAST, 1 - n / every)
    )
    net.train()
    lost, begun = 0.0, time.monotonic()
    for number, batch in enumerate((one for order in orders for one in order), 1):
        off = loss(batch)
        steps.zero_grad(set_to_none=True)
        off.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        steps.step()
        rate.step()
        lost += off.item()
        if number % TOLD_EVERY == 0:
            _say(number, every, round(lost / TOLD_EVERY, 3), round(time.monotonic() - begun))
            lost = 0.0


def _say(*what: object) -> None:
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
