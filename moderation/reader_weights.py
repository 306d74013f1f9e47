"""The shipped weights of the two readers: what they are, and how they are read.

`weights/reader.bin` and `weights/thorough.bin` are each one JSON line (sizes, outputs, the arrays
in their order), one line of pieces of words, and the arrays: small whole numbers, each with the
scales of its rows or columns before it. How what they say is judged, all thresholds, lies beside
them in a small file of the same name (`.json`), so that it can change alone. Made by
`tests/benchmarks/reader_pack.py`; docs/moderation.md says from what.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moderation.errors import BadWeights
from moderation.judgement import Judge
from moderation.risk_weights import ORDER

NORM = ("norm.scale", "norm.shift")
PARTS = ("qkv", "out", "up", "down")
BENDS = ("relu", "gelu")
Array = Any
"""Of numpy, float32 or int8."""


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers: of an embedding, a state, layers, heads, a layer's inner states, places."""

    embedding: int
    state: int
    layers: int
    heads: int
    inner: int
    places: int

    def shapes(self, pieces: int, outputs: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Every array by name, in the order of the file."""
        yield "embed", (pieces, self.embedding)
        if self.embedding != self.state:
            yield "project", (self.embedding, self.state)
        yield "place", (self.places, self.state)
        yield from ((name, (self.state,)) for name in NORM)
        for layer in range(self.layers):
            yield from self._of_layer(layer)
        yield "head", (2 * self.state, outputs)
        yield "head.bias", (outputs,)

    def _of_layer(self, layer: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        state, inner = self.state, self.inner
        ends = ((state, 3 * state), (state, state), (state, inner), (inner, state))
        for part, shape in zip(PARTS, ends, strict=True):
            yield f"{layer}.{part}", shape
            yield f"{layer}.{part}.bias", shape[1:]
        for part in ("norm1", "norm2"):
            yield f"{layer}.{part}.scale", (state,)
            yield f"{layer}.{part}.shift", (state,)


@dataclass(frozen=True, slots=True)
class Small:
    """A layer's weights as small whole numbers with the scale of each column.

    A quarter of the memory; numbers in full are made of them each time they are used.
    """

    numbers: Array
    scales: Array

    __array_ufunc__ = None

    def __rmatmul__(self, states: Array) -> Array:
        return states @ self.numbers.astype(np.float32) * self.scales

    def __mul__(self, columns: Array) -> "Small":
        return Small(self.numbers, self.scales * columns)


@dataclass(frozen=True, slots=True)
class Weights:
    """Sizes, pieces, arrays. `embed` is of small numbers, `scales` what a row of it counts.

    `bend`: what lies between the two halves of a layer, "relu" or "gelu".
    """

    size: Size
    pieces: Sequence[str]
    embed: Array
    scales: Array
    arrays: Mapping[str, Array]
    bend: str


def load(path: Path, *, small: bool = False) -> Weights:
    """The weights of a file, or `BadWeights` that names it. `small`: layers are kept so."""
    with _usable(path):
        head, pieces, body = path.read_bytes().split(b"\n", 2)
        return _weights(json.loads(head), pieces.decode("ascii").split(" "), body, small=small)


def judged(path: Path, judge: Callable[[Mapping[str, Any]], Judge]) -> Judge:
    """How the reader with these weights is judged, by the file beside them; or `BadWeights`."""
    beside = path.with_suffix(".json")
    with _usable(beside):
        return judge(json.loads(beside.read_text("utf-8")))


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadWeights(f"{path.name}: cannot be used ({type(error).__name__})") from error


def _weights(
    head: Mapping[str, Any], pieces: Sequence[str], body: bytes, *, small: bool
) -> Weights:
    bend = head.get("bend", "relu")
    if tuple(head["outputs"][: len(ORDER) + 1]) != ("urgent", *ORDER) or bend not in BENDS:
        raise ValueError
    size = Size(**{name: int(number) for name, number in head["size"].items()})
    shapes = dict(size.shapes(len(pieces), len(head["outputs"])))
    if len(body) != sum(_bytes(shape, by_row=name == "embed") for name, shape in shapes.items()):
        raise ValueError
    place, arrays = 0, {}
    for name, shape in shapes.items():
        arrays[name] = _array(body, place, shape, by_row=name == "embed")
        place += _bytes(shape, by_row=name == "embed")
    embed, scales = arrays.pop("embed")
    full = {name: _kept(name, array, small=small) for name, array in arrays.items()}
    return Weights(size, pieces, embed, scales[:, None], full, bend)


def _kept(name: str, array: Any, *, small: bool) -> Array:
    """An array in full, or a layer's as small numbers."""
    if not isinstance(array, tuple):
        return array
    numbers, scales = array
    return Small(numbers, scales) if small and name[0].isdigit() else numbers * scales


def _bytes(shape: tuple[int, ...], *, by_row: bool) -> int:
    """Of an array: a number in full is four, a small one is one."""
    return 4 * shape[0] if len(shape) == 1 else 4 * shape[not by_row] + shape[0] * shape[1]


def _array(body: bytes, place: int, shape: tuple[int, ...], *, by_row: bool) -> Any:
    """The array that begins at a place; one of small numbers with its scales."""
    if len(shape) == 1:
        return np.frombuffer(body, "<f4", shape[0], place)
    scales = np.frombuffer(body, "<f4", shape[not by_row], place)
    small = np.frombuffer(body, np.int8, shape[0] * shape[1], place + scales.nbytes).reshape(shape)
    return small, scales


OF_WEIGHTS = ("size", "outputs", "bend")
"""Of all that is settled about a reader, what stands before its weights; the rest lies beside."""


def packed(head: Mapping[str, Any], arrays: Mapping[str, Array], pieces: Sequence[str]) -> bytes:
    """The bytes of a file that `load` reads."""
    size = Size(**head["size"])
    first = {name: head[name] for name in OF_WEIGHTS if name in head}
    lines = json.dumps(first).encode() + b"\n" + " ".join(pieces).encode("ascii") + b"\n"
    shapes = size.shapes(len(pieces), len(head["outputs"]))
    return lines + b"".join(_small(arrays[name], shape, name == "embed") for name, shape in shapes)


def _small(array: Array, shape: tuple[int, ...], by_row: bool) -> bytes:  # noqa: FBT001
    if array.shape != shape:
        raise ValueError(array.shape, shape)
    if len(shape) == 1:
        return bytes(array.astype("<f4").tobytes())
    scales = np.maximum(np.abs(array).max(axis=int(by_row), keepdims=True) / 127, 1e-12)
    small = np.rint(array / scales).astype(np.int8)
    return bytes(scales.astype("<f4").tobytes() + small.tobytes())
