"""Words used alike point the same way; what is no word says nothing."""

from math import isclose
from pathlib import Path

import pytest

from moderation import meaning
from moderation.errors import BadWeights


def near(one: str, other: str) -> float:
    known = meaning.known()
    here, there = (known.of(known.places(text)) for text in (one, other))
    return sum(a * b for a, b in zip(here, there, strict=True))


@pytest.mark.parametrize(
    ("said", "like", "unlike"),
    [
        ("the bus was late", "we waited for the train", "the soup was cold"),
        ("they bully me at school", "kids in my class are mean", "the park is dark at night"),
        ("nobody listens to us", "they don't hear what we say", "the road needs street lights"),
        ("i feel scared walking home", "frightened on my way back", "more football pitches"),
    ],
)
def test_texts_about_the_same_are_nearer(said: str, like: str, unlike: str) -> None:
    assert near(said, like) > near(said, unlike) + 0.1


def test_what_holds_no_known_word_points_nowhere() -> None:
    known = meaning.known()
    assert known.of(known.places("qzxv 12 🙂")) == (0.0,) * meaning.SIZE
    assert known.places("") == []


def test_spelling_of_apostrophes_and_capitals_does_not_matter() -> None:
    assert meaning.spelt("Don’t SHOUT, it's 7 o'clock") == ["don't", "shout", "it's", "o'clock"]
    assert isclose(near("Don’t Shout", "don't shout"), 1.0, abs_tol=1e-9)


@pytest.mark.parametrize(
    "body", [b"", b"{}\na\n", b'{"size": 96}\na b\n123', b'{"size": 3}\na\n123']
)
def test_a_broken_file_is_named(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "broken.bin"
    path.write_bytes(body)
    with pytest.raises(BadWeights, match=r"broken\.bin"):
        meaning.load(path)
