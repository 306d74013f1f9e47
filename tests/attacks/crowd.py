"""Simulated people, each with answers that nobody else has, who come in a known order."""

import random
from dataclasses import dataclass

from surveys.definitions.definition import FreeText, OneChoice, Option, Several, Survey
from surveys.messages import Chose, PersonId, Started, Thank, Wrote
from surveys.records import Picked, Response, Wave
from tests.house import House, asked

MARKS = tuple(f"mark-{n}" for n in range(12))
DANGER = "I want to kill myself"
ASKED = Survey(
    key="crowd",
    title="How safe?",
    audience="young people",
    intro="Two minutes.",
    questions=(
        Several(key="marks", text="Which?", options=tuple(Option(m, m.title()) for m in MARKS)),
        FreeText(key="words", text="Why?", cap=300),
        OneChoice(key="again", text="Again?", options=(Option("yes", "Yes"), Option("no", "No"))),
    ),
)


@dataclass(frozen=True)
class Person:
    """`number` is when they came; `marks` is the answer by which they can be told."""

    number: int
    marks: tuple[str, ...]
    words: str
    urgent: bool

    @property
    def id(self) -> PersonId:
        return PersonId(f"web:{self.number}-{self.marks[0]}")

    @property
    def written(self) -> str:
        return f"{DANGER} {self.words}" if self.urgent else self.words


def crowd(people: int, seed: int) -> tuple[Person, ...]:
    """So many people. Everybody's marks and words are theirs alone."""
    chance = random.Random(seed)
    subsets = chance.sample(range(1, 2 ** len(MARKS)), people)
    return tuple(_person(number, subset, chance) for number, subset in enumerate(subsets))


def _person(number: int, subset: int, chance: random.Random) -> Person:
    marks = tuple(mark for bit, mark in enumerate(MARKS) if subset >> bit & 1)
    letters = "".join(chance.choice("bcdfghklmnprst") + chance.choice("aeiou") for _ in range(5))
    more = " ".join(["and the park"] * chance.randrange(20))
    return Person(number, marks, f"the {letters} path {more}".strip(), chance.random() < 0.15)


async def goes_through(house: House, wave: Wave, person: Person) -> None:
    """One after the other, so that the order is known to the attacker without a doubt."""
    said = await house.says(wave, person.id, Started())
    for came in (Chose(person.marks), Wrote(person.written), Chose(("yes",))):
        said = await house.says(wave, person.id, came, asked(said).turn)
    assert isinstance(said[-1], Thank)


def told(response: Response) -> tuple[str, ...]:
    """The answer by which a person can be told."""
    marks = response.answers["marks"]
    return marks.keys if isinstance(marks, Picked) else ()
