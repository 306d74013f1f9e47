"""The steps by which a student learns."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import torch

from tests.benchmarks.reader.batches import Pieces, batches
from tests.benchmarks.reader.student import Student
from tests.benchmarks.reader.teacher import AT_ONCE

STEP, DECAY, WARM, LEAST = 2e-3, 0.01, 0.05, 0.02
TOLD_EVERY = 100
Loss = Callable[[list[int]], Any]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often all texts are read, pieces at once, and how large the largest step is.

    `keep`: what is done with the number of the step so `often` a round.
    """

    rounds: int
    at_once: int = AT_ONCE
    step: float = STEP
    often: int = 0
    keep: Callable[[int], None] = print


def run(net: Student, weights: Any, said: Sequence[Pieces], loss: Loss, pace: Pace) -> None:
    """So many rounds over all the texts, in batches of one length."""
    orders = [
        batches(said, range(len(said)), pace.at_once, Random(each)) for each in range(pace.rounds)
    ]
    every = sum(map(len, orders))
    part = every // (pace.rounds * pace.often) if pace.often else every + 1
    steps = torch.optim.AdamW(weights, lr=pace.step, weight_decay=DECAY)
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
        if number % part == 0:
            pace.keep(number)
        if number % TOLD_EVERY == 0:
            say(number, every, round(lost / TOLD_EVERY, 3), round(time.monotonic() - begun))
            lost = 0.0


def say(*what: object) -> None:
    """A line, at once."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()
