"""Pack a taught reader, and what was settled about it, as the weights that ship.

    python tests/benchmarks/reader_pack.py --head FILE.json [--student FILE.npz[+FILE.npz]]
        [--thorough]

STUDENT: made by reader_distil.py, or the mean of several; HEAD: by reader_settle.py, or
thorough_settle.py. What HEAD says of thresholds goes into a file beside the weights; without
--student that alone is written.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.reader_weights import OF_WEIGHTS, packed
from moderation.reading import THOROUGH, WEIGHTS


def main() -> None:
    """Pack them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--head", type=Path, required=True)
    parser.add_argument("--student", type=lambda names: names.split("+"))
    parser.add_argument("--thorough", action="store_true")
    options = parser.parse_args()
    into = THOROUGH if options.thorough else WEIGHTS
    head = json.loads(options.head.read_text("utf-8"))
    beside = {name: said for name, said in head.items() if name not in OF_WEIGHTS}
    into.with_suffix(".json").write_text(json.dumps(beside, indent=1) + "\n", "utf-8")
    if options.student:
        into.write_bytes(packed(head, *_mean([np.load(name) for name in options.student])))
    sys.stdout.write(f"{into.name}: {into.stat().st_size} bytes\n")


def _mean(students: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """Their weights and pieces of words, which are the same."""
    names = set(students[0]) - {"vocab"}
    arrays = {name: np.mean([one[name] for one in students], axis=0) for name in names}
    return arrays, [str(piece) for piece in students[0]["vocab"]]


if __name__ == "__main__":
    main()
