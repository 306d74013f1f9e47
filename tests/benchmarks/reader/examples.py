"""What the reader learns from: the project's messages by hand, public everyday texts, made ones."""

from pathlib import Path
from typing import NamedTuple

from moderation.case_tables import is_held_out
from moderation.normalise import clean
from tests.benchmarks.moderation_train import Row, made, own, public

FIRST = ("everyday", "harmless", "home", "others", "posts", "practice", "questions", "support")
"""With the case tables, by the hand that wrote first; `first_*` to `third_*` by the next."""
SECOND = ("first", "second", "third", "stories")

KINDS = (
    "self_harm",
    "abuse_home",
    "sexual_exploitation",
    "violence_weapons",
    "domestic_abuse",
    "bullying",
    "grooming_online",
    "running_away",
    "substance",
    "threat_to_others",
)
SORTS = (*KINDS, "looks_alike", "worrying", "plain")
OUTPUTS = ("urgent", *SORTS)

PUBLIC, MADE = 2_500, 1_200
"""Of these so many, others each time round."""
MADE_WEIGHT, URGENT_WEIGHT = 0.4, 1.3
WEIGHTS = {"looks_alike": 1.3, "plain": 1.2}


LAST = tuple(
    f"writer_{tens}{ones}"
    for tens, some in (
        ("twenty", ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")),
        ("thirty", ("", "one", "two", "three", "four", "five", "six", "seven", "eight")),
    )
    for ones in some
)
"""Hands of whose messages one in RESERVED is kept back for the thorough reader's thresholds."""
RESERVED = 3


class Example(NamedTuple):
    """A text in small ASCII letters; `sort` is its place in SORTS, -1 if only `urgent` is known."""

    text: str
    urgent: bool
    sort: int
    weight: float
    hand: str


def own_examples() -> list[Example]:
    """The project's messages and case tables, without what is left out of training."""
    return [_example(row, hand_of(row.group)) for row in own() if not reserved(row)]


def reserved(row: Row) -> bool:
    """No model may learn from it."""
    return hand_of(row.group) in LAST and is_held_out(row.text, RESERVED)


def public_examples(folder: Path) -> list[Example]:
    return [_example(row, "public") for row in public(folder)]


def made_examples() -> list[Example]:
    return [_example(row, "made") for row in made()]


def spelt(text: str) -> str:
    """As the reader gets it."""
    return clean(text).text.lower()


def hand_of(group: str) -> str:
    table = group.split(" ", maxsplit=1)[0]
    if table.startswith("writer_"):
        return table
    return "second" if table.split("_")[0] in SECOND else "first"


def _example(row: Row, hand: str) -> Example:
    if row.label in SORTS:
        sort = SORTS.index(row.label)
    else:
        sort = -1 if row.urgent else SORTS.index("plain")
    weight = URGENT_WEIGHT if row.urgent else WEIGHTS.get(row.label, 1.0)
    return Example(spelt(row.text), row.urgent, sort, MADE_WEIGHT if row.made else weight, hand)
