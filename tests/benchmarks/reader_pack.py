"""Pack a taught reader, and what was settled about it, as the weights that ship.

    python tests/benchmarks/reader_pack.py --student FILE.npz --head FILE.json

STUDENT: made by reader_distil.py; HEAD: by reader_settle.py.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.reader_weights import packed
from moderation.reading import WEIGHTS


def main() -> None:
    """Pack them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("student", "head"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    arrays = dict(np.load(options.student))
    pieces = [str(piece) for piece in arrays.pop("vocab")]
    WEIGHTS.write_bytes(packed(json.loads(options.head.read_text("utf-8")), arrays, pieces))
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
