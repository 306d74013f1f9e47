"""Codebooks from TOML: read whole, or refused with every place that is wrong."""

from pathlib import Path

import pytest

from surveys.themes.codebook import Codebook
from surveys.themes.codebook_json import codebook_from_json, codebook_to_json
from surveys.themes.codebook_reading import SHIPPED, InvalidCodebook, codebook_for, read_codebook
from tests import factories

LEAST = '[[theme]]\nkey = "a"\nlabel = "A"\n'


def read(folder: Path, text: str) -> Codebook:
    (folder / "mine.toml").write_text(text)
    return read_codebook(folder / "mine.toml")


def test_key_and_label_are_enough(tmp_path: Path) -> None:
    book = read(tmp_path, LEAST)
    assert [(theme.key, theme.label) for theme in book.themes] == [("a", "A")]
    assert (book.key, book.version) == ("mine", 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs at least one"),
        ('[[theme]]\nlabel = "A"', "theme 1, key: is missing"),
        (LEAST + LEAST, "the key 'a' is there twice"),
        (LEAST + 'pattern = ["x"]', "did you mean 'patterns'"),
        (LEAST + 'patterns = ["(x"]', "'(x' is neither words"),
        (LEAST + 'patterns = ["x(?=y)"]', "is neither words"),
        (LEAST + 'merged_into = "b"', "'b' is none"),
        (LEAST + 'merged_into = "a"', "leads to no theme in use"),
        (LEAST + "examples = [1]", "a list of texts"),
        ("[[theme]", "is not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidCodebook) as wrong:
        read(tmp_path, text)
    assert "mine.toml" in str(wrong.value)
    assert said in str(wrong.value)


def test_a_file_that_was_changed_is_read_again(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST) is read_codebook(tmp_path / "mine.toml")
    assert read(tmp_path, LEAST.replace("A", "Any")).themes[0].label == "Any"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_what_ships_is_whole_and_has_welsh(path: Path) -> None:
    book = read_codebook(path)
    for theme in book.themes:
        assert theme.said("cy") != theme.label, theme.key
        assert theme.definition, theme.key
        assert len(theme.patterns) >= 8, theme.key


@pytest.mark.parametrize(
    ("audience", "key"), [("young people", "safety"), ("frontline staff", "frontline")]
)
def test_a_survey_starts_with_the_codebook_for_its_readers(audience: str, key: str) -> None:
    assert codebook_for(factories.survey(audience=audience)).key == key


def test_the_boards_own_codebook_for_a_survey_goes_first(tmp_path: Path) -> None:
    (tmp_path / "codebooks").mkdir()
    (tmp_path / "codebooks" / "ours.toml").write_text('surveys = ["small"]\n' + LEAST)
    assert codebook_for(factories.survey(), tmp_path).key == "ours"
    (tmp_path / "codebooks" / "small.toml").write_text(LEAST)
    assert codebook_for(factories.survey(), tmp_path).key == "small"


def test_a_survey_for_nobody_in_particular_starts_empty() -> None:
    assert codebook_for(factories.survey(audience="everyone")).themes == ()


def test_a_codebook_survives_json() -> None:
    book = read_codebook(SHIPPED / "safety.toml").merged("friends", "places_to_go")
    assert codebook_from_json(codebook_to_json(book)) == book


def test_every_change_is_a_new_version_and_keeps_the_old_theme() -> None:
    book = read_codebook(SHIPPED / "safety.toml")
    merged = book.merged("friends", "places_to_go")
    assert merged.version == book.version + 1
    assert merged.now("friends") == "places_to_go"
    assert merged.theme("friends").label == book.theme("friends").label
    assert merged.changed("places_to_go", retired=True).now("friends") == ""
