"""What is made of a text by all who are asked: the n-grams, the quick reader, the thorough one.

The n-grams hear every text. The quick reader is asked about short ones. The thorough one takes
many times as long: it is asked where the first two are in doubt, and about longer texts. The most
telling sentences of a text are read once more, each as if it were all.
"""

from typing import Any, NamedTuple

from moderation.judgement import Scale
from moderation.reading import Reading, Understanding, second, thorough, understanding
from moderation.verdict import Route


class Opinion(NamedTuple):
    """Where a text goes, the score that says so, and who read it last."""

    route: Route
    score: float
    reading: Reading
    reader: Understanding[Any]


def of_short(seen: str, margin: float, *, lowered: bool) -> Opinion | None:
    """Of a short text in small letters; None if it is so far from doubt that it is not read."""
    judge = second()
    return _of_few_words(seen, margin, judge.short, judge.doubt, lowered=lowered)


def of_sentence(seen: str, margin: float, *, lowered: bool, whole: float) -> Opinion | None:
    """Of one sentence or two, of a text that as a whole is `whole` points from urgent."""
    one = second().sentence
    more = one.asked_more(whole)
    return _of_few_words(seen, margin, one.scale, one.doubt, lowered=lowered, more=more)


def of_piece(seen: str, margin: float, *, lowered: bool) -> Opinion | None:
    """Of a piece that may begin and end in the middle of a sentence: at most, it waits."""
    quick, judge = understanding(), second()
    if margin < judge.piece.least:
        return None
    first = quick.read(seen)
    if quick.judgement.scale.score(margin, first.leaning) < judge.sentence.doubt:
        return None
    read = thorough().read(seen)
    score = judge.sentence.scale.score(margin, first.leaning, read.leaning)
    if score < judge.piece.hold + (judge.sentence.scale.sure if lowered else 0.0):
        return None
    return Opinion(Route.HOLD, score, read, thorough())


def _of_few_words(  # noqa: PLR0913 - of what kind, and what was said of it
    seen: str, margin: float, scale: Scale, doubt: float, *, lowered: bool, more: float = 0.0
) -> Opinion | None:
    quick = understanding()
    if margin < quick.judgement.least:
        return None
    first = quick.read(seen)
    score = quick.judgement.scale.score(margin, first.leaning)
    if score < doubt:
        return None
    if score > second().clear + more and not lowered:
        return Opinion(Route.ESCALATE, score, first, quick)
    return _found(scale, seen, (margin, first.leaning), lowered=lowered, more=more)


def of_long(seen: str, margin: float, *, lowered: bool) -> Opinion | None:
    """Of a longer one, in its most telling part."""
    judge = second()
    if margin < judge.doubt_long:
        return None
    return _found(judge.long, seen, (margin,), lowered=lowered)


def of_part(seen: str, margin: float, *, lowered: bool) -> Opinion | None:
    """Of a text so long that it waits anyway: whether the n-grams alone make it urgent."""
    if margin < (second().long.sure if lowered else 0):
        return None
    quick = understanding()
    return Opinion(Route.ESCALATE, margin, quick.read(seen), quick)


def sees_nobody(seen: str, margin: float, *, long: bool) -> bool:
    """Whether all say clearly that nobody is in danger.

    Never of a text that the thorough reader cannot read at once, or that the first two by
    themselves call urgent: then it is not asked.
    """
    judge = second()
    scale, said = judge.long if long else judge.short, [margin]
    if margin >= scale.firm or not thorough().reads_at_once(seen):
        return False
    if not long:
        quick = understanding()
        said.append(quick.read(seen).leaning)
        first = quick.judgement.scale
        if first.score(*said) >= min(first.urgent, judge.clear):
            return False
    return scale.score(*said, thorough().read(seen).leaning) < scale.unbelieved


def _found(
    scale: Scale, seen: str, said: tuple[float, ...], *, lowered: bool, more: float = 0.0
) -> Opinion:
    """With the thorough reader."""
    read = thorough().read(seen)
    said = *said, read.leaning
    route = scale.route(*said, lowered=lowered, more=more)
    return Opinion(route, scale.score(*said), read, thorough())
