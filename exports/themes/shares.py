"""How common each theme is in the texts at hand.

Labelled texts do not tell where people picked them: ten of each theme, or the doubtful ones first.
The codebook's own words, counted over the texts at hand, tell it better until labels are many.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from exports.themes import pairing
from exports.themes.reading import Floats, Read

PICKED = 500.0
"""Labelled texts up to which they are taken as picked; from there on the say falls fast."""

HEARD = 100.0
"""Texts at hand at which their own shares have half the say."""

SLIGHT = 0.05
RESTING = 0.9
LEAST, MOST = 0.003, 0.9


@dataclass(frozen=True, slots=True)
class Shares:
    """`moves` are log odds, by theme, to be added to what was learnt; `say` is from 0 to 1."""

    moves: Floats
    say: float = 0.0

    def moved(self, sure: Floats) -> Floats:
        if not self.say:
            return sure
        odds: Floats = expit(logit(sure.clip(1e-4, 1 - 1e-4)) + self.moves)
        return odds


def say(labelled: int, at_hand: int) -> float:
    """How far the shares of the texts at hand count. Where it is slight, not at all."""
    found = at_hand / (at_hand + HEARD) / (1 + (labelled / PICKED) ** 2)
    return found if found > SLIGHT else 0.0


def at_hand(known: Read, usual: Floats, say: float) -> Shares:
    """`usual` is how common each theme is among the labelled texts."""
    rest = RESTING * float(expit(pairing.AT_FIRST[0]))
    share = pairing.unlearnt(known).mean(axis=0) - rest
    return Shares(say * (_odds(share) - _odds(usual)), say)


def _odds(share: Floats) -> Floats:
    odds: Floats = logit(np.clip(share, LEAST, MOST))
    return odds
