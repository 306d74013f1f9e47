"""Themes that come together, and what would have been said without a text."""

import numpy as np
import pytest

from exports.themes.together import Together, heard

CHANCE = np.random.default_rng(5)
HEARD = heard(CHANCE.normal(size=(40, 3)), CHANCE.integers(0, 4, (40, 2)).astype(float))
OFF = CHANCE.normal(size=(40, 2))


@pytest.mark.parametrize("out", [0, 17, 39])
def test_what_it_says_of_an_unseen_text_is_what_it_says_when_learnt_without_it(out: int) -> None:
    rest = np.arange(len(OFF)) != out
    without = Together(HEARD[rest], OFF[rest]).of(HEARD[~rest])
    assert Together(HEARD, OFF).unseen[~rest] == pytest.approx(without)


def test_a_theme_that_comes_with_another_is_heard_where_the_other_is() -> None:
    first = np.repeat([[1.0], [-1.0]], 60, axis=0)
    said = Together(heard(first, np.zeros((120, 1))), first / 2).of(
        heard(first, np.zeros((120, 1)))
    )
    assert (said[:60] > 0.3).all()
    assert (said[60:] < -0.3).all()
