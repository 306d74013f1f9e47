"""Proof-reading an update or a proposal: what in its words may tell who somebody is.

The words go to the public and cannot be taken back, so whatever is spotted holds them until they
are changed, or until somebody who has seen just these words says that they may stand.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import re2

from moderation.pipeline import screen
from moderation.verdict import Kind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NO_NAMES: Mapping[str, frozenset[str]] = {"cy": frozenset({"beth", "mae"})}
"""Everyday words of a language that are names in another: in Welsh "mae" is "is", "beth" "what"."""


_HOUSE_AFTER = re2.compile(
    r"(?:\b\p{Lu}[\pL'’.-]* ){1,3}"
    r"(?i:road|rd|street|st|avenue|ave|lane|ln|close|drive|dr|way|court|crescent|gardens|grove|place"
    r"|terrace|walk|square|hill|row|mews|heol|ffordd|stryd)"
    r",? (?:(?i:no\.?|number|house|flat) ?)?[0-9]{1,3}[a-zA-Z]?\b"
)
"""A street and then a number, as in "Kings Road 14". Of four figures it is more likely a year."""

_Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Spotted:
    """Characters `start:end` of one part in one language, and what they look like."""

    language: str
    part: str
    start: int
    end: int
    why: str
    words: str = field(repr=False)


def spotted(words: "Mapping[str, DataclassInstance]") -> tuple[Spotted, ...]:
    return tuple(
        Spotted(language, part, start, end, why, text[start:end])
        for language, said in words.items()
        for part, text in asdict(said).items()
        for start, end, why in _personal(text, language)
    )


def _personal(text: str, language: str) -> Iterator[_Place]:
    """Each once, in order; of two that overlap, the first."""
    end = 0
    for found in sorted((*_screened(text, language), *_houses(text))):
        if found[0] >= end:
            end = found[1]
            yield found


def _screened(text: str, language: str) -> Iterator[_Place]:
    for found in screen(text, language).findings:
        everyday = text[found.start : found.end].lower() in NO_NAMES.get(language, ())
        if found.kind is Kind.PERSONAL_DATA and not everyday:
            yield found.start, found.end, found.why


def _houses(text: str) -> Iterator[_Place]:
    """Screening knows "14 Kings Road". What is public for good is looked at more strictly."""
    for found in _HOUSE_AFTER.finditer(text):
        yield found.start(), found.end(), "an address"


def tells_of_harm(words: "Mapping[str, DataclassInstance]") -> bool:
    """As screening reads it: somebody may be in danger, and this is not the place to say it."""
    return any(
        screen(text, language).urgent
        for language, said in words.items()
        for text in asdict(said).values()
    )


def edition(words: "Mapping[str, DataclassInstance]") -> str:
    """A name for just these words: who confirms names what was read."""
    content = json.dumps({code: asdict(each) for code, each in words.items()}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]
