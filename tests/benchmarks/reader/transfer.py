"""Texts without labels that a teacher reads to its student: worn, mixed, and of all sorts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from moderation.case_tables import messages
from tests.benchmarks.moderation_train import TO_LEARN
from tests.benchmarks.reader.examples import (
    Example,
    made_examples,
    own_examples,
    public_examples,
)
from tests.benchmarks.reader.worn import worn

WORN, MIXED, MADE, SHARED = 6, 12, 8, 3
"""Of the messages one in so many is worn, or mixed with another; of made and public texts one in
so many stays."""
WINDOW, STRIDE = 40, 40


def transferred(
    data: Path, without: Sequence[str], general: Sequence[str], fewer: Sequence[str] = ()
) -> list[str]:
    """All the texts, each once, in an order that is always the same.

    `without`: hands whose messages are not among them; `fewer`: of which every second is. Long
    messages come in stretches, too.
    """
    known = [one for one in own_examples() if one.hand not in without]
    old = [one for one in known if one.hand in fewer]
    every = [one for one in known if one.hand not in fewer] + old[::2]
    own = [one for one in every if len(one.text.split()) <= WINDOW]
    made = made_examples()[::MADE]
    shared = public_examples(data)[::SHARED]
    texts = [one.text for one in (*own, *shared)]
    texts += [_worn(one.text) for one in (*own[::WORN], *shared[::WORN], *made)]
    texts += [_mixed(one, own) for one in own[::MIXED]]
    texts += [part for one in every for part in _stretches(one.text)]
    texts += [one.text for one in every if len(one.text.split()) > WINDOW]
    return _each_once([*texts, *general])


def varied(known: Sequence[Example], seed: int) -> list[str]:
    """Each short message worn, and its beginning with the end of another one by the same hand.

    Others for every seed, and the same whatever hands are added.
    """
    hands: dict[str, list[Example]] = {}
    for one in known:
        if len(one.text.split()) <= WINDOW:
            hands.setdefault(one.hand, []).append(one)
    every = [(one, own) for own in hands.values() for one in own]
    texts = [_worn(one.text, seed) for one, _ in every]
    return _each_once([*texts, *(_mixed(one, own, seed) for one, own in every)])


def _each_once(texts: Sequence[str]) -> list[str]:
    """Without what is left out of training."""
    every_table = (*messages(), *messages(TO_LEARN))
    apart = {message.text.lower() for message in every_table if message.unseen}
    return [text for text in dict.fromkeys(texts) if text and text not in apart]


def _worn(text: str, seed: int | str = "") -> str:
    return worn(text, Random(f"{seed}{text}"))


def _mixed(one: Example, own: Sequence[Example], seed: int | str = "") -> str:
    """The beginning of a message and the end of another."""
    luck = Random(f"{seed}{one.text}")
    first, second = one.text.split(), luck.choice(own).text.split()
    begun = first[: luck.randint(1, len(first))]
    return " ".join([*begun, *second[luck.randint(0, len(second) - 1) :]][:WINDOW])


def _stretches(text: str) -> Iterator[str]:
    """Stretches of a text that is too long to be read at once."""
    words = text.split()
    if len(words) > WINDOW:
        for at in range(0, len(words), STRIDE):
            yield " ".join(words[at : at + WINDOW])
