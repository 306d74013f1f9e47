"""R1, second half: counts that moved a little since the last release stay as they were released.

If one text is let through, or one tag put right, the next paper would show a number five higher,
and everybody would know about whom. So each question is released with its counts of last time
until every one of them has changed by nought or by at least ten people.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from exports.aggregate import Counts, Tally
from exports.policy import Policy


def steady(before: Counts, now: Counts, policy: Policy) -> tuple[Counts, tuple[str, ...]]:
    """What may be counted now, and the questions that are kept as they were."""
    if not _may_move(_who(before), _who(now), policy):
        return before, tuple(before.questions)
    kept = tuple(
        key
        for key in now.questions
        if key in before.questions and not _may_move(_of(before, key), _of(now, key), policy)
    )
    return _mixed(before, now, kept), kept


Numbers = Mapping[tuple[object, ...], int]


def _may_move(before: Numbers, now: Numbers, policy: Policy) -> bool:
    return all(_unseen(before.get(name, 0), now.get(name, 0), policy) for name in {*before, *now})


def _unseen(before: int, now: int, policy: Policy) -> bool:
    """Whether a change tells of nobody: none, many, or one between two numbers always hidden."""
    change = abs(now - before)
    return change == 0 or change >= policy.smallest_group or max(before, now) <= policy.hide_up_to


def _who(counts: Counts) -> Numbers:
    found: dict[tuple[object, ...], int] = {(): counts.people}
    for by, groups in counts.sizes.items():
        found |= {(by, group): size for group, size in groups.items()}
    return found


def _of(counts: Counts, key: str) -> Numbers:
    return dict(_each(counts, key))


def _each(counts: Counts, key: str) -> Iterator[tuple[tuple[object, ...], int]]:
    yield from _said((), counts.questions[key])
    for by, groups in counts.groups.items():
        for group, found in groups.items():
            if key in found:
                yield from _said((by, group), found[key])


def _said(where: tuple[object, ...], tally: Tally) -> Iterator[tuple[tuple[object, ...], int]]:
    yield (*where, None), tally.asked
    for mention, number in tally.counts.items():
        yield (*where, type(mention).__name__, mention), number


def _mixed(before: Counts, now: Counts, kept: tuple[str, ...]) -> Counts:
    if not kept:
        return now
    return Counts(
        people=now.people,
        questions={k: (before if k in kept else now).questions[k] for k in now.questions},
        sizes=now.sizes,
        groups={
            by: {
                group: {
                    k: before.groups[by].get(group, {}).get(k, _NONE) if k in kept else tally
                    for k, tally in found.items()
                }
                for group, found in groups.items()
            }
            for by, groups in now.groups.items()
        },
    )


_NONE = Tally(0, Counter())


def together(several: list[Counts]) -> Counts:
    """Several waves of one survey as one."""
    first, *others = several
    for other in others:
        first = _sum(first, other)
    return first


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(
        people=one.people + other.people,
        questions=_tallies(one.questions, other.questions),
        sizes={by: one.sizes[by] + other.sizes[by] for by in one.sizes},
        groups={
            by: {
                group: _tallies(one.groups[by].get(group, {}), other.groups[by].get(group, {}))
                for group in {**one.groups[by], **other.groups[by]}
            }
            for by in one.groups
        },
    )


def _tallies(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    return {
        key: Tally(
            one.get(key, _NONE).asked + other.get(key, _NONE).asked,
            one.get(key, _NONE).counts + other.get(key, _NONE).counts,
        )
        for key in {**one, **other}
    }
