"""The codebooks that ship, before anybody labelled anything, on sentences of our own (`said/`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.themes.samples import Text
from exports.themes.tagger import Tagger
from surveys.themes.codebook_reading import read_codebook

HERE = Path(__file__).parent
SHIPPED = HERE.parents[2] / "surveys" / "themes" / "codebooks"
NONE = "-"
FIRST_OF_MANY = 0.7


def lines(name: str) -> Iterator[tuple[list[str], str]]:
    """What each sentence is about, the main theme first, and the sentence."""
    for line in (HERE / "said" / f"{name}.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            about, words = line.split(" | ", 1)
            yield about.split(), words


def tagged(codebook: str, said: str) -> list[tuple[list[str], list[str]]]:
    """The themes meant and the themes found, likeliest first."""
    rows = list(lines(said))
    tagger = Tagger(read_codebook(SHIPPED / f"{codebook}.toml"))
    found = tagger.tag([Text(str(n), words) for n, (_, words) in enumerate(rows)])
    return [
        (about, [tag.key for tag in each.tags])
        for (about, _), each in zip(rows, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("codebook", "said", "least"),
    [
        ("safety", "safety", 0.94),
        ("safety", "kept_apart_safety", 0.89),
        ("frontline", "frontline", 0.96),
        ("frontline", "kept_apart_frontline", 0.83),
    ],
)
def test_a_shipped_codebook_is_useful_without_labels(
    codebook: str, said: str, least: float
) -> None:
    rows = tagged(codebook, said)
    about = [(meant, found) for meant, found in rows if meant != [NONE]]
    hit = [meant[0] in found for meant, found in about]
    first = [bool(found) and found[0] in meant for meant, found in about]
    assert sum(hit) / len(hit) >= least
    assert sum(first) / len(first) >= FIRST_OF_MANY
    assert not any(found for meant, found in rows if meant == [NONE])


@pytest.mark.parametrize("codebook", ["safety", "frontline"])
def test_every_theme_of_a_shipped_codebook_is_tried(codebook: str) -> None:
    keys = {theme.key for theme in read_codebook(SHIPPED / f"{codebook}.toml").themes}
    for said, least in ((codebook, 20), (f"kept_apart_{codebook}", 6)):
        meant = [about[0] for about, _ in lines(said)]
        assert {key for key in meant if meant.count(key) >= least} == keys | {NONE}


@pytest.mark.parametrize(
    ("codebook", "words", "key"),
    [
        ("frontline", "the bus stop has no light", "places"),
        ("safety", "the bus stop has no light", "lighting"),
        ("safety", "our pcso is nice", "police"),
    ],
)
def test_one_pattern_is_enough(codebook: str, words: str, key: str) -> None:
    (tagging,) = Tagger(read_codebook(SHIPPED / f"{codebook}.toml")).tag([Text("1", words)])
    assert key in [tag.key for tag in tagging.tags]
