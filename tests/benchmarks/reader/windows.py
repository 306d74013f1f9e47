"""A long text as the reader takes it: a piece of it at a time, one overlapping the next."""

from collections.abc import Sequence

MOST = 8
"""Windows that are read of one text: so many at its start and at its end together."""


def windows(said: Sequence[int], places: int, many: int = MOST) -> list[Sequence[int]]:
    """Pieces with a beginning and an end put round each window; half of one is in the next."""
    begin, end, inner = said[0], said[-1], said[1:-1]
    most = places - 2
    starts = list(range(0, max(1, len(inner) - most // 2), most // 2))
    if len(starts) > many:
        starts = [*starts[: many // 2], *starts[-many // 2 :]]
    return [[begin, *inner[at : at + most], end] for at in starts]
