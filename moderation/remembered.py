"""What comes out for a word of our own lists, kept: most of what people write are such words.

What else they write is worked out each time, and kept nowhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from moderation.vocabulary import known

MOST_KEPT = 3_000

T = TypeVar("T")


def for_known_words(work: Callable[[str], T]) -> Callable[[str], T]:
    """`work` must give the same for the same word."""
    kept: dict[str, T] = {}

    @wraps(work)
    def remembered(word: str) -> T:
        found = kept.get(word)
        if found is None:
            found = work(word)
            if len(kept) < MOST_KEPT and word in known():
                kept[word] = found
        return found

    return remembered
