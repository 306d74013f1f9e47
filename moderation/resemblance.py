"""What no rule names but what reads like a disclosure: three models, trained offline.

A linear one over phrases, and two readers. Together they raise what the rules say; and of a rule
that is not certain they may say that nobody is in danger.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp2
from string import punctuation
from typing import NamedTuple

from moderation import opinions
from moderation.limits import READ_OF_MORE, is_crowded
from moderation.normalise import Folded
from moderation.opinions import Opinion
from moderation.phrases import Pattern, source
from moderation.risk_weights import Model, model
from moderation.shelf import shipped, slots
from moderation.stretches import LONGEST, Words, spans
from moderation.text import Text
from moderation.verdict import Finding, Kind
from moderation.vocabulary import known, short_forms
from moderation.wordpieces import Said

_SHORTEST = 3
"""Fewer words say too little for a model."""

_QUOTED = 3
_SMALL = frozenset(
    ["on", "at", "by", "my", "she", "am", "got", "had", "has", "were", "will", "where", "too", "so"]
)
_BARE = str.maketrans(dict.fromkeys(punctuation, " "))
_SUPPRESSORS = ("games", "sport", "training", "story", "denial")

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


def find(text: Text, *, whole: bool = True) -> Iterator[Finding]:
    """The part that reads most like a disclosure, if any does.

    Not `whole`: part of a text that is too long to be screened. It waits anyway, and so does a
    crowded one; those are not shown to the thorough reader, so that no text costs much more than
    another.
    """
    if len(text.folded.text.split(" ", _SHORTEST)) < _SHORTEST:
        return
    every = Words.of(text.folded.text)
    margin, first, last = _margin(text, every)
    lowered = _suppressed(text.folded.text[every.starts[first] : every.end(last)])
    if len(every.words) <= LONGEST:
        asked, seen = opinions.of_short, _shown(text)
    elif whole and not is_crowded(text):
        asked, seen = opinions.of_long, [_as_it_stands(text)]
    else:
        end = every.end(min(last, first + LONGEST))
        start = every.starts[first]
        part = Shown(text.folded, start, text.folded.text[start:end])
        asked, seen = opinions.of_part, [part]
    told = [(shown, asked(shown.seen, margin, lowered=lowered)) for shown in seen]
    known = [_told(shown, opinion) for shown, opinion in told if opinion]
    if known:
        yield max(known, key=lambda finding: finding.route)


def sees_nobody(text: Text) -> bool:
    """Whether all who read the text say clearly that nobody is in danger.

    It is read as it stands and, where its spelling hides its words, as it was meant.
    """
    every = Words.of(text.folded.text)
    if len(every.words) < _SHORTEST or is_crowded(text):
        return False
    margin, long = _margin(text, every)[0], len(every.words) > LONGEST
    return all(opinions.sees_nobody(shown.seen, margin, long=long) for shown in _shown(text))


def _shown(text: Text) -> list[Shown]:
    """The text as it stands, and as it was meant where it was spelt to hide its words."""
    meant = [Shown(text.folded, 0, text.folded.text)] if _is_tricked(text) else []
    return [_as_it_stands(text), *meant]


def _as_it_stands(text: Text) -> Shown:
    return Shown(text.clean, 0, text.clean.text.lower())


def _is_tricked(text: Text) -> bool:
    """It was spelt so that no reader knows its words: stretched, spaced, with figures for letters.

    Such a text is read as it was meant, too.
    """
    meant = {*text.folded.text.split(" "), *short_forms()}
    words = text.clean.text.lower().replace("'", "").translate(_BARE).split()
    return not meant.issuperset(words)


def margin_of(text: Text) -> float:
    """How far above what is urgent the n-grams hear a text."""
    return _margin(text, Words.of(text.folded.text))[0]


def _margin(text: Text, every: Words) -> tuple[float, int, int]:
    """The same, and where the most telling part begins and ends."""
    kept = _kept(len(every.words), crowded=is_crowded(text))
    return max(_most(model(), every.words, *part) for part in kept)


def _told(shown: Shown, opinion: Opinion) -> Finding:
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


def _kept(number: int, *, crowded: bool) -> Iterator[tuple[int, int]]:
    """The words that are read, of so many: all, or of a crowded text its start and its end."""
    if not crowded:
        yield 0, number
        return
    yield 0, READ_OF_MORE // 2
    yield number - READ_OF_MORE // 2, number


def _most(read: Model, words: Sequence[str], begin: int, end: int) -> tuple[float, int, int]:
    """How far above what is urgent the most telling part is, and where it lies."""
    weighed = read.weigh(words[begin:end])
    return max(
        (read.score(weighed, first, last) - read.urgent[part], begin + first, begin + last)
        for part, first, last in spans(end - begin)
    )


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


def _suppressed(words: str) -> bool:
    return _suppressor().search(words.encode()) is not None


@cache
def _suppressor() -> Pattern:
    lists: Mapping[str, Sequence[str]] = shipped("disclosure")["suppressors"]
    return Pattern(source([phrase for name in _SUPPRESSORS for phrase in lists[name]], slots()))
