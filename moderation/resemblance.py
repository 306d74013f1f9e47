"""What no rule names but what reads like a disclosure: a small linear model, trained offline.

It only ever raises a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from moderation.limits import READ_OF_MORE, is_crowded
from moderation.ngrams import phrases
from moderation.phrases import Pattern, source
from moderation.risk_weights import Model, model
from moderation.shelf import shipped, slots
from moderation.stretches import Words, spans
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route
from moderation.vocabulary import known

_SHORTEST = 3
"""Fewer words say too little for a model."""

_QUOTED = 2
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
    if (route := read.route(margin, lowered=lowered)) is Route.PUBLISH:
        return
    kind = read.kind(every.words[first:last])
    spoken = [(first + a, first + b) for a, b in _telling(read, every.words[first:last])]
    start = spoken[0][0] if spoken else first
    end = spoken[-1][1] if spoken else last
    yield Finding(
        *text.folded.span(every.starts[start], every.end(end)),
        kind,
        route,
        round(1 / (1 + 2.0**-score), 2),
        _why(kind, [" ".join(every.words[a:b]) for a, b in spoken]),
    )


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


@cache
def _small() -> frozenset[str]:
    return frozenset(shipped("languages")["en"].split()) | _SMALL


def _suppressed(words: str) -> bool:
    return _suppressor().search(words.encode()) is not None


@cache
def _suppressor() -> Pattern:
    lists: Mapping[str, Sequence[str]] = shipped("disclosure")["suppressors"]
    return Pattern(source([phrase for name in _SUPPRESSORS for phrase in lists[name]], slots()))
