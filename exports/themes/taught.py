"""What people said of texts, as rows of yes and no under the names the themes have today."""

from collections.abc import Sequence

import numpy as np

from exports.themes.samples import Example, Text
from exports.themes.scorers import UNKNOWN, Labels
from surveys.themes.codebook import Codebook


def from_codebook(codebook: Codebook) -> list[Example]:
    return [
        Example(Text("", words), frozenset({theme.key}), whole=False)
        for theme in codebook.in_use
        for words in theme.examples
    ]


def labels(codebook: Codebook, taught: Sequence[Example]) -> Labels:
    """Themes of an earlier version count under the name they have today."""
    place = {theme.key: n for n, theme in enumerate(codebook.in_use)}
    now = {theme.key: codebook.now(theme.key) for theme in codebook.themes}
    meant = np.zeros((len(taught), len(place)))
    weight = np.full(meant.shape, UNKNOWN)
    for row, example in enumerate(taught):
        if example.whole:
            weight[row] = 1.0
        for keys, value in ((example.not_themes, 0.0), (example.themes, 1.0)):
            for n in {place[now[key]] for key in keys if now.get(key) in place}:
                meant[row, n], weight[row, n] = value, 1.0
    return Labels(meant, weight)
