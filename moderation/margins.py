"""How much a text reads like a disclosure to the n-grams, and in which part of it."""

from collections.abc import Iterator

from moderation.limits import READ_OF_MORE, is_crowded
from moderation.risk_weights import Model, Weighed, model
from moderation.stretches import Words, spans
from moderation.text import Text


def margin_of(text: Text) -> float:
    """How far above what is urgent the n-grams hear a text."""
    return most_telling_part(text, Words.of(text.folded.text))[0]


def most_telling_part(
    text: Text, every: Words, weighed: Weighed | None = None
) -> tuple[float, int, int]:
    """The same, and where the most telling part begins and ends.

    `weighed`: all the words, where they were weighed before; never of a crowded text.
    """
    number = len(every.words)
    if weighed:
        return _most(model(), weighed, 0, number)
    kept = _kept(number, crowded=is_crowded(text))
    read = model()
    return max(_most(read, read.weigh(every.words[a:b]), a, b) for a, b in kept)


def _kept(number: int, *, crowded: bool) -> Iterator[tuple[int, int]]:
    """The words that are read, of so many: all, or of a crowded text its start and its end."""
    if not crowded:
        yield 0, number
        return
    yield 0, READ_OF_MORE // 2
    yield number - READ_OF_MORE // 2, number


def _most(read: Model, weighed: Weighed, begin: int, end: int) -> tuple[float, int, int]:
    """How far above what is urgent the most telling part is, and where it lies."""
    return max(
        (read.score(weighed, first, last) - read.urgent[part], begin + first, begin + last)
        for part, first, last in spans(end - begin)
    )
