"""Opinions that rest on what is labelled say nothing of what is not."""

import numpy as np

from exports.themes.reading import Reader
from exports.themes.samples import Text
from exports.themes.scorers import Labels, Scorers
from surveys.themes.codebook import Theme

THEMES = (Theme("bus", "Buses"), Theme("dogs", "Dogs"))
LABELLED = [Text(str(n), f"text {n}", "How do you travel?" if n < 5 else "") for n in range(6)]
OTHERS = [Text(str(n), f"text {n}", "What about dogs?") for n in range(3)]


def test_a_question_of_which_no_text_is_labelled_speaks_of_no_theme() -> None:
    reader = Reader(THEMES, [*LABELLED, *OTHERS])
    meant = np.array([[1.0, 0.0]] * 5 + [[0.0, 1.0]])
    scorers = Scorers(reader.read(LABELLED), Labels(meant, np.ones_like(meant)))
    both = [LABELLED[0], OTHERS[0]]
    nothing = np.zeros((len(both), len(THEMES)))
    asked = scorers.score(reader.read(both), nothing, nothing).asked
    assert asked[0][0] > 0 > asked[0][1]
    assert np.allclose(asked[1], 0)
