"""Keep what a teacher says of many texts, for reader_distil.py to teach a student with.

    python tests/benchmarks/reader_read.py --model DIR --data FOLDER --teacher FILE.pt
        --into FILE.npz --general FILE.npz [--without HAND,HAND]

GENERAL: the texts that words_distil.py keeps; one in sixteen of them is read too. `--without`: the
hands the teacher did not learn from; it says nothing of them.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.reader.general import general
from tests.benchmarks.reader.teacher import Cutter, Teacher, read
from tests.benchmarks.reader.transfer import transferred

ONE_IN = 16


def main() -> None:
    """Read everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "data", "teacher", "into", "general"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--without", type=lambda names: names.split(","), default=[])
    options = parser.parse_args()
    torch.set_num_threads(1)
    more, _ = general(options.general, options.data)
    texts = transferred(options.data, options.without, more[::ONE_IN])
    net = Teacher(options.model)
    net.load_state_dict(torch.load(options.teacher))
    logits, vectors = read(net, Cutter(options.model), texts)
    np.savez(options.into, texts=np.array(texts), logits=logits, vectors=vectors)


if __name__ == "__main__":
    main()
