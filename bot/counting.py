"""The counts of a closed wave, read in parts: a million answers need no more room than ten."""

from collections.abc import Callable

from exports.aggregate import Counts, aggregate, count_texts, merged
from surveys.records import Wave
from surveys.store import AnswerShelf

PART = 500
"""So many responses at a time: few enough that others get their turn."""

Watch = Callable[[int], None]


async def counted(store: AnswerShelf, wave: Wave, watch: Watch | None = None) -> Counts:
    """The counts of a closed wave, read in parts."""
    counts, last, read = aggregate(wave.survey, ()), "", 0
    while part := await store.some_responses(wave.id, last, PART):
        counts = merged(counts, aggregate(wave.survey, [response for _, response in part]))
        last, read = part[-1][0], read + len(part)
        if watch:
            watch(read)
    return count_texts(counts, await store.text_states(wave.id))
