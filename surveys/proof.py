"""Proof-reading an update or a proposal: what in its words may tell who somebody is.

The words go to the public and cannot be taken back, so whatever is spotted holds them until they
are changed, or until somebody who has seen just these words says that they may stand.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from moderation.pipeline import screen
from moderation.verdict import Finding, Kind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NO_NAMES: Mapping[str, frozenset[str]] = {"cy": frozenset({"beth", "mae"})}
"""Everyday words of a language that are names in another: in Welsh "mae" is "is", "beth" "what"."""


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
        Spotted(language, part, found.start, found.end, found.why, text[found.start : found.end])
        for language, said in words.items()
        for part, text in asdict(said).items()
        for found in _personal(text, language)
    )


def _personal(text: str, language: str) -> Iterator[Finding]:
    """Each once, in order; of two that overlap, the first."""
    end = 0
    for found in screen(text, language).findings:
        everyday = text[found.start : found.end].lower() in NO_NAMES.get(language, ())
        if found.kind is Kind.PERSONAL_DATA and found.start >= end and not everyday:
            end = found.end
            yield found


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
