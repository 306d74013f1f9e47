"""Simulated people: where they live, how safe they feel, and what they would write.

The numbers are invented, but hang together: places and ages differ, after dark is worse for
everyone, and who feels unsafe somewhere writes about it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from surveys.messages import Came, Chose, PassedOn, Wrote
from surveys.records import NoAnswer

WORDS = Path(__file__).parent / "words.toml"

PLACES: Mapping[str, float] = {
    "harbour": 0.24,
    "millfields": 0.2,
    "northgate": 0.18,
    "priory": 0.14,
    "riverside": 0.12,
    "weston": 0.08,
    "elsewhere": 0.04,
}
AGES: Mapping[str, float] = {"11-12": 0.2, "13-14": 0.32, "15-16": 0.31, "17-18": 0.17}
FEELING: Mapping[str, float] = {
    "home": 4.5,
    "area_day": 4.1,
    "area_dark": 2.9,
    "travel": 3.5,
    "school": 3.9,
    "online": 3.6,
}
"""How safe people feel on the whole, from 1 to 5."""

SHIFTS: Mapping[tuple[str, str], float] = {
    ("harbour", "area_dark"): -0.8,
    ("harbour", "area_day"): -0.4,
    ("northgate", "area_dark"): -0.5,
    ("northgate", "school"): -0.3,
    ("priory", "area_dark"): 0.5,
    ("weston", "area_dark"): 0.4,
    ("weston", "travel"): -0.9,
    ("11-12", "school"): -0.3,
    ("11-12", "online"): 0.3,
    ("13-14", "school"): -0.4,
    ("13-14", "online"): -0.3,
    ("15-16", "area_dark"): -0.2,
    ("17-18", "travel"): -0.2,
    ("17-18", "school"): 0.4,
}
TOPIC: Mapping[str, str] = {
    "home": "home",
    "area_day": "dark",
    "area_dark": "dark",
    "travel": "travel",
    "school": "school",
    "online": "online",
}
TELLING: Mapping[str, float] = {
    "parent": 0.6,
    "friend": 0.55,
    "family": 0.25,
    "school_adult": 0.24,
    "youth_worker": 0.1,
    "doctor": 0.06,
    "police": 0.12,
    "helpline": 0.05,
    "other": 0.03,
}
ABOUT_SCHOOL: Mapping[str, float] = {
    "people": 0.7,
    "fights": 0.4,
    "weapons": 0.1,
    "places": 0.5,
    "way": 0.3,
    "staff": 0.1,
    "other": 0.1,
}
PASSES = ((NoAnswer.SKIPPED, 0.03), (NoAnswer.DONT_KNOW, 0.02), (NoAnswer.RATHER_NOT, 0.015))
UNSAFE = 3.0
SPREAD = 0.85


@dataclass(frozen=True, slots=True)
class Person:
    """What one simulated person says to each question, and in which language."""

    said: Mapping[str, Came]
    language: str = "en"


@dataclass(slots=True)
class Words:
    """Sentences by topic. Each is said once: people do not repeat each other word for word."""

    by_topic: dict[str, list[str]] = field(default_factory=dict)

    def say(self, topic: str) -> str | None:
        left = self.by_topic.get(topic)
        return left.pop() if left else None


def people(number: int, seed: int) -> tuple[Person, ...]:
    """The same seed gives the same people."""
    dice = Random(seed)  # noqa: S311 - simulated people are no secret
    safer, good = _words("safer", dice), _words("good", dice)
    special = _special(number, safer, dice)
    return tuple(_person(dice, safer, good, special.get(place)) for place in range(number))


def _words(question: str, dice: Random) -> Words:
    table: dict[str, list[str]] = tomllib.loads(WORDS.read_text("utf-8"))[question]
    for sentences in table.values():
        dice.shuffle(sentences)
    return Words(table)


def _special(number: int, safer: Words, dice: Random) -> Mapping[int, tuple[str, str]]:
    """Which people write what is held, urgent, personal or Welsh, spread over the whole wave."""
    topics = [
        (topic, sentence)
        for topic in ("held", "urgent", "personal", "welsh")
        for sentence in safer.by_topic.get(topic, [])
    ]
    places = dice.sample(range(number), min(number, len(topics)))
    return dict(zip(places, topics, strict=False))


def _person(dice: Random, safer: Words, good: Words, special: tuple[str, str] | None) -> Person:
    place, age = _one(dice, PLACES), _one(dice, AGES)
    feels = _feelings(dice, place, age)
    said: dict[str, Came] = {key: _scale(dice, value) for key, value in feels.items()}
    said["school_about"] = _several(dice, ABOUT_SCHOOL, "other")
    said["tell"] = _several(dice, TELLING, "nobody")
    said["locality"] = _maybe(dice, Chose((place,)))
    said["age"] = _maybe(dice, Chose((age,)))
    said["quote"] = _quote(dice)
    welsh = special is not None and special[0] == "welsh"
    said.update(_texts(dice, safer, good, feels, special))
    return Person(said, "cy" if welsh else "en")


def _texts(
    dice: Random,
    safer: Words,
    good: Words,
    feels: Mapping[str, float],
    special: tuple[str, str] | None,
) -> Iterator[tuple[str, Came]]:
    if special:
        yield "safer", Wrote(special[1])
    elif dice.random() < 0.45 and (words := safer.say(_topic(feels))):  # noqa: PLR2004
        yield "safer", Wrote(words)
    topic = "welsh" if special and special[0] == "welsh" else _good_topic(dice)
    if dice.random() < 0.25 and (words := good.say(topic)):  # noqa: PLR2004
        yield "good", Wrote(words)


def _topic(feels: Mapping[str, float]) -> str:
    """What troubles this person most, if anything does."""
    worst = min(feels, key=lambda key: feels[key])
    return TOPIC[worst] if feels[worst] < UNSAFE else "fine"


def _good_topic(dice: Random) -> str:
    return "personal" if dice.random() < 0.06 else "any"  # noqa: PLR2004


def _feelings(dice: Random, place: str, age: str) -> dict[str, float]:
    """One mood for the whole person, and a little of its own for each question."""
    mood = dice.gauss(0, 0.45)
    return {
        key: mean
        + mood
        + SHIFTS.get((place, key), 0.0)
        + SHIFTS.get((age, key), 0.0)
        + dice.gauss(0, SPREAD)
        for key, mean in FEELING.items()
    }


def _scale(dice: Random, value: float) -> Came:
    return _maybe(dice, Chose((str(min(5, max(1, round(value)))),)))


def _quote(dice: Random) -> Came:
    said: list[Came] = [Chose(("yes",)), Chose(("no",)), PassedOn(NoAnswer.SKIPPED)]
    return dice.choices(said, [0.55, 0.3, 0.15])[0]


def _several(dice: Random, chances: Mapping[str, float], otherwise: str) -> Came:
    keys = tuple(key for key, chance in chances.items() if dice.random() < chance)
    return _maybe(dice, Chose(keys or (otherwise,)))


def _maybe(dice: Random, said: Came) -> Came:
    """Now and then somebody passes."""
    chances = [chance for _, chance in PASSES]
    options: Sequence[Came] = [said, *(PassedOn(why) for why, _ in PASSES)]
    return dice.choices(options, [1 - sum(chances), *chances])[0]


def _one(dice: Random, chances: Mapping[str, float]) -> str:
    return dice.choices(list(chances), list(chances.values()))[0]
