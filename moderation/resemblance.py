"""What no rule names but what reads like a disclosure: two models, trained offline.

A linear one over phrases, and a small reader. Together they only ever raise what the rules say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp2

from moderation.limits import READ_OF_MORE, is_crowded
from moderation.ngrams import phrases
from moderation.phrases import Pattern, source
from moderation.reading import understanding
from moderation.risk_weights import Model, model
from moderation.shelf import shipped, slots
from moderation.stretches import LONGEST, Words, spans
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route
from moderation.vocabulary import known
from moderation.wordpieces import Said

_SHORTEST = 3
"""Fewer words say too little for a model."""

_QUOTED, _QUOTED_WORDS = 2, 3
_SMALL = frozenset(
    ["on", "at", "by", "my", "she", "am", "got", "had", "has", "were", "will", "where", "too", "so"]
)
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


def find(text: Text) -> Iterator[Finding]:
    """The part that reads most like a disclosure, if any does."""
    if len(text.folded.text.split(" ", _SHORTEST)) < _SHORTEST:
        return
    read, every = model(), Words.of(text.folded.text)
    kept = _kept(len(every.words), crowded=is_crowded(text))
    margin, score, first, last = max(_most(read, every.words, *part) for part in kept)
    lowered = _suppressed(text.folded.text[every.starts[first] : every.end(last)])
    if len(every.words) <= LONGEST:
        yield from _read(text, margin, lowered=lowered)
    elif (route := read.route(margin, lowered=lowered)) is not Route.PUBLISH:
        yield _weighed(text, every, (first, last), route, score)


def _read(text: Text, margin: float, *, lowered: bool) -> Iterator[Finding]:
    """A short text, which the reader is asked about too."""
    judge = understanding().judgement
    if margin < judge.least:
        return
    seen = text.clean.text.lower()
    heard = understanding().read(seen)
    route = judge.route(margin, heard.leaning, lowered=lowered)
    if route is Route.PUBLISH:
        return
    spoken = _telling_words(seen, heard.heard(understanding().cutter.said(seen)))
    start, end = (spoken[0].start, spoken[-1].end) if spoken else (0, len(seen))
    why = _why(heard.kind, [seen[word.start : word.end] for word in spoken])
    sure = _likely(judge.score(margin, heard.leaning))
    yield Finding(*text.clean.span(start, end), heard.kind, route, sure, why)


def _weighed(
    text: Text, every: Words, part: tuple[int, int], route: Route, score: float
) -> Finding:
    """A part of a long text, by its phrases alone."""
    first, last = part
    said = every.words[first:last]
    kind = model().kind(said)
    spoken = [(first + a, first + b) for a, b in _telling(model(), said)] or [part]
    start, end = every.starts[spoken[0][0]], every.end(spoken[-1][1])
    quoted = [" ".join(every.words[a:b]) for a, b in spoken if (a, b) != part]
    return Finding(*text.folded.span(start, end), kind, route, _likely(score), _why(kind, quoted))


def _likely(score: float) -> float:
    return round(1 / (1 + exp2(-score)), 2)


def _kept(number: int, *, crowded: bool) -> Iterator[tuple[int, int]]:
    """The words that are read, of so many: all, or of a crowded text its start and its end."""
    if not crowded:
        yield 0, number
        return
    yield 0, READ_OF_MORE // 2
    yield number - READ_OF_MORE // 2, number


def _most(read: Model, words: Sequence[str], begin: int, end: int) -> tuple[float, float, int, int]:
    """How far above what is urgent the most telling part is, its score, where it lies."""
    weighed = read.weigh(words[begin:end])
    return max(
        (score - read.urgent[part], score, begin + first, begin + last)
        for part, first, last in spans(end - begin)
        for score in (read.score(weighed, first, last),)
    )


def _why(kind: Kind, quoted: Sequence[str]) -> str:
    why = f"reads like someone describing {_HARMS[kind]}"
    return f"{why}: {', '.join(map(repr, quoted))}" if quoted else why


def _telling(read: Model, words: Sequence[str]) -> list[tuple[int, int]]:
    """The few phrases that weigh most, in their order.

    Only of words our lists know, so no name; never of small words alone, which say nothing.
    """
    speaks = sorted(
        (
            (read.risk[place], end - first, first, end)
            for first, end, place in phrases([word.encode() for word in words])
            if end > first + 1
        ),
        reverse=True,
    )
    chosen: list[tuple[int, int]] = []
    for weight, _, first, end in speaks:
        if len(chosen) == _QUOTED or weight <= 0:
            break
        apart = all(end <= one or first >= other for one, other in chosen)
        said = words[first:end]
        if apart and known().issuperset(said) and not _small().issuperset(said):
            chosen.append((first, end))
    return sorted(chosen)


def _telling_words(seen: str, heard: Iterable[tuple[float, Said]]) -> list[Said]:
    """The few words that told most, in their order.

    Only such as our lists know, so no name; never small words, which say nothing.
    """
    worth = _telling_known()
    most = sorted(heard, key=lambda one: -one[0])
    told = [word for much, word in most if much > 0 and seen[word.start : word.end] in worth]
    return sorted(told[:_QUOTED_WORDS], key=lambda word: word.start)


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
