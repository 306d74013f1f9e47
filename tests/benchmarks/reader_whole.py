"""Begin the thorough reader: all layers of a pretrained model, and the quick reader's pieces.

    python tests/benchmarks/reader_whole.py --model DIR [--taught FILE.pt] --into FILE.npz

TAUGHT: what reader_train.py, or another teaching of that model, kept. reader_distil.py goes on from
there, with `--size 384,384,6,12,1536,224,gelu`.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.reader_weights import load
from moderation.reading import WEIGHTS
from tests.benchmarks.reader.teacher import Cutter, Teacher

PLACES = 224
NORMS = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}
PARTS = {
    "out": ["attention.output.dense"],
    "up": ["intermediate.dense"],
    "down": ["output.dense"],
    "qkv": [f"attention.self.{part}" for part in ("query", "key", "value")],
}


def main() -> None:
    """Take its weights over, under the names of moderation/reader_weights.py."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--taught", type=Path)
    options = parser.parse_args()
    net = Teacher(options.model)
    if options.taught:
        net.load_state_dict(torch.load(options.taught))
    raw = {name: value.numpy() for name, value in net.state_dict().items()}
    kept = load(WEIGHTS).pieces
    place = Cutter(options.model).tokens.get_vocab()
    arrays = dict(_named(raw, [place[piece] for piece in kept]))
    np.savez(options.into, vocab=np.array(kept), **arrays)


def _named(raw: Mapping[str, Any], kept: list[int]) -> Iterator[tuple[str, Any]]:
    base = "net.embeddings."
    yield "embed", raw[f"{base}word_embeddings.weight"][kept]
    places = raw[f"{base}position_embeddings.weight"][:PLACES]
    yield "place", places + raw[f"{base}token_type_embeddings.weight"][0]
    yield "norm.scale", raw[f"{base}LayerNorm.weight"]
    yield "norm.shift", raw[f"{base}LayerNorm.bias"]
    yield "head", raw["head.weight"].T
    yield "head.bias", raw["head.bias"]
    layers = {name.split(".")[3] for name in raw if name.startswith("net.encoder.layer.")}
    for layer in layers:
        yield from _of_layer(raw, layer)


def _of_layer(raw: Mapping[str, Any], layer: str) -> Iterator[tuple[str, Any]]:
    base = f"net.encoder.layer.{layer}."
    for part, names in PARTS.items():
        yield f"{layer}.{part}", np.concatenate([raw[f"{base}{n}.weight"] for n in names]).T
        yield f"{layer}.{part}.bias", np.concatenate([raw[f"{base}{n}.bias"] for n in names])
    for part, name in NORMS.items():
        yield f"{layer}.{part}.scale", raw[f"{base}{name}.weight"]
        yield f"{layer}.{part}.shift", raw[f"{base}{name}.bias"]


if __name__ == "__main__":
    main()
