"""Good and bad words, and whether a "not" before them turns them round.

"Not helpful" is no praise and "couldn't fault them" no complaint; word by word both sound like
their opposite.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import re2
from numpy.typing import NDArray

from exports.themes.phrasebook import words

_NOT = """
not no never none nobody nothing without hardly barely neither nor cannot cant dont didnt
doesnt isnt wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt arent aint zero lack
lacks lacked lacking
"""
NOT = frozenset(_NOT.split())
REACH = 3
"""Words after a "not" that it turns round."""

STOPS = frozenset(("but", "and", "because", "although", "however", "except", "only"))
"""Where its reach ends."""

BARE, TURNED = 0, 2
MOST = 2

_GOOD = """
good great excellent brilliant amazing fantastic wonderful lovely nice kind kindness caring
friendly polite helpful pleasant professional respectful supportive understanding welcoming
approachable considerate attentive efficient easy clear happy pleased satisfied impressed glad
love loved enjoy enjoyed enough useful reassuring reassured comfortable clean calm prompt
quick quickly well fair perfect superb outstanding right thorough safe safely safer
trust trusted patient respect listen listened listens listening care cared
cares help helped helps recommend
"""
_BAD = """
bad poor terrible awful horrible dreadful rude worse worst useless rubbish unhelpful unkind
fault faults faulted complain complaint complaints complained problem problems issue issues
trouble criticism criticise criticisms improve improved improvement improvements wrong worry
worries worried concern concerns difficult difficulty difficulties disappointed disappointing
late slow delay delays long rushed pain scared afraid unsafe dirty noisy better dissatisfied
unhappy upset annoyed angry hate hated bullied ignored
"""
_SIDES = {word: side for side, listed in enumerate((_GOOD, _BAD)) for word in listed.split()}
_CLAUSE = re2.compile(r"[^.,;:!?()\n]+")


def sides(text: str) -> NDArray[np.float64]:
    """Good and bad words as they stand, then good and bad ones turned round; each up to MOST."""
    counts = np.zeros(4)
    for clause in _CLAUSE.findall(text):
        for column in _columns(words(clause)):
            counts[column] += 1
    return np.minimum(counts, MOST)


def _columns(said: Sequence[str]) -> Iterator[int]:
    left = 0
    for word in said:
        left = REACH + 1 if _denies(word) else 0 if word in STOPS else max(left - 1, 0)
        if word in _SIDES:
            yield _SIDES[word] + (TURNED if left else BARE)


def _denies(word: str) -> bool:
    return word in NOT or word.endswith("n't")
