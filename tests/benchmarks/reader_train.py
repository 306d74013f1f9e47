"""Teach a pretrained model the project's labels; writes weights that reader_distil.py learns from.

    python tests/benchmarks/reader_train.py --model DIR --data FOLDER --into FILE.pt
        [--without HAND,HAND] [--seed N] [--rounds N] [--learning N] [--step S]
        [--after FILE.pt --new HAND,HAND]

Needs torch and transformers, which are no part of this project (docs/moderation.md says how to get
them). `--without`: hands (writer_six, first...) that are not learnt from; how well the model then
reads them is printed. `--learning`: only so many of the upper layers learn. `--after`: go on from
there, with the new hands whole and of the others one message in six.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.batches import Pieces, batches, padded
from tests.benchmarks.reader.examples import (
    MADE,
    PUBLIC,
    Example,
    made_examples,
    own_examples,
    public_examples,
)
from tests.benchmarks.reader.losses import labels
from tests.benchmarks.reader.measured import found
from tests.benchmarks.reader.teacher import Cutter, Teacher, read
from tests.benchmarks.reader.worn import worn

HEAD_STEP, DECAY = 1e-3, 0.01
WARM, LEAST = 0.06, 0.02
AT_ONCE = 1_024
TOLD_EVERY = 50
AGAIN = 6
"""Of hands that were learnt from before, one message in so many is learnt once more."""
Round = tuple[Sequence[Example], dict[int, Pieces], list[list[int]]]


def main() -> None:
    """Teach, say how well other hands are read, keep the weights."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    own = own_examples()
    learnt = [one for one in own if one.hand not in options.without]
    if options.new:
        old = [one for one in learnt if one.hand not in options.new]
        learnt = [one for one in learnt if one.hand in options.new] + old[::AGAIN]
    net, cut = Teacher(options.model, options.learning), Cutter(options.model)
    if options.after:
        net.load_state_dict(torch.load(options.after))
    luck = Random(options.seed)
    more = public_examples(options.data), made_examples()
    at_once = options.at_once
    rounds = [_round(learnt, more, cut, luck, at_once) for _ in range(options.rounds)]
    _teach(net, rounds, options.step)
    torch.save(net.state_dict(), options.into)
    for hand in options.without:
        texts = [one for one in own if one.hand == hand]
        logits, _ = read(net, cut, [one.text for one in texts])
        _say(hand, found(texts, logits[:, 0]))


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--without", type=lambda names: names.split(","), default=[])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--learning", type=int)
    parser.add_argument("--after", type=Path)
    parser.add_argument("--new", type=lambda names: names.split(","), default=[])
    parser.add_argument("--step", type=float, default=8e-5)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    return parser.parse_args()


def _round(
    own: Sequence[Example],
    more: tuple[list[Example], list[Example]],
    cut: Cutter,
    luck: Random,
    at_once: int,
) -> Round:
    """All own messages, each worn anew, and some of the rest."""
    public, made = more
    texts = [*own, *luck.sample(public, PUBLIC), *luck.sample(made, MADE)]
    said = {number: cut(worn(one.text, luck)) for number, one in enumerate(texts)}
    return texts, said, batches(list(said.values()), said, at_once, luck)


def _teach(net: Teacher, rounds: Sequence[Round], step: float) -> None:
    head = list(net.head.parameters())
    body = [weight for weight in net.net.parameters() if weight.requires_grad]
    groups = [{"params": body, "lr": step}, {"params": head, "lr": HEAD_STEP}]
    steps = torch.optim.AdamW(groups, weight_decay=DECAY)
    every = sum(len(order) for _, _, order in rounds)
    rate = torch.optim.lr_scheduler.LambdaLR(
        steps, lambda n: min(1, (n + 1) / (WARM * every)) * max(LEAST, 1 - n / every)
    )
    net.train()
    number, lost, begun = 0, 0.0, time.monotonic()
    for texts, said, order in rounds:
        for batch in order:
            logits, _ = net(*padded([said[n] for n in batch]))
            loss = labels(logits, [texts[n] for n in batch])
            steps.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*head, *body], 1.0)
            steps.step()
            rate.step()
            number, lost = number + 1, lost + loss.item()
            if number % TOLD_EVERY == 0:
                _say(number, every, round(lost / TOLD_EVERY, 3), round(time.monotonic() - begun))
                lost = 0.0


def _say(*what: object) -> None:
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
