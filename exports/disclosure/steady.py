"""R1, second half: counts that moved a little since the last release stay as they were released.

If one text is let through, or one tag put right, the next paper would show a number five higher,
and everybody would know about whom. So each question is released with its counts of last time
until every one of them has changed by nought or by at least ten people, beside every release.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from exports.disclosure.aggregate import Counts, Tally
from exports.disclosure.moved import WHO, moved, places
from exports.disclosure.policy import Policy


def steady(issues: Sequence[Counts], now: Counts, policy: Policy) -> tuple[Counts, tuple[str, ...]]:
    """What may be counted now, and the questions that are kept as they were last released.

    `issues` are all countings of the wave that have left: whoever has the first one too must not
    see between it and the third what neither the second nor the third gives away.
    """
    told = [moved(issue, now, places(issue, now), policy) for issue in issues]
    return kept_back(issues[-1], now, frozenset().union(*told))


def kept_back(before: Counts, now: Counts, told: Collection[str]) -> tuple[Counts, tuple[str, ...]]:
    """Now, but for the questions that would tell of a few people."""
    if WHO in told:
        return before, tuple(before.questions)
    kept = tuple(key for key in before.questions if key in told)
    return (_mixed(before, now, told), kept) if told else (now, kept)


def _mixed(before: Counts, now: Counts, told: Collection[str]) -> Counts:
    return Counts(
        people=now.people,
        questions=_parts(before.questions, now.questions, told),
        sizes=now.sizes,
        groups={
            by: {
                group: _parts(before.groups[by].get(group, {}), found, told)
                for group, found in groups.items()
            }
            for by, groups in now.groups.items()
        },
    )


def _parts(
    before: Mapping[str, Tally], now: Mapping[str, Tally], told: Collection[str]
) -> dict[str, Tally]:
    """What tells of a few as it was; where it was not counted last time, not at all."""
    then = {key: tally for key, tally in before.items() if key in told}
    return {key: tally for key, tally in now.items() if key not in told} | then


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
