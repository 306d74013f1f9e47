"""Which questions two countings of the same people tell apart by a few of them (R1).

Compared are numbers as readers may have them: of everybody, of a group, of neighbours counted as
one. A change tells of nobody where it is none, of many, or between two numbers that stay hidden.

Themes that are gone may have been merged into another, and new ones split from another: then what
they counted is compared as well, since what is left between them is a number nobody may have.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.disclosure.aggregate import Counts, Mention, Said, Tally
from exports.disclosure.policy import Policy
from exports.disclosure.united import tells_of_few

Place = tuple[str, tuple[str, ...]]
"""A breakdown, and the groups of it that are counted as one."""

ALL: Place = ("", ())
WHO = ""
"""In the place of a question: how many there are at all, and in each group."""


def places(*several: Counts) -> tuple[Place, ...]:
    """Everybody, and each group by itself."""
    sizes = (item for counts in several for item in counts.sizes.items())
    groups = ((by, (group,)) for by, each in sizes for group in each)
    return tuple(dict.fromkeys((ALL, *groups)))


def moved(then: Counts, now: Counts, where: Iterable[Place], policy: Policy) -> frozenset[str]:
    """The questions that are not counted any more, or of which a number tells of a few people."""
    every = tuple(where)
    if not _same_people(then, now, every):
        return frozenset({WHO, *then.questions})
    return frozenset(
        key
        for key in then.questions
        if key not in now.questions or not _untold(then, now, key, every, policy)
    )


def _untold(then: Counts, now: Counts, key: str, where: tuple[Place, ...], policy: Policy) -> bool:
    one, other = ([_tally(counts, key, place) for place in where] for counts in (then, now))
    said = _changed(one, other)
    pairs = [*((mention, mention) for mention in said), *_perhaps_one(one, other, said)]
    asked = ((a.asked, b.asked) for a, b in zip(one, other, strict=True))
    counts = (
        (a.counts[was], b.counts[is_])
        for was, is_ in pairs
        for a, b in zip(one, other, strict=True)
    )
    if not all(_unseen(*each, policy) for each in (*asked, *counts)):
        return False
    merged, split = _several(one, other, said, policy), _several(other, one, said, policy)
    return not (merged or split)


def _same_people(then: Counts, now: Counts, where: Iterable[Place]) -> bool:
    """Nobody comes to a closed wave, leaves it or moves; if somebody did, all is kept as it was.

    How many came is known to many, and so of ten and more it is known what they add to a number:
    beside two papers that are rounded, a low one would not be hidden any more.
    """
    return all(_people(then, place) == _people(now, place) for place in where)


def _unseen(before: int, now: int, policy: Policy) -> bool:
    change = abs(now - before)
    return change == 0 or change >= policy.smallest_group or max(before, now) <= policy.hide_up_to


def _changed(then: Iterable[Tally], now: Iterable[Tally]) -> list[Mention]:
    both = list(zip(then, now, strict=True))
    said = dict.fromkeys(mention for a, b in both for mention in (*a.counts, *b.counts))
    return [m for m in said if any(a.counts[m] != b.counts[m] for a, b in both)]


def _perhaps_one(
    then: list[Tally], now: list[Tally], said: list[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """What is gone beside what may hold it now; what may have held it beside what is new."""
    options, gone, new = _options(said), _missing(said, now), _missing(said, then)
    yield from ((a, b) for a in gone for b in options if b not in gone)
    yield from ((a, b) for a in options for b in new if a not in new)


def _several(apart: list[Tally], put: list[Tally], said: list[Mention], policy: Policy) -> bool:
    """Whether what may hold several of the others by now tells of a few who were in one."""
    gone = _missing(said, put)
    into = [mention for mention in _options(said) if mention not in gone]
    return bool(gone) and any(
        tells_of_few(b.counts[each], a.counts[each], [a.counts[m] for m in gone], policy)
        for a, b in zip(apart, put, strict=True)
        for each in into
    )


def _options(said: list[Mention]) -> list[Said]:
    return [mention for mention in said if isinstance(mention, Said)]


def _missing(said: list[Mention], tallies: list[Tally]) -> set[Said]:
    return {m for m in _options(said) if not any(tally.counts[m] for tally in tallies)}


# ---------------------------------------------------------------- one place
def _people(counts: Counts, place: Place) -> int:
    by, groups = place
    return sum(counts.sizes[by][group] for group in groups) if by else counts.people


def _tally(counts: Counts, key: str, place: Place) -> Tally:
    by, groups = place
    if not by:
        return counts.questions[key]
    inside = (counts.groups[by].get(group, {}) for group in groups)
    found = [each[key] for each in inside if key in each]
    return Tally(sum(t.asked for t in found), sum((t.counts for t in found), Counter[Mention]()))
