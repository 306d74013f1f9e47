"""What labelled texts say of another one, by how alike they are; for all themes and tones at once.

One inverse serves every theme, and it also tells what each text would have been called had it not
been there. Nothing has to be learnt a second time to find out.
"""

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import spotri

from exports.themes.likeness import Likeness, Numbers
from exports.themes.reading import Floats, Read

ROUGH = 0.2
"""How far labels are taken as chance: higher is smoother."""

MOST = 5_000
"""Texts that it is learnt from: time and memory grow with their square."""


class Recall:
    """`wanted` is row by column, how far each text lies from the usual; nought where not known."""

    def __init__(self, read: Read, wanted: Floats) -> None:
        self._likeness = Likeness(read)
        alike = self._likeness.to(read)
        alike[np.diag_indices(len(alike))] += ROUGH
        solved = cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
        self.weights: Numbers = cho_solve(solved, wanted.astype(np.float32))
        inverse, _ = spotri(solved[0], lower=1, overwrite_c=1)  # in place: it is large
        self.unseen = wanted - self.weights / np.diag(inverse)[:, None]
        """What it says of each of the texts without that text."""

    def of(self, read: Read) -> Floats:
        """Row by column, like `wanted`."""
        said: Floats = (self._likeness.to(read) @ self.weights).astype(np.float64)
        return said
