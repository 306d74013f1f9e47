"""In which order held texts are read, and which are so alike that they can be decided together."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from moderation.verdict import Kind
from surveys.records import ReviewText

ORDER = (
    Kind.SELF_HARM,
    Kind.SEXUAL_EXPLOITATION,
    Kind.ABUSE_HOME,
    Kind.GROOMING_ONLINE,
    Kind.VIOLENCE_WEAPONS,
    Kind.THREAT_TO_OTHERS,
    Kind.DOMESTIC_ABUSE,
    Kind.RUNNING_AWAY,
    Kind.LANGUAGE,  # nothing was checked, so anything may be in it
    Kind.TOO_LONG,
    Kind.BULLYING,
    Kind.SUBSTANCE,
    Kind.HATE,
    Kind.PERSONAL_DATA,
    Kind.PROFANITY,
    Kind.SPAM,
)
"""Most urgent first. A label that is not here comes before all: doubt is read soonest."""

RANKS: Mapping[str, int] = MappingProxyType({kind: rank for rank, kind in enumerate(ORDER)})
UNSURE = len(ORDER) - 3
"""Held without a label: screening was not sure."""


def rank(text: ReviewText) -> int:
    return min((RANKS.get(label, -1) for label in text.labels), default=UNSURE)


def most_urgent_first(texts: Iterable[ReviewText]) -> tuple[ReviewText, ...]:
    """By what it is held for, then the gloomiest words; the id says nothing of who or when."""
    return tuple(sorted(texts, key=lambda text: (rank(text), text.polarity, text.id)))


def alike(texts: Iterable[ReviewText]) -> tuple[tuple[ReviewText, ...], ...]:
    """Groups held for the very same reasons, in the order of their first."""
    groups: dict[frozenset[str], list[ReviewText]] = {}
    for text in most_urgent_first(texts):
        groups.setdefault(frozenset(text.labels), []).append(text)
    return tuple(map(tuple, groups.values()))
