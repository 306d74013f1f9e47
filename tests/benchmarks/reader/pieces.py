"""The student's pieces of words: some of the teacher's, and the vectors they begin with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from tests.benchmarks.reader.batches import Pieces
from tests.benchmarks.reader.teacher import Cutter

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
COMMON = 9_000
"""The first of the teacher's pieces, the commonest of English, are kept whether seen or not."""
SEEN = 2
SPREAD = 0.5


def chosen(folder: Path, texts: Iterable[str]) -> list[str]:
    """Pieces that at least SEEN texts have, single signs, common words."""
    tokens = Cutter(folder).tokens
    often: Counter[str] = Counter()
    for text in texts:
        often.update(set(tokens.encode(text).tokens))
    kept = list(SPECIAL)
    for place, piece in enumerate(_all(folder)):
        bare = piece.removeprefix("##")
        if (piece.startswith("[") and piece.endswith("]")) or not bare.isascii():
            continue
        common = place < COMMON and bare.isalpha()
        if often[piece] >= SEEN or len(bare) == 1 or common:
            kept.append(piece)
    return kept


def _all(folder: Path) -> list[str]:
    return (folder / "vocab.txt").read_text("utf-8").split("\n")


def vectors(folder: Path, kept: Sequence[str], size: int) -> Any:
    """The teacher's vectors of the pieces, in the few directions in which they differ most."""
    place = {piece: number for number, piece in enumerate(_all(folder))}
    raw = load_file(folder / "model.safetensors")
    (every,) = (raw[name] for name in raw if name.endswith("word_embeddings.weight"))
    some = every[[place[piece] for piece in kept]].astype(np.float32)
    some -= some.mean(0)
    _, directions = np.linalg.eigh(some.T @ some)
    found = some @ directions[:, ::-1][:, :size]
    return (found / found.std() * SPREAD).astype(np.float32)


class SmallCutter:
    """Text to places in the student's list of pieces."""

    def __init__(self, kept: Sequence[str], places: int) -> None:
        self._tokens = Tokenizer(
            WordPiece({piece: n for n, piece in enumerate(kept)}, unk_token="[UNK]")
        )
        self._tokens.normalizer = BertNormalizer(lowercase=True)
        self._tokens.pre_tokenizer = BertPreTokenizer()
        self._most = places - 2
        self._begin, self._end = kept.index("[CLS]"), kept.index("[SEP]")

    def __call__(self, text: str) -> Pieces:
        """What of the text is read at once."""
        return [*self.pieces(text)[:-1][: self._most + 1], self._end]

    def pieces(self, text: str) -> Pieces:
        """All of it."""
        return [self._begin, *self._tokens.encode(text).ids, self._end]
