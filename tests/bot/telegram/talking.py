"""Shorthand for conversations in tests."""

from surveys.records import Wave
from tests.fake_telegram.person import Person
from tests.fake_telegram.running import World


async def says(live: World, person: Person, text: str) -> str:
    """What the phone shows last, after that."""
    await person.says(text)
    await live.quiet()
    return person.last


async def presses(live: World, person: Person, label: str) -> str:
    await person.presses(label)
    await live.quiet()
    return person.last


async def at_first_question(live: World, wave: Wave, person: Person) -> str:
    """Through the age question and the welcome."""
    await says(live, person, f"/start {wave.code}")
    if wave.survey.audience == "young people":
        await presses(live, person, "16 or over")
    return await presses(live, person, "Start")
