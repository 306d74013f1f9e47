"""What the last teacher said, kept small: `said.npz`, so that a student can be taught without one.

Texts are not in it, only marks of them: they are messages of the project or of public sets, as they
are, worn, mixed or in stretches, and are made anew (`transfer.py`).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.reader.examples import own_examples, public_examples
from tests.benchmarks.reader.transfer import transferred, varied

SAID = Path(__file__).with_name("said.npz")
STEPS = 18.0
"""Parts of one in a logit that is kept: none is beyond seven."""


def keep(texts: Sequence[str], logits: Any, **read: Any) -> None:
    """Write SAID. `read`: `without`, `fewer` and `seeds` as they were when the teacher read."""
    marks = np.array([_mark(text) for text in texts], np.uint64)
    small = np.clip(np.rint(logits * STEPS), -127, 127).astype(np.int8)
    np.savez_compressed(SAID, marks=marks, logits=small, **read)


def said(raw: Mapping[str, Any], data: Path) -> Mapping[str, Any]:
    """Texts and logits of such a file; no vectors."""
    place = {int(mark): row for row, mark in enumerate(raw["marks"])}
    read = transferred(data, raw["without"].tolist(), [], raw["fewer"].tolist())
    again = [text for seed in raw["seeds"] for text in varied(own_examples(), seed)]
    every = dict.fromkeys([*read, *again, *(one.text for one in public_examples(data))])
    texts = [text for text in every if _mark(text) in place]
    rows = [place[_mark(text)] for text in texts]
    logits = raw["logits"][rows].astype(np.float32) / STEPS
    return {"texts": np.array(texts), "logits": logits, "vectors": np.zeros((len(texts), 2))}


def _mark(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "little")
