"""Columns find their questions, and what is unclear is named, all at once."""

from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.paper.columns import Map, match_columns, read_map
from surveys.definitions.reading import load

SURVEY = load("service-feedback")


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("rating", "rating"),
        ("Rating", "rating"),
        ("Overall, how was our service?", "rating"),
        ("  overall, HOW was our service ", "rating"),
        ("What could be better?", "better"),
        ("Which area do you live in?", "locality"),
    ],
)
def test_a_header_is_a_key_or_the_questions_words(header: str, question: str) -> None:
    assert match_columns(SURVEY, [" ".join(header.split())], Map()) == {question: 0}


def test_welsh_headers_are_known_too() -> None:
    texts = SURVEY.translations["cy"]
    assert match_columns(SURVEY, [texts["What could be better?"]], Map()) == {"better": 0}


@pytest.mark.parametrize(
    ("headers", "mapped", "complaint"),
    [
        (["rating", "Notes"], Map(), "column 'Notes' answers no question"),
        (["rating", ""], Map(), "without a header"),
        (["rating", "rating"], Map(), "'rating' is there twice"),
        (["rating", "Overall, how was our service?"], Map(), "another column answers too"),
        (["rating"], Map({"mood": "rating"}), "no question 'mood'"),
        (["rating"], Map({"rating": "Mood"}), "no column 'Mood'"),
        (["rating"], Map(values={"mood": {}}), "no question 'mood'"),
        (["rating"], Map(ignore=frozenset({"No"})), "no column 'No'"),
        (["x"], Map(ignore=frozenset({"x"})), "No column answers"),
    ],
)
def test_what_is_unclear_is_named(headers: list[str], mapped: Map, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        match_columns(SURVEY, headers, mapped)


def test_all_unclear_columns_are_named_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        match_columns(SURVEY, ["a", "b", "c"], Map())
    assert all(f"'{name}'" in str(caught.value) for name in "abc")


def test_what_the_map_says_goes_first() -> None:
    mapped = Map({"good": "better", "better": "good"})
    assert match_columns(SURVEY, ["good", "better"], mapped) == {"better": 0, "good": 1}


def test_options_add_to_the_map_file(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text('ignore = ["No"]\n[columns]\nrating = "Mood"\n[values.rating]\nsun = "5"\n')
    mapped = read_map(file, ["good=Best bit"], ["Date"])
    assert mapped.columns == {"rating": "Mood", "good": "Best bit"}
    assert mapped.values == {"rating": {"sun": "5"}}
    assert mapped.ignore == {"No", "Date"}


@pytest.mark.parametrize("given", ["rating", "=Mood", "rating=", " = "])
def test_a_half_pair_is_refused(given: str) -> None:
    with pytest.raises(BadInput, match="question=Header"):
        read_map(None, [given], [])


@pytest.mark.parametrize(
    "content",
    [
        "not toml",
        "[colums]\nrating = 'x'",
        "[columns]\nrating = 5",
        "columns = 5",
        "[values]\nrating = 5",
        "[values.rating]\nsun = 5",
        "ignore = 'No'",
        "\xff",
    ],
)
def test_a_map_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "map.toml"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(BadInput, match=r"map\.toml"):
        read_map(file, [], [])
