"""Shares of themes come from the texts at hand while labelled texts are few and picked."""

import numpy as np
import pytest

from exports.themes import shares
from exports.themes.samples import Counted, Text
from exports.themes.tagger import Tagger
from tests.exports.themes.conftest import BOOK, EXAMPLES

BUSES = [Text(str(n), f"the bus at {n} was late") for n in range(180)]
LANES = [Text(str(n), f"a dark lane by number {n}") for n in range(20)]


def test_many_labels_speak_for_themselves_and_few_texts_tell_nothing() -> None:
    assert shares.say(30, 1000) > 0.8
    assert shares.say(3000, 1000) == 0.0
    assert shares.say(30, 0) == 0.0
    assert shares.say(30, 200) < shares.say(30, 2000)


def test_likelihoods_move_towards_what_is_common_and_stay_likelihoods() -> None:
    sure = np.array([[0.0, 0.4], [1.0, 0.6]])
    moved = shares.Shares(np.array([1.0, -1.0]), 1.0).moved(sure)
    assert (moved[:, 1] < sure[:, 1]).all()
    assert moved[0, 0] == pytest.approx(0.0, abs=1e-3)
    assert moved[1, 0] == pytest.approx(1.0, abs=1e-3)


def test_counts_follow_the_texts_at_hand_though_examples_were_picked_evenly() -> None:
    texts = [*BUSES, *LANES]
    told, untold = Tagger(BOOK, EXAMPLES, texts), Tagger(BOOK, EXAMPLES)
    assert _off(told.counts(told.sums(texts))) < _off(untold.counts(untold.sums(texts)))


def _off(counted: list[Counted]) -> float:
    true = {"buses": len(BUSES), "dark": len(LANES), "food": 0}
    return sum(abs(each.count - true[each.key]) for each in counted)
