"""Texts without labels that a teacher reads to its student: worn, mixed, and of all sorts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from moderation.case_tables import messages
from tests.benchmarks.reader.examples import (
    Example,
    made_examples,
    own_examples,
    public_examples,
)
from tests.benchmarks.reader.worn import worn

COPIES = 1
MADE = 8
"""Of the made sentences one in so many."""
WINDOW = 40


def transferred(data: Path, without: Sequence[str], general: Sequence[str]) -> list[str]:
    """All the texts, each once, in an order that is always the same.

    `without`: hands whose messages are not among them.
    """
    own = [one for one in own_examples() if one.hand not in without]
    made = made_examples()[::MADE]
    plain = [*own, *public_examples(data)]
    texts = [one.text for one in plain]
    texts += [_worn(one.text, copy) for one in own for copy in range(COPIES)]
    texts += [_worn(one.text, 0) for one in (*public_examples(data), *made)]
    texts += [_mixed(one, own) for one in own[::4]]
    texts += [part for one in own for part in _stretches(one.text)]
    apart = {message.text.lower() for message in messages() if message.unseen}
    return [text for text in dict.fromkeys([*texts, *general]) if text and text not in apart]


def _worn(text: str, copy: int) -> str:
    return worn(text, Random(f"{copy}{text}"))


def _mixed(one: Example, own: Sequence[Example]) -> str:
    """The beginning of a message and the end of another."""
    luck = Random(one.text)
    first, second = one.text.split(), luck.choice(own).text.split()
    begun = first[: luck.randint(1, len(first))]
    return " ".join([*begun, *second[luck.randint(0, len(second) - 1) :]][:WINDOW])


def _stretches(text: str) -> Iterator[str]:
    """Stretches of a text that is too long to be read at once."""
    words = text.split()
    if len(words) > WINDOW:
        for at in range(0, len(words), WINDOW // 2):
            yield " ".join(words[at : at + WINDOW])
