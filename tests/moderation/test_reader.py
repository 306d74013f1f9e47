"""The reader's sums, against the same sums done slowly, one number at a time."""

import json
from collections.abc import Callable
from dataclasses import asdict
from math import exp, pi, sqrt, tanh
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from moderation.errors import BadWeights
from moderation.judgement import Judgement
from moderation.reader import Reader
from moderation.reader_weights import Size, Small, Weights, judged, load, packed
from moderation.reading import THOROUGH, WEIGHTS, Understanding, thorough, understanding
from moderation.risk_weights import ORDER

OUTPUTS = ("urgent", *ORDER, "plain")
PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d")
GOLDEN = Path(__file__).parent / "reader_golden.json"
GOLDEN_THOROUGH = GOLDEN.with_name("thorough_golden.json")
Rows = list[list[float]]


def made(embedding: int = 6, bend: str = "relu") -> bytes:
    luck = Random(4)
    size = Size(embedding, 8, layers=2, heads=2, inner=12, places=5)
    head = {"outputs": OUTPUTS, "size": asdict(size), "bend": bend, "urgent": 1.0}
    arrays = {
        name: np.array(
            [luck.gauss(0, 0.5) for _ in range(int(np.prod(shape)))], np.float32
        ).reshape(shape)
        for name, shape in size.shapes(len(PIECES), len(OUTPUTS))
    }
    return packed(head, arrays, PIECES)


@pytest.fixture(params=[(6, "relu", False), (8, "relu", True), (8, "gelu", True)])
def weights(request: pytest.FixtureRequest, tmp_path: Path) -> Weights:
    *shape, small = request.param
    path = tmp_path / "reader.bin"
    path.write_bytes(made(*shape))
    return load(path, small=small)


def times(rows: Rows, matrix: Rows, bias: list[float] | None = None) -> Rows:
    columns = list(zip(*matrix, strict=True))
    shift = bias or [0.0] * len(columns)
    return [
        [sum(map(float.__mul__, row, column)) + b for column, b in zip(columns, shift, strict=True)]
        for row in rows
    ]


def evened(rows: Rows, scale: list[float], shift: list[float]) -> Rows:
    found = []
    for row in rows:
        mean = sum(row) / len(row)
        spread = sqrt(sum((x - mean) ** 2 for x in row) / len(row) + 1e-6)
        found.append(
            [(x - mean) / spread * a + b for x, a, b in zip(row, scale, shift, strict=True)]
        )
    return found


def added(one: Rows, other: Rows) -> Rows:
    return [[a + b for a, b in zip(x, y, strict=True)] for x, y in zip(one, other, strict=True)]


def seen(rows: Rows, heads: int) -> Rows:
    state = len(rows[0]) // 3
    wide = state // heads
    found: Rows = [[] for _ in rows]
    for at in range(0, state, wide):
        query, key, value = (
            [row[p + at : p + at + wide] for row in rows] for p in (0, state, 2 * state)
        )
        for place, asked in enumerate(query):
            near = [exp(sum(map(float.__mul__, asked, k)) / sqrt(wide)) for k in key]
            found[place] += [
                sum(n * v[i] for n, v in zip(near, value, strict=True)) / sum(near)
                for i in range(wide)
            ]
    return found


def bent(number: float, bend: str) -> float:
    if bend == "relu":
        return max(number, 0.0)
    return number / 2 * (1 + tanh(sqrt(2 / pi) * (number + 0.044715 * number**3)))


def in_full(array: Any) -> Any:
    return array.numbers * array.scales if isinstance(array, Small) else array


def slowly(weights: Weights, pieces: list[int]) -> list[float]:
    of = {name: in_full(array).tolist() for name, array in weights.arrays.items()}
    rows: Rows = (weights.embed[pieces] * weights.scales[pieces]).tolist()
    rows = times(rows, of["project"]) if "project" in of else rows
    rows = evened(added(rows, of["place"][: len(rows)]), of["norm.scale"], of["norm.shift"])
    for n in range(weights.size.layers):
        looked = seen(times(rows, of[f"{n}.qkv"], of[f"{n}.qkv.bias"]), weights.size.heads)
        rows = added(rows, times(looked, of[f"{n}.out"], of[f"{n}.out.bias"]))
        rows = evened(rows, of[f"{n}.norm1.scale"], of[f"{n}.norm1.shift"])
        inner = times(rows, of[f"{n}.up"], of[f"{n}.up.bias"])
        inner = [[bent(x, weights.bend) for x in row] for row in inner]
        rows = added(rows, times(inner, of[f"{n}.down"], of[f"{n}.down.bias"]))
        rows = evened(rows, of[f"{n}.norm2.scale"], of[f"{n}.norm2.shift"])
    columns = list(zip(*rows, strict=True))
    pooled = [sum(c) / len(c) for c in columns] + [max(c) for c in columns]
    return times([pooled], of["head"], of["head.bias"])[0]


@pytest.mark.parametrize("pieces", [[2, 3], [2, 4, 5, 3], [2, 7, 7, 6, 3]])
def test_the_sums_are_right(weights: Weights, pieces: list[int]) -> None:
    assert Reader(weights).read(pieces).logits == pytest.approx(slowly(weights, pieces), abs=2e-3)


def test_what_the_pieces_told_adds_up(weights: Weights) -> None:
    read = Reader(weights).read([2, 4, 5, 3])
    bias = float(weights.arrays["head.bias"][0])
    assert sum(read.told) + bias == pytest.approx(read.logits[0], abs=2e-3)


def test_small_numbers_stand_for_the_weights_nearly(tmp_path: Path) -> None:
    path = tmp_path / "reader.bin"
    path.write_bytes(made())
    read = load(path)
    again = {name: np.array(array) for name, array in read.arrays.items()}
    again["embed"] = read.embed * read.scales
    path.write_bytes(packed({"outputs": OUTPUTS, "size": asdict(read.size)}, again, read.pieces))
    for name, array in load(path).arrays.items():
        assert np.allclose(array, read.arrays[name], atol=1e-6)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda good: good[:-1],
        lambda good: good + b"\0",
        lambda good: good.replace(b'"urgent"', b'"urging"', 1),
        lambda good: good.replace(b'"layers": 2', b'"layers": 3', 1),
        lambda good: good.replace(b'"relu"', b'"real"', 1),
        lambda good: good.replace(b"[PAD] ", b"", 1),
        lambda good: b"\xff" + good,
    ],
)
def test_spoilt_weights_are_refused(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = tmp_path / "reader.bin"
    path.write_bytes(spoil(made()))
    with pytest.raises(BadWeights, match=r"reader\.bin"):
        load(path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadWeights, match=r"none\.bin"):
        load(tmp_path / "none.bin")


@pytest.mark.parametrize("spoilt", ["", "{}", '{"least": 1}', "[1]"])
def test_a_spoilt_file_of_thresholds_is_named(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "reader.bin"
    with pytest.raises(BadWeights, match=r"reader\.json"):
        judged(path, Judgement.of)
    path.with_suffix(".json").write_text(spoilt)
    with pytest.raises(BadWeights, match=r"reader\.json"):
        judged(path, Judgement.of)


def test_what_is_packed_before_the_weights_holds_no_threshold() -> None:
    head = json.loads(made().split(b"\n", 1)[0])
    assert head.keys() == {"size", "outputs", "bend"}


@pytest.mark.parametrize(("read", "golden"), [(understanding, GOLDEN), (thorough, GOLDEN_THOROUGH)])
def test_what_ships_reads_as_its_teaching_program_did(
    read: Callable[[], Understanding[Any]], golden: Path
) -> None:
    """`golden`: texts, their pieces, the student's own logits, before its weights were small."""
    ours = read()
    for row in json.loads(golden.read_text("utf-8")):
        pieces = [ours.cutter.begin, *ours.cutter.cut(row["text"]), ours.cutter.end]
        assert pieces == row["pieces"]
        assert ours.reader.read(pieces).logits == pytest.approx(row["logits"], abs=0.15)


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 4_000_000
    assert THOROUGH.stat().st_size <= 18_000_000


def test_the_layers_of_the_thorough_reader_stay_small() -> None:
    """A quarter of the memory of numbers in full."""
    weights = load(THOROUGH, small=True)
    layers = [array for name, array in weights.arrays.items() if name[0].isdigit()]
    large = [array for array in layers if isinstance(array, Small)]
    assert sum(array.numbers.nbytes for array in large) <= 11_000_000
    assert all(array.ndim == 1 for array in layers if not isinstance(array, Small))


def test_both_readers_cut_a_text_into_the_same_pieces() -> None:
    text = "she kept the belt on the door , lol"
    assert understanding().cutter.cut(text) == thorough().cutter.cut(text)
