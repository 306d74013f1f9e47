"""What a number is of, said so that the same number in another release has the same name."""

from typing import NamedTuple

from exports.disclosure.aggregate import Band, Mention, Said, Words
from surveys.records import NoAnswer


class Key(NamedTuple):
    """One number of a wave.

    Nothing at all: everyone. `by` and `groups` alone: the size of a group. `question` alone: who
    was asked. With a mention: who said it; with groups: who said it there. `groups` are option
    keys; several are counted as one group.
    """

    question: str = ""
    mention: str = ""
    by: str = ""
    groups: tuple[str, ...] = ()


EVERYONE = Key()
THEMES = "themes of texts"
"""The question nobody was asked: what people wrote about. No survey can use such a key."""
REST = "rest"
"""Those of a group of whom none of the measures is true: nowhere printed, yet it follows."""


def named(mention: Mention) -> str:
    """A mention as text; no option can be mistaken for a way of not answering."""
    match mention:
        case Said(key):
            return f"said:{key}"
        case NoAnswer():
            return f"no:{mention}"
        case Words():
            return f"words:{mention}"
        case Band():
            return f"band:{mention}"


def mention_of(name: str) -> Mention:
    """The mention of that name. Raises ValueError for what `named` did not write."""
    kind, _, key = name.partition(":")
    match kind:
        case "said":
            return Said(key)
        case "no":
            return NoAnswer(key)
        case "words":
            return Words(key)
        case "band":
            return Band(key)
        case _:
            raise ValueError(name)
