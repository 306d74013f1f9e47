"""Keep what a teacher says of many texts, for reader_distil.py to teach a student with.

    python tests/benchmarks/reader_read.py --model DIR --data FOLDER --teacher FILE.pt
        --into FILE.npz --general FILE.npz [--without HAND,HAND]
        [--fewer HAND,HAND] [--part K,N]
    ... --into FILE.npz --hands HAND,HAND [--seed N] [--part K,N]

GENERAL: the texts that words_distil.py keeps; one in sixteen of them is read too. `--without`: the
hands the teacher did not learn from; it says nothing of them. `--fewer`: of these every second
message is read. `--part 0,2`: every second text, so that two may read at once. `--hands`: the
messages of these alone, and each worn and mixed in the ways of that seed.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.examples import own_examples
from tests.benchmarks.reader.general import general
from tests.benchmarks.reader.teacher import Cutter, Teacher, read
from tests.benchmarks.reader.transfer import transferred, varied

ONE_IN = 16


def main() -> None:
    """Read everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "data", "teacher", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--general", type=Path)
    parser.add_argument("--hands", type=lambda names: names.split(","), default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=lambda names: names.split(","), default=[])
    parser.add_argument("--fewer", type=lambda names: names.split(","), default=[])
    parser.add_argument("--part", type=lambda said: [*map(int, said.split(","))], default=[0, 1])
    options = parser.parse_args()
    torch.set_num_threads(1)
    part, of = options.part
    texts = _texts(options)[part::of]
    net = Teacher(options.model)
    net.load_state_dict(torch.load(options.teacher))
    logits, vectors = read(net, Cutter(options.model), texts)
    np.savez(options.into, texts=np.array(texts), logits=logits, vectors=vectors)


def _texts(options: Any) -> list[str]:
    if options.hands:
        some = [one for one in own_examples() if one.hand in options.hands]
        return list(dict.fromkeys([*(one.text for one in some), *varied(some, options.seed)]))
    more, _ = general(options.general, options.data)
    return transferred(options.data, options.without, more[::ONE_IN], options.fewer)


if __name__ == "__main__":
    main()
