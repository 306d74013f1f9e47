"""What no rule names but what reads like a disclosure: three models, trained offline.

A linear one over phrases, and two readers. Together they raise what the rules say; and of a rule
that is not certain they may say that nobody is in danger.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import inf

from moderation import opinions
from moderation.limits import is_crowded
from moderation.margins import margin_of, most_telling_part
from moderation.opinions import Opinion
from moderation.phrases import Pattern, source
from moderation.reading import second
from moderation.risk_weights import Weighed, model
from moderation.sentences import COMMAS, LINES, Span, after, parts, pieces
from moderation.shelf import shipped, slots
from moderation.stretches import LONGEST, Part, Words
from moderation.telling import Shown, all_shown, as_it_stands, told
from moderation.text import Text
from moderation.verdict import Finding, Route

_SHORTEST = 3
"""Fewer words say too little for a model."""

_MOST_SENTENCES = 4
"""Of one text; with more nothing was found that four did not find."""
_SUPPRESSORS = ("games", "sport", "training", "story", "denial")


def find(text: Text, *, whole: bool = True) -> Iterator[Finding]:
    """The part that reads most like a disclosure, if any does.

    Not `whole`: part of a text that is too long to be screened. It waits anyway, and so does a
    crowded one; those are not shown to the thorough reader, so that no text costs much more than
    another.
    """
    if len(text.folded.text.split(" ", _SHORTEST)) < _SHORTEST:
        return
    every = Words.of(text.folded.text)
    by = _read if whole and not is_crowded(text) else _heard
    found = max(by(text, every), key=lambda one: one.route, default=None)
    if found:
        yield found


def _heard(text: Text, every: Words) -> Iterator[Finding]:
    """By the n-grams alone, in the part that tells most."""
    margin, first, last = most_telling_part(text, every)
    start = every.starts[first]
    part = text.folded.text[start : every.end(min(last, first + LONGEST))]
    lowered = _suppressed(text.folded.text[start : every.end(last)])
    if opinion := opinions.of_part(part, margin, lowered=lowered):
        yield told(Shown(text.folded, start, part), opinion)


def _read(text: Text, every: Words) -> Iterator[Finding]:
    """As a whole and, where that is not urgent, sentence by sentence."""
    weighed = model().weigh(every.words)
    said = list(_opinions(text, every, weighed))
    urgent = any(one.route is Route.ESCALATE for _, one in said)
    yield from (told(shown, one) for shown, one in said if one.route is not Route.PUBLISH)
    if urgent:
        return
    judge = second()
    scale = judge.long if len(every.words) > LONGEST else judge.short
    whole = max((one.score - scale.urgent for _, one in said), default=-inf)
    nothing = True
    for found in _of_sentences(text, every, weighed, whole):
        yield found
        if found.route is Route.ESCALATE:
            return
        nothing = False
    if nothing:
        yield from _of_pieces(text, every, weighed)


def _opinions(text: Text, every: Words, weighed: Weighed) -> Iterator[tuple[Shown, Opinion]]:
    margin, first, last = most_telling_part(text, every, weighed)
    lowered = _suppressed(text.folded.text[every.starts[first] : every.end(last)])
    long = len(every.words) > LONGEST
    asked = opinions.of_long if long else opinions.of_short
    for shown in [as_it_stands(text)] if long else all_shown(text):
        if opinion := asked(shown.seen, margin, lowered=lowered):
            yield shown, opinion


def _of_sentences(text: Text, every: Words, weighed: Weighed, whole: float) -> Iterator[Finding]:
    """What the most telling ones say, each read as if it were all that was written.

    `whole`: how far above what is urgent the text as a whole is.
    """
    for start, part in _most_telling(text, every, weighed):
        margin, lowered = margin_of(part), _suppressed(part.folded.text)
        for shown in all_shown(part):
            opinion = opinions.of_sentence(shown.seen, margin, lowered=lowered, whole=whole)
            if opinion and opinion.route is not Route.PUBLISH:
                found = told(shown, opinion)
                yield replace(found, start=found.start + start, end=found.end + start)


def _of_pieces(text: Text, every: Words, weighed: Weighed) -> Iterator[Finding]:
    """What the most telling pieces say: enough to wait, not to be urgent."""
    spans = set(pieces(every.words, after(COMMAS + LINES, text, every)))
    for start, part in _telling(text, every, weighed, spans, second().piece.least):
        margin, lowered = margin_of(part), _suppressed(part.folded.text)
        shown = as_it_stands(part)
        if opinion := opinions.of_piece(shown.seen, margin, lowered=lowered):
            found = told(shown, opinion)
            yield replace(found, start=found.start + start, end=found.end + start)


def _most_telling(text: Text, every: Words, weighed: Weighed) -> Iterator[tuple[int, Text]]:
    """The sentences that the n-grams hear most in, and where they begin."""
    spans = parts(every.words, after(LINES, text, every))
    return _telling(text, every, weighed, spans, second().sentence.least)


def _telling(
    text: Text, every: Words, weighed: Weighed, spans: Iterable[Span], least: float
) -> Iterator[tuple[int, Text]]:
    """Those few of these parts in which the n-grams hear most, and at least so much."""
    read = model()
    least += read.urgent[Part.SHORT]
    scored = ((read.score(weighed, *part), part) for part in spans)
    heard = sorted((one for one in scored if one[0] >= least), reverse=True)
    for _, (first, last) in heard[:_MOST_SENTENCES]:
        upto = min(last + 1, len(every.words))
        start, end = text.folded.span(every.starts[first], every.end(upto))
        yield start, Text.of(text.raw[start:end], text.lang)


def sees_nobody(text: Text) -> bool:
    """Whether all who read the text say clearly that nobody is in danger.

    It is read as it stands and, where its spelling hides its words, as it was meant; and sentence
    by sentence.
    """
    every = Words.of(text.folded.text)
    if len(every.words) < _SHORTEST or is_crowded(text):
        return False
    weighed, long = model().weigh(every.words), len(every.words) > LONGEST
    margin = most_telling_part(text, every, weighed)[0]
    return _see_nobody(text, margin, long=long) and all(
        _see_nobody(part, margin_of(part), long=False)
        for _, part in _most_telling(text, every, weighed)
    )


def _see_nobody(text: Text, margin: float, *, long: bool) -> bool:
    return all(opinions.sees_nobody(shown.seen, margin, long=long) for shown in all_shown(text))


def _suppressed(words: str) -> bool:
    return _suppressor().search(words.encode()) is not None


@cache
def _suppressor() -> Pattern:
    lists: Mapping[str, Sequence[str]] = shipped("disclosure")["suppressors"]
    return Pattern(source([phrase for name in _SUPPRESSORS for phrase in lists[name]], slots()))
