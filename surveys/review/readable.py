"""Which words of a closed wave may be read, and their place in the responses."""

from collections.abc import Iterable, Mapping

from moderation.verdict import Route
from surveys.records import Response, ReviewText, Screened, TextState

READABLE = frozenset({TextState.PUBLISHED, TextState.RELEASED})


def words_to_read(texts: Iterable[ReviewText]) -> dict[str, dict[str, Screened]]:
    """The published and released words, by response and question."""
    found: dict[str, dict[str, Screened]] = {}
    for text in texts:
        if text.state in READABLE:
            found.setdefault(text.response_id, {})[text.question] = Screened(
                text.redacted,
                Route.PUBLISH,
                text.labels,
                text.polarity,
                text.subjectivity,
                text.language,
            )
    return found


def with_words(response: Response, words: Mapping[str, Screened]) -> Response:
    """The response with the words that may be read in the place of HeldBack."""
    return Response({**response.answers, **words})
