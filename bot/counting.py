"""The counts of a closed wave, read in parts: a million answers need no more room than ten."""

from collections.abc import Callable, Collection, Sequence

from exports.disclosure.aggregate import Counts, aggregate, count_texts, merged
from exports.findings.theme_findings import about, has_themes
from surveys.records import Wave
from surveys.store import AnswerShelf

PART = 500
"""So many responses at a time: few enough that others get their turn."""

Watch = Callable[[int], None]


async def counted(
    store: AnswerShelf,
    wave: Wave,
    watch: Watch | None = None,
    themes: Sequence[Collection[str]] = (),
) -> Counts:
    """The counts of a closed wave, read in parts. `themes` are of its responses, in their order."""
    counts, last, read = aggregate(wave.survey, ()), "", 0
    while part := await store.some_responses(wave.id, last, PART):
        responses = [response for _, response in part]
        if has_themes(wave.survey):
            of_part = themes[read : read + len(part)] or [()] * len(part)
            responses = list(map(about, responses, of_part))
        counts = merged(counts, aggregate(wave.survey, responses))
        last, read = part[-1][0], read + len(part)
        if watch:
            watch(read)
    return count_texts(counts, await store.text_states(wave.id))
