"""The small reader, as `moderation/reader.py` runs it, in a form that can be taught."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from moderation.reader_weights import load
from tests.benchmarks.reader.batches import Pieces, batches, padded, pooled
from tests.benchmarks.reader.examples import OUTPUTS
from tests.benchmarks.reader.teacher import AT_ONCE, WIDTH

EPSILON = 1e-6
LARGE = 256
"""A state of so many numbers: taught in numbers of half the length, twice as fast; the vectors of
its pieces stay as they are, so that words of no example keep their meaning."""


class Size(NamedTuple):
    """Numbers: of an embedding, a state, layers, heads, a layer's inner states, places.

    `bend`: what lies between the halves of a layer.
    """

    embedding: int = 128
    state: int = 128
    layers: int = 3
    heads: int = 4
    inner: int = 256
    places: int = 64
    bend: str = "relu"

    @classmethod
    def of(cls, said: str) -> "Size":
        """As it is given on a command line, commas between."""
        *numbers, bend = said.split(",") if said[-1].isalpha() else [*said.split(","), "relu"]
        embedding, state, layers, heads, inner, places = map(int, numbers)
        return cls(embedding, state, layers, heads, inner, places, bend)

    def head(self) -> dict[str, Any]:
        """As the head of a weights file has it."""
        numbers = self._asdict()
        return {"bend": numbers.pop("bend"), "size": numbers}


BENT = {"relu": torch.relu, "gelu": partial(nn.functional.gelu, approximate="tanh")}


class Layer(nn.Module):  # type: ignore[misc]
    """One layer as in BERT: each part's result is added, then evened out."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        state = size.state
        self.heads = size.heads
        self.qkv, self.out = nn.Linear(state, 3 * state), nn.Linear(state, state)
        self.up, self.down = nn.Linear(state, size.inner), nn.Linear(size.inner, state)
        self.norm1, self.norm2 = nn.LayerNorm(state, EPSILON), nn.LayerNorm(state, EPSILON)
        self.drop = nn.Dropout(0.1)
        self.bent = BENT[size.bend]

    def forward(self, x: Any, there: Any) -> Any:
        many, long, state = x.shape
        parts = self.qkv(x).view(many, long, 3, self.heads, state // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(
            query, key, value, attn_mask=there[:, None, None].bool()
        )
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(many, long, state))))
        return self.norm2(x + self.drop(self.down(self.bent(self.up(x)))))


class Student(nn.Module):  # type: ignore[misc]
    """Logits of OUTPUTS, the vector they come from, and what the teacher's vector should be."""

    def __init__(self, vectors: Any, size: Size, width: int = 2 * WIDTH) -> None:
        super().__init__()
        self.large = size.state >= LARGE
        self.embed = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=self.large)
        same = size.embedding == size.state
        self.project = None if same else nn.Linear(size.embedding, size.state, bias=False)
        self.place = nn.Embedding(size.places, size.state)
        nn.init.normal_(self.place.weight, std=0.02)
        self.norm = nn.LayerNorm(size.state, EPSILON)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.head = nn.Linear(2 * size.state, len(OUTPUTS))
        self.likeness = nn.Linear(2 * size.state, width)
        self.drop = nn.Dropout(0.1)

    def vector(self, pieces: Any, there: Any) -> Any:
        x = self.embed(pieces)
        x = self.project(x) if self.project else x
        x = self.drop(self.norm(x + self.place.weight[: pieces.shape[1]]))
        for layer in self.layers:
            x = layer(x, there)
        return pooled(x, there)

    def forward(self, pieces: Any, there: Any) -> tuple[Any, Any]:
        with torch.autocast("cpu", torch.bfloat16, enabled=self.large):
            vector = self.vector(pieces, there)
        vector = vector.float()
        return self.head(self.drop(vector)), self.likeness(vector)


def named(net: Student) -> dict[str, Any]:
    """The weights, not copied, under the names that `moderation/reader_weights.py` knows."""
    raw = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    made = {"embed": raw["embed.weight"], "place": raw["place.weight"]}
    if net.project is not None:
        made["project"] = raw["project.weight"].T
    made |= {"norm.scale": raw["norm.weight"], "norm.shift": raw["norm.bias"]}
    made |= {"head": raw["head.weight"].T, "head.bias": raw["head.bias"]}
    for number in range(len(net.layers)):
        for part in ("qkv", "out", "up", "down"):
            made[f"{number}.{part}"] = raw[f"layers.{number}.{part}.weight"].T
            made[f"{number}.{part}.bias"] = raw[f"layers.{number}.{part}.bias"]
        for part in ("norm1", "norm2"):
            made[f"{number}.{part}.scale"] = raw[f"layers.{number}.{part}.weight"]
            made[f"{number}.{part}.shift"] = raw[f"layers.{number}.{part}.bias"]
    return made


def loaded(file: Path, size: Size, width: int = 2 * WIDTH) -> tuple[Student, list[str]]:
    """A student that was kept, or the one that ships (`reader.bin`), and its pieces.

    `width`: numbers of a teacher's vector. Of a `size` with more layers, those beyond what was kept
    change nothing yet.
    """
    raw = _shipped(file) if file.suffix == ".bin" else dict(np.load(file))
    net = Student(raw["embed"], size, width)
    for layer in net.layers:
        for part in (layer.out, layer.down):
            nn.init.zeros_(part.weight)
    places = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    for name, value in named(net).items():
        if name in raw:
            value[...] = raw[name]
    net.load_state_dict({name: torch.tensor(value) for name, value in places.items()})
    return net, [str(piece) for piece in raw["vocab"]]


def _shipped(file: Path) -> dict[str, Any]:
    weights = load(file)
    embed = weights.embed * weights.scales
    return {"vocab": weights.pieces, "embed": embed.astype(np.float32), **weights.arrays}


def answers(net: Student, said: Sequence[Pieces]) -> Any:
    """Logits of texts, a row each."""
    net.eval()
    logits = np.zeros((len(said), len(OUTPUTS)), np.float32)
    with torch.inference_mode():
        for batch in batches(said, range(len(said)), AT_ONCE):
            logits[batch] = net(*padded([said[n] for n in batch]))[0].numpy()
    return logits
