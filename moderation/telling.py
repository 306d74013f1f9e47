"""What is shown to the readers of a text, and their opinion as a finding in plain words."""

from collections.abc import Iterable, Sequence
from functools import cache
from math import exp2
from string import punctuation
from typing import NamedTuple

from moderation.normalise import Folded
from moderation.opinions import Opinion
from moderation.shelf import shipped
from moderation.text import Text
from moderation.verdict import Finding, Kind
from moderation.vocabulary import known, short_forms
from moderation.wordpieces import Said

_QUOTED = 3
_SMALL = frozenset(
    ["on", "at", "by", "my", "she", "am", "got", "had", "has", "were", "will", "where", "too", "so"]
)
_BARE = str.maketrans(dict.fromkeys(punctuation, " "))

_HARMS = {
    Kind.SELF_HARM: "self-harm or wanting to die",
    Kind.ABUSE_HOME: "harm at home",
    Kind.SEXUAL_EXPLOITATION: "sexual harm",
    Kind.VIOLENCE_WEAPONS: "violence or weapons",
    Kind.DOMESTIC_ABUSE: "abuse by or of a partner",
    Kind.BULLYING: "dangerous bullying",
    Kind.GROOMING_ONLINE: "being groomed or pressed online",
    Kind.RUNNING_AWAY: "having no safe place to sleep",
    Kind.SUBSTANCE: "drugs, or being used to sell them",
    Kind.THREAT_TO_OTHERS: "a danger to other people",
}


class Shown(NamedTuple):
    """What a reader was shown: small letters, and where of which reading they begin."""

    of: Folded
    start: int
    seen: str


def all_shown(text: Text) -> list[Shown]:
    """The text as it stands, and as it was meant where it was spelt to hide its words."""
    meant = [Shown(text.folded, 0, text.folded.text)] if _is_tricked(text) else []
    return [as_it_stands(text), *meant]


def as_it_stands(text: Text) -> Shown:
    return Shown(text.clean, 0, text.clean.text.lower())


def _is_tricked(text: Text) -> bool:
    """It was spelt so that no reader knows its words: stretched, spaced, with figures for letters.

    Such a text is read as it was meant, too.
    """
    meant = {*text.folded.text.split(" "), *short_forms()}
    words = text.clean.text.lower().replace("'", "").translate(_BARE).split()
    return not meant.issuperset(words)


def told(shown: Shown, opinion: Opinion) -> Finding:
    """An opinion with the words that told most."""
    said = opinion.reader.cutter.said(shown.seen)
    spoken = _telling_words(shown.seen, opinion.reading.heard(said))
    start, end = (spoken[0].start, spoken[-1].end) if spoken else (0, len(shown.seen))
    kind = opinion.reading.kind
    why = _why(kind, [shown.seen[word.start : word.end] for word in spoken])
    where = shown.of.span(shown.start + start, shown.start + end)
    return Finding(*where, kind, opinion.route, _likely(opinion.score), why)


def _likely(score: float) -> float:
    return round(1 / (1 + exp2(-score)), 2)


def _why(kind: Kind, quoted: Sequence[str]) -> str:
    why = f"reads like someone describing {_HARMS[kind]}"
    return f"{why}: {', '.join(map(repr, quoted))}" if quoted else why


def _telling_words(seen: str, heard: Iterable[tuple[float, Said]]) -> list[Said]:
    """The few words that told most, in their order.

    Only such as our lists know, so no name; never small words, which say nothing.
    """
    worth = _telling_known()
    most = sorted(heard, key=lambda one: -one[0])
    told = [word for much, word in most if much > 0 and seen[word.start : word.end] in worth]
    return sorted(told[:_QUOTED], key=lambda word: word.start)


@cache
def _small() -> frozenset[str]:
    return frozenset(shipped("languages")["en"].split()) | _SMALL


@cache
def _telling_known() -> frozenset[str]:
    return known() - _small()
