"""Labels recalled by likeness, and what would have been said without a text."""

import numpy as np
import pytest

from exports.themes.likeness import Likeness
from exports.themes.reading import Reader
from exports.themes.recall import Recall
from exports.themes.samples import Text
from tests.exports.themes.conftest import BOOK, EXAMPLES

TEXTS = [each.text for each in EXAMPLES]
READ = Reader(BOOK.themes, TEXTS).read(TEXTS)
WANTED = np.array(
    [[float(key in each.themes) - 0.25 for key in ("buses", "dark")] for each in EXAMPLES]
)


def test_a_text_is_wholly_like_itself_and_less_like_any_other() -> None:
    alike = Likeness(READ).to(READ)
    assert np.diag(alike) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)
    assert (alike - np.eye(len(TEXTS), dtype=np.float32)).max() < 0.95
    assert alike.min() >= 0


def test_the_same_words_count_less_where_the_question_was_another() -> None:
    asked = [Text("1", "nothing", "What was good?"), Text("2", "nothing", "What was bad?")]
    reader = Reader(BOOK.themes, asked)
    assert Likeness(reader.read(asked[:1])).to(reader.read(asked))[1, 0] == pytest.approx(0.8)


@pytest.mark.parametrize("out", [0, 5, len(TEXTS) - 1])
def test_what_it_says_of_an_unseen_text_is_what_it_says_when_learnt_without_it(out: int) -> None:
    rest = np.arange(len(TEXTS)) != out
    without = Recall(READ.rows(rest), WANTED[rest]).of(READ.rows(~rest))
    assert Recall(READ, WANTED).unseen[~rest] == pytest.approx(without, abs=1e-3)
