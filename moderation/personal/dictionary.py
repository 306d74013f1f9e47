"""Words anybody may write, told by a filter that holds no list: they are rarely somebody's name.

`weights/words.bin` is a Bloom filter, made by `tests/benchmarks/words_train.py`
(docs/moderation.md says from what). A word it was made from is always known; of others, fewer than
one in a thousand is taken for known.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from moderation.errors import BadWeights

WEIGHTS = Path(__file__).parents[1] / "weights" / "words.bin"
BITS = 21
"""The filter has two to this power bits."""

_TIMES = 6
_DIGEST = 16
_MASK = (1 << BITS) - 1


def is_common(low: str) -> bool:
    """It is, most likely, a word of everyday English; `low` in lower case."""
    filled, left = _filter(), _digest(low)
    for _ in range(_TIMES):
        bit = left & _MASK
        if not filled[bit >> 3] >> (bit & 7) & 1:
            return False
        left >>= BITS
    return True


def bits(low: str) -> list[int]:
    """The bits that stand for a word."""
    whole = _digest(low)
    return [whole >> (BITS * time) & _MASK for time in range(_TIMES)]


def _digest(low: str) -> int:
    return int.from_bytes(blake2b(low.encode(), digest_size=_DIGEST).digest(), "big")


@cache
def _filter() -> bytes:
    """The shipped filter."""
    return load(WEIGHTS)


def load(path: Path) -> bytes:
    """The filter of a file, or `BadWeights` that names it."""
    try:
        filled = path.read_bytes()
    except OSError as error:
        raise BadWeights(f"{path.name}: cannot be used ({type(error).__name__})") from error
    if len(filled) != 1 << BITS - 3:
        raise BadWeights(f"{path.name}: cannot be used (wrong length)")
    return filled
