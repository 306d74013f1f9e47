"""Pack a taught reader, and what was settled about it, as the weights that ship.

    python tests/benchmarks/reader_pack.py --student FILE.npz --head FILE.json [--thorough]

STUDENT: made by reader_distil.py; HEAD: by reader_settle.py, or thorough_settle.py.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.reader_weights import packed
from moderation.reading import THOROUGH, WEIGHTS


def main() -> None:
    """Pack them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("student", "head"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--thorough", action="store_true")
    options = parser.parse_args()
    into = THOROUGH if options.thorough else WEIGHTS
    arrays = dict(np.load(options.student))
    pieces = [str(piece) for piece in arrays.pop("vocab")]
    into.write_bytes(packed(json.loads(options.head.read_text("utf-8")), arrays, pieces))
    sys.stdout.write(f"{into.name}: {into.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
