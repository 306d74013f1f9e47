"""What is made of a text by all who are asked: the n-grams, the quick reader, the thorough one.

The n-grams hear every text. The quick reader is asked about short ones. The thorough one takes
many times as long: it is asked where the first two are in doubt, and about longer texts.
"""

from typing import Any, NamedTuple

from moderation.judgement import Scale
from moderation.reading import Reading, Understanding, second, thorough, understanding
from moderation.verdict import Route


class Opinion(NamedTuple):
    """Where a text goes, how sure that is, and who read it last."""

    route: Route
    score: float
    reading: Reading
    reader: Understanding[Any]


def of_short(seen: str, margin: float, *, lowered: bool) -> Opinion | None:
    """Of a short text in small letters; None if nothing in it needs a person."""
    quick = understanding()
    if margin < quick.judgement.least:
        return None
    first, judge = quick.read(seen), second()
    score = quick.judgement.scale.score(margin, first.leaning)
    if score < judge.doubt:
        return None
    if score > judge.clear and not lowered:
        return Opinion(Route.ESCALATE, score, first, quick)
    return _found(judge.short, seen, (margin, first.leaning), lowered=lowered)


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


def _found(scale: Scale, seen: str, said: tuple[float, ...], *, lowered: bool) -> Opinion | None:
    """With the thorough reader."""
    read = thorough().read(seen)
    said = *said, read.leaning
    route = scale.route(*said, lowered=lowered)
    return None if route is Route.PUBLISH else Opinion(route, scale.score(*said), read, thorough())
