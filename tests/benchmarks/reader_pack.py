"""Pack a taught reader, and what was settled about it, as the weights that ship.

    python tests/benchmarks/reader_pack.py --head FILE.json [--student FILE.npz] [--thorough]

STUDENT: made by reader_distil.py; HEAD: by reader_settle.py, or thorough_settle.py. What HEAD says
of thresholds goes into a file beside the weights; without --student that alone is written.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.reader_weights import OF_WEIGHTS, packed
from moderation.reading import THOROUGH, WEIGHTS


def main() -> None:
    """Pack them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--head", type=Path, required=True)
    parser.add_argument("--student", type=Path)
    parser.add_argument("--thorough", action="store_true")
    options = parser.parse_args()
    into = THOROUGH if options.thorough else WEIGHTS
    head = json.loads(options.head.read_text("utf-8"))
    beside = {name: said for name, said in head.items() if name not in OF_WEIGHTS}
    into.with_suffix(".json").write_text(json.dumps(beside, indent=1) + "\n", "utf-8")
    if options.student:
        arrays = dict(np.load(options.student))
        pieces = [str(piece) for piece in arrays.pop("vocab")]
        into.write_bytes(packed(head, arrays, pieces))
    sys.stdout.write(f"{into.name}: {into.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
