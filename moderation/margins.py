"""How much a text reads like a disclosure to the n-grams, and in which part of it."""

from collections.abc import Iterator, Sequence

from moderation.limits import READ_OF_MORE, is_crowded
from moderation.risk_weights import Model, model
from moderation.stretches import Words, spans
from moderation.text import Text


def margin_of(text: Text) -> float:
    """How far above what is urgent the n-grams hear a text."""
    return most_telling_part(text, Words.of(text.folded.text))[0]


def most_telling_part(text: Text, every: Words) -> tuple[float, int, int]:
    """The same, and where the most telling part begins and ends."""
    kept = _kept(len(every.words), crowded=is_crowded(text))
    return max(_most(model(), every.words, *part) for part in kept)


def _kept(number: int, *, crowded: bool) -> Iterator[tuple[int, int]]:
    """The words that are read, of so many: all, or of a crowded text its start and its end."""
    if not crowded:
        yield 0, number
        return
    yield 0, READ_OF_MORE // 2
    yield number - READ_OF_MORE // 2, number


def _most(read: Model, words: Sequence[str], begin: int, end: int) -> tuple[float, int, int]:
    """How far above what is urgent the most telling part is, and where it lies."""
    weighed = read.weigh(words[begin:end])
    return max(
        (read.score(weighed, first, last) - read.urgent[part], begin + first, begin + last)
        for part, first, last in spans(end - begin)
    )
