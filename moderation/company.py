"""Messages put among ordinary ones, as in a longer answer: what one tells must not drown there."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from moderation.case_tables import Message

WORDS = range(5, 26)
"""Words of a message that is put among others, and of those."""

FEWEST, MOST = 4, 8
"""Others round one message."""


def in_company(every: Sequence[Message], some: Iterable[Message]) -> Iterator[tuple[Message, str]]:
    """Each of `some` that is short, with a longer answer in which it stands.

    What stands round it are ordinary messages of `every` that are learnt from; the same ones each
    time.
    """
    others = [m.text for m in every if m.label == "plain" and not m.unseen and _is_short(m)]
    for message in filter(_is_short, some):
        yield message, _among(message.text, others)


def _is_short(message: Message) -> bool:
    return len(message.text.split()) in WORDS


def _among(text: str, others: Sequence[str]) -> str:
    """At any place."""
    luck = Random(text)  # noqa: S311 - the same ones each time
    said = luck.sample(others, min(len(others), luck.randint(FEWEST, MOST)))
    said.insert(luck.randint(0, len(said)), text)
    return " ".join(one if one[-1] in ".!?" else f"{one}." for one in said)
