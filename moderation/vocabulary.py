"""The words worth recovering from tricked spelling: those the rules speak of, and small words."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from moderation import shelf
from moderation.phrases import words

_SHORTEST = 3
"""Shorter fragments of a phrase are no words, unless the list of small words has them."""


@cache
def known() -> frozenset[str]:
    """Every whole word of the rule lists, the small words and the short forms."""
    found = {word for phrases in _phrases() for word in words(phrases) if len(word) >= _SHORTEST}
    listed = f"{shelf.shipped('speech')['small']} {' '.join(shelf.shipped('hate').values())}"
    return frozenset(found | set(listed.split()) | short_forms().keys())


def _phrases() -> Iterator[Sequence[str]]:
    yield from shelf.slots().values()
    for name in shelf.RULE_FILES:
        raw = shelf.shipped(name)
        yield from raw.get("slots", {}).values()
        yield from raw.get("suppressors", {}).values()
        for row in raw["rule"]:
            yield row["phrases"]


@cache
def heavy() -> frozenset[str]:
    """Strong words, single words for a group, and what hate is said with."""
    slots = shelf.shipped("abuse")["slots"]
    named = (*slots["group"], *slots["slur"], *slots["one_of_a_group"])
    groups = {part for phrase in named for part in phrase.split() if len(part) > _SHORTEST}
    hate = " ".join(shelf.shipped("hate")[name] for name in ("hating", "harm", "bad"))
    return frozenset(groups.union(shelf.shipped("speech")["strong"].split(), hate.split()))


@cache
def censored(first: str, length: int) -> tuple[str, ...]:
    """The heavy words so begun and so long: people blank letters of them ("f**k", "su*cide")."""
    strong = shelf.shipped("speech")["strong"].split()
    every = dict.fromkeys((*strong, *sorted(heavy())))
    return tuple(word for word in every if len(word) == length and word[0] == first)


@cache
def short_forms() -> Mapping[str, str]:
    """Txt-speak and common misspellings, with what they stand for."""
    raw: Mapping[str, str] = shelf.shipped("speech")["short"]
    return raw


@cache
def fillers() -> frozenset[str]:
    """Words that carry nothing and break phrases up ("literally", "ngl")."""
    return frozenset(shelf.shipped("speech")["fillers"].split())
