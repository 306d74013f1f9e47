"""What is left of a number when those that it was put together from are taken away (R1).

Several themes may be merged into one, or one split into several. If about 10, about 10 and "few"
become about 30, whoever has both papers knows how few those were: at least four.
"""

from collections.abc import Iterable, Iterator, Sequence

from exports.disclosure.policy import Policy


def tells_of_few(whole: int, own: int, parts: Iterable[int], policy: Policy) -> bool:
    """Whether `whole`, which holds `own` and perhaps some of `parts`, tells of a few people.

    Which of them it holds is for the reader to guess, so every choice has to be safe.
    """
    every = [own, *parts]
    low = sorted((n for n in every if n <= policy.hide_up_to), reverse=True)
    if whole <= policy.hide_up_to:
        return False
    large = own if own > policy.hide_up_to else 0
    others = [n for n in every[1:] if n > policy.hide_up_to]
    return any(_is_few(left, low, policy) for left in _left(whole - large, others))


def _left(whole: int, parts: Sequence[int]) -> Iterator[int]:
    """What remains of it, whichever of the parts are taken away, where something does."""
    sums = 1  # the bit at a place says that some of them make up so many
    for part in parts:
        sums |= sums << part
    return (whole - taken for taken in range(whole) if sums >> taken & 1)


def _is_few(left: int, low: Sequence[int], policy: Policy) -> bool:
    """Fewer than a group; or so many that each of a few low numbers must have a share in it."""
    if left < policy.smallest_group:
        return True
    return any(
        policy.hide_up_to * place < left <= sum(low[: place + 1]) for place in range(len(low))
    )
