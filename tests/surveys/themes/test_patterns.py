"""Which patterns can be looked for, told without compiling those that surely can."""

import pytest

from surveys.themes import patterns as theme_patterns
from surveys.themes.patterns import SURE_LENGTH, SURE_STARS


@pytest.mark.parametrize("letter", ["a", "ß", "ü", "ǅ", "𐐀"])
@pytest.mark.parametrize("gap", ["", " ", "'", "-"])
def test_what_is_not_tried_can_be_compiled(letter: str, gap: str) -> None:
    stars = gap.join(f"{letter}{letter}*" for _ in range(SURE_STARS))
    pattern = f"{stars} ".ljust(SURE_LENGTH, letter)
    assert not theme_patterns.wrong(pattern)
    assert theme_patterns.compiled(pattern)


def test_many_short_words_can_be_compiled() -> None:
    assert theme_patterns.compiled(" ".join(["ü"] * (SURE_LENGTH // 2)))


@pytest.mark.parametrize("pattern", ["(x", "x(?=y)", "**", "ü* " * 66 + "ü", "*"])
def test_the_others_are_tried(pattern: str) -> None:
    assert theme_patterns.wrong(pattern)
